"""How long what people are, and what signs them in, is kept."""

from datetime import datetime, timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel import tenancy
from kokong.kernel.retention import DELETE, Keep, Rule, stays

from . import consent, invitations, members, tokens
from .models import Attempt, Consent, Invitation, Membership, RightsCase, RightsLink, Token, User

ENDED_KEPT: Final = timedelta(days=365)
UNUSED_KEPT: Final = timedelta(days=365)
CONSENT_KEPT: Final = timedelta(days=730)


def _of_no_session(before: datetime) -> Q:
    """Lines of the list of one's sign-ins whose sign-in is over."""
    return ~Q(session_key__in=Session.objects.filter(expire_date__gte=before).values("session_key"))


def forget_accounts(before: datetime, dry_run: bool) -> int:
    """Close and empty accounts that haven't signed in since a moment and belong to nobody who works anywhere.

    The number stays, for the log; nothing says any more whose it was.
    """
    unused = User.objects.filter(Q(last_login__lt=before) | Q(last_login=None, created__lt=before))
    idle = [
        user for user in unused.exclude(email__startswith="gone-").order_by("pk") if not _works(user.pk, before)
    ]
    for user in idle if not dry_run else ():
        _empty(user)
    return len(idle)


def _works(user_id: int, before: datetime) -> bool:
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=user_id):
        mine = Membership.objects.filter(user_id=user_id)
        return mine.filter(Q(ended=None) | Q(ended__gte=before)).exists()


def _empty(user: User) -> None:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    EmailAddress.objects.filter(user_id=user.pk).delete()
    Authenticator.objects.filter(user_id=user.pk).delete()
    SocialAccount.objects.filter(user_id=user.pk).delete()
    user.email, user.new_email, user.name, user.is_active = f"gone-{user.pk}@invalid", "", "", False
    user.set_unusable_password()
    user.save()


RULES: Final = (
    Keep(
        Session,
        by="expire_date",
        days=0,
        clear=DELETE,
        told="session_key session_data",
        name="sign-ins",
        purpose=_("A sign-in that is over opens nothing."),
        everywhere=True,
    ),
    Keep(
        UserSession,
        by="",
        days=0,
        clear=DELETE,
        told="user ip session_key user_agent data",
        among=_of_no_session,
        name="sign-ins as people see theirs",
        purpose=_("From where somebody signed in is shown to them while the sign-in holds."),
        everywhere=True,
    ),
    Keep(
        Attempt,
        by="expires",
        days=0,
        clear=DELETE,
        told="key",
        name="counted tries",
        purpose=_("A counter of tries slows guessers down until its time is over."),
        everywhere=True,
    ),
    Keep(
        Membership,
        of="user_id email",
        by="ended",
        days=members.KEPT.days,
        clear="email organisation language",
        what=_("Address and organisation"),
        name="addresses of former colleagues",
        purpose=_("They no longer work here; their name stays beside what they did."),
    ),
    Keep(
        Membership,
        by="ended",
        days=ENDED_KEPT.days,
        clear="name",
        told="user name",
        what=_("Name"),
        name="names of former colleagues",
        purpose=_("Colleagues ask for a year whom they dealt with; that somebody worked here, and when, stays."),
    ),
    Keep(
        Invitation,
        of="email",
        by="expires",
        days=invitations.KEPT.days,
        clear=DELETE,
        told="email name organisation roles invited_by accepted_by",
        name="invitations",
        purpose=_("The invitation is over; that it was made stays in the log."),
    ),
    Rule(
        name="unused accounts",
        purpose=_("An account serves a person who works somewhere; it is emptied a year after the last sign-in."),
        period=UNUSED_KEPT,
        apply=forget_accounts,
        by_hand="Whether somebody works anywhere is asked of each municipality in a scope of its own.",
        columns={
            "people.User": "password email new_email name language",
            "account.EmailAddress": "user email",
            "account.EmailConfirmation": "key",
            "mfa.Authenticator": "user type data",
            "socialaccount.SocialAccount": "user provider uid extra_data",
            "socialaccount.SocialToken": "token token_secret",
        },
        everywhere=True,
    ),
    Keep(
        Consent,
        by="at",
        days=CONSENT_KEPT.days,
        clear=DELETE,
        told="text by",
        among=consent.over,
        name="consents",
        purpose=_("Shows what was agreed to for as long as it is relied on, and for two years after."),
    ),
    Keep(
        Token,
        by="expires revoked",
        days=tokens.KEPT.days,
        clear=DELETE,
        told="name digest password_mark",
        name="access tokens",
        purpose=_("The token has ended; that it was made stays in the log."),
    ),
    Keep(
        RightsLink,
        of="email",
        by="asked",
        days=1,
        clear=DELETE,
        told="email",
        name="links to what is held asked for",
        purpose=_("Where a link was sent to is known while it holds."),
    ),
    Keep(
        RightsCase,
        of="email user_id",
        by="answered",
        days=730,
        clear=DELETE,
        told="email user_id text reason answered_by answer",
        name="requests about rights",
        what=_("Your requests"),
        purpose=_("Shows for two years what was asked and answered, in case somebody complains."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {"people.Grant": "role source subject", "people.Invitation": "subject"},
        because="Which role began and ended when; names nobody by itself.",
    )
    stays(
        {"people.Consent": "subject purpose answer channel"}, because="Codes of our own; the line goes as a whole."
    )
    stays(
        {"people.RightsCase": "kind outcome"}, because="A word from a list of our own; the line goes as a whole."
    )
    unused = "A library's table that Kokong leaves empty."
    stays({"people.User_groups": "user", "people.User_user_permissions": "user"}, because=unused)
    stays(
        {"socialaccount.SocialApp": "provider provider_id name client_id secret key settings"},
        because="How an authority's own sign-in is reached; names nobody.",
    )
