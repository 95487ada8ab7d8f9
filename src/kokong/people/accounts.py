"""What people keep with their own account, whichever municipality they work in."""

from django.http import HttpRequest

from . import addresses
from .models import User
from .practising import CHOSEN


def keep_language(*, user_id: int, language: str) -> None:
    """Remember the language that a person reads, for every browser and every e-mail. Within their own request."""
    user = User.objects.get(pk=user_id)
    user.language = language
    user.save(update_fields=["language"])
    addresses.follow(address=user.email, language=language)


def work_in(request: HttpRequest, municipality_id: int) -> None:
    """Let the person who asks work in a municipality of theirs, now and when they next sign in."""
    request.session[CHOSEN] = municipality_id
    assert request.user.is_authenticated
    User.objects.filter(pk=request.user.pk).update(chosen=municipality_id)


def signs_in(*, email: str) -> bool:
    """Whether somebody signs in with an address, in whatever way. To be told only to whoever has proven it."""
    known = User.objects.filter(email=email).first()
    return known is not None and (known.has_usable_password() or known.last_login is not None)


def begin(*, email: str, name: str, password: str) -> User:
    """The account of somebody who has just proven their address, and who has never signed in."""
    known = User.objects.filter(email=email).first()
    if known is None:
        return User.objects.create_user(email, password, name=name)
    known.set_password(password)
    known.save(update_fields=["password"])
    return known
