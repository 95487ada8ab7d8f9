"""Changing the address one signs in with: it counts once a link that was sent there has been opened."""

from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.core.mail import send_mail
from django.db import IntegrityError, connection, router, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kokong.kernel import installation, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.events import emit

from . import letters, links
from .events import AddressLetter
from .models import User
from .values import Letter

LASTS: Final = timedelta(hours=24)
PAUSE: Final = timedelta(minutes=1)  # so that nobody fills a stranger's letter box


def ask(*, user: User, email: str, now: datetime) -> None:
    """Send a link to a new address. What is done and said is the same whether or not somebody has that address.

    Raises UserError for the address that one has, and within a minute of the last time.
    """
    address = email.strip().lower()
    if address == user.email:
        raise UserError(_("That is the address that you sign in with already."))
    if user.new_email_asked is not None and now - user.new_email_asked < PAUSE:
        raise UserError(_("An e-mail has just been sent. Wait a minute before the next."))
    user.new_email, user.new_email_asked = address, now
    user.save(update_fields=["new_email", "new_email_asked"])
    known = User.objects.filter(email=address).exclude(pk=user.pk).exists()
    _tell(address, "taken" if known else "prove", user, now)


def waiting(*, user: User, now: datetime) -> str:
    """The address that waits to be proven; empty without one."""
    fresh = user.new_email_asked is not None and now - user.new_email_asked < LASTS
    return user.new_email if fresh else ""


def holds(*, user: User, proof: str, now: datetime) -> bool:
    """Whether a link is the one that was last sent for this account, and still counts."""
    return bool(waiting(user=user, now=now)) and links.holds(proof, *_said(user))


def prove(*, user: User, proof: str, now: datetime) -> bool:
    """Make the proven address the account's, tell the one before, and let memberships follow; False where the
    link doesn't hold, or somebody has the address by now. Works within the person's own request."""
    before = user.email
    if not holds(user=user, proof=proof, now=now) or not _changed(user):
        return False
    user.refresh_from_db()
    follow(address=user.email, language=user.language)
    _tell(before, "changed", user, now)
    return True


def follow(*, address: str, language: str, signed_in: datetime | None = None) -> None:
    """Write the account's address and language, and when it last signed in, on the memberships of its person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_follow_account(%s, %s, %s)", [address, signed_in, language])


def signed_in(*, user: User, now: datetime) -> None:
    """Let colleagues see when a person last signed in. Call it outside of any scope."""
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=user.pk):
        follow(address=user.email, language=user.language, signed_in=now)


def _changed(user: User) -> bool:
    """Once only: of two who press the button, one finds the address gone from where it waited."""
    mine = User.objects.filter(pk=user.pk, email=user.email, new_email=user.new_email)
    try:
        with transaction.atomic(using=router.db_for_write(User)):
            if not mine.update(email=user.new_email, new_email="", new_email_asked=None):
                return False
            EmailAddress.objects.filter(user_id=user.pk).delete()  # none but the account's own opens it
    except IntegrityError:
        return False
    return True


def _said(user: User) -> tuple[object, ...]:
    asked = user.new_email_asked.isoformat() if user.new_email_asked else ""
    return "address", user.pk, user.email, user.new_email, asked


def letter(*, user_id: int, what: str, to: str, now: datetime) -> Letter | None:
    """About a changed address, in the account's own language: to prove it, that it is taken, that it was changed.

    None where the address to be proven is no longer the one that was asked for.
    """
    user = User.objects.filter(pk=user_id).first()
    if user is None or (what != "changed" and waiting(user=user, now=now) != to):
        return None
    here = installation.current().url
    context = {
        "name": user.name,
        "url": here + reverse("people:address-proof", args=[links.secret(*_said(user))]),
        "sign_in": here + reverse("account_login"),
        "user": user,
    }
    with translation.override(user.language or translation.get_language()):
        return letters.written(f"address_{what}", context)


def _tell(address: str, what: str, user: User, now: datetime) -> None:
    """As a message of the municipality where they work now; who works nowhere gets the letter at once."""
    if tenancy.current().municipality_id is not None:
        asked = user.new_email_asked or now
        emit(AddressLetter(user.pk, what, address, asked.isoformat()))
        return
    told = letter(user_id=user.pk, what=what, to=address, now=now)
    if told is not None:
        send_mail(told.subject, told.text, None, [address])
