"""The second step of sign-in: who must have one, and whether they have."""

from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from kokong.kernel import audit, installation
from kokong.people import api
from kokong.people.models import SignInRule

from . import rules, through

STEPS: Final = [Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP]
FOUND: Final = "second_step"

# What one may open before: the way to a second step, and the way out.
OPEN: Final = frozenset({
    "people:second-step", "people:language", "set_language", "account_logout", "account_reauthenticate",
    "mfa_index", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_activate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "field:sw",
    "field:manifest",
})  # fmt: skip
TAKES_AWAY: Final = frozenset({"mfa_deactivate_totp", "mfa_remove_webauthn"})


def is_asked() -> bool:
    """Whether the municipality in scope asks for a second step: by default outside the demonstration."""
    kept = SignInRule.objects.values_list("second_step", flat=True).first()
    return not installation.current().demo if kept is None else kept


def ask(*, second_step: bool) -> None:
    """Let the municipality in scope ask for a second step, or not."""
    SignInRule.objects.update_or_create(defaults={"second_step": second_step})
    audit.record(action="signin.rule", subject="municipality", detail={"second_step": second_step})


def is_missing(request: HttpRequest, actor: api.Actor) -> bool:
    """Whether this request must lead to setting up a second step before anything else.

    Found once in a session, it isn't looked for again until a way to it is taken away.
    """
    here = page_of(request)
    if here in OPEN or actor.roles.isdisjoint(rules.COMPULSORY) or request.session.get(FOUND):
        if here in TAKES_AWAY:
            request.session.pop(FOUND, None)
        return False
    if through.is_one(request):
        return False  # the provider has asked for what it finds enough
    if not is_asked():
        return False
    found = has_one(request)
    if found:
        request.session[FOUND] = here not in TAKES_AWAY
    return not found


def has_one(request: HttpRequest) -> bool:
    """Whether the signed-in person has a passkey or an app for codes."""
    return bool(is_mfa_enabled(request.user, STEPS))


def forget(*, user_id: int) -> int:
    """Take away all second steps of an account, and end its sessions; how many steps."""
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()
    return int(Authenticator.objects.filter(user_id=user_id).delete()[0])


def page_of(request: HttpRequest) -> str:
    """The name of the page that is asked for; empty where there is none."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
