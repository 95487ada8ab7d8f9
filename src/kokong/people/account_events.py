"""What the sign-in library tells of accounts, for the log of each municipality where the person works."""

from typing import Any, Final

from allauth.account import signals
from allauth.mfa import signals as second
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import Signal

from . import api, door
from .door import Noted

TOLD: Final[tuple[tuple[Signal, str], ...]] = (
    (signals.user_logged_in, "account.signed_in"),
    (user_logged_out, "account.signed_out"),
    (signals.password_set, "account.password_changed"),
    (signals.password_changed, "account.password_changed"),
    (signals.password_reset, "account.password_changed"),
    (second.authenticator_added, "account.second_step_added"),
    (second.authenticator_removed, "account.second_step_removed"),
    (second.authenticator_reset, "account.second_step_changed"),
    (second.authentication_failed, "account.second_step_failed"),
)


def listen() -> None:
    """Connect to the library's signals, once for each process."""
    for signal, action in TOLD:
        signal.connect(_listener(action), weak=False, dispatch_uid=f"kokong {action} {id(signal)}")
    user_login_failed.connect(_failed, dispatch_uid="kokong sign-in failed")


def _listener(action: str) -> Any:
    def tell(request: Any = None, user: Any = None, **_more: Any) -> None:
        if user is not None:
            door.note(request, Noted(action, user.pk, proven=not action.endswith("_failed")))

    return tell


def _failed(credentials: dict[str, Any], request: Any = None, **_more: Any) -> None:
    address = str(credentials.get("email") or credentials.get("username") or "")
    known = api.account_of(email=address) if address else None
    stranger = door.digest(address) if known is None else ""
    door.note(request, Noted("account.sign_in_failed", known, stranger=stranger, proven=False))
