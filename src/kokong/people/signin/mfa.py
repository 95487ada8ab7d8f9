"""How the second step differs from allauth's defaults: sealed secrets, and waits instead of locks."""

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.db import router, transaction

from . import guesses, sealing


class SealedAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds of codes never lie readable in the database."""

    def encrypt(self, text: str) -> str:
        """The sealed form of a seed."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The seed itself."""
        return sealing.unseal(encrypted_text)


class _Waiting:
    """Allauth's form for a code, with our waits in place of its lock."""

    user: Any

    def clean_code(self) -> str:
        """The code, if it is right."""
        request = context.request
        address = get_account_adapter().get_client_ip(request)
        counters = guesses.code_counters(request, user=self.user, address=address)
        guesses.begin(request, counters)
        with transaction.atomic(using=router.db_for_write(Authenticator)):  # allauth locks on the default alone
            code: str = super().clean_code()  # type: ignore[misc]
        guesses.right(counters)
        return code


class CodeForm(_Waiting, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class CodeAgainForm(_Waiting, ReauthenticateForm):  # type: ignore[misc]
    """The second step once more, before something that matters."""


class SetUpCodesForm(ActivateTOTPForm):  # type: ignore[misc]
    """The seed of an authenticator app is sealed also while it waits in the session to be confirmed."""

    secret: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = sealing.unseal(self.secret)
        context.request.session[SECRET_SESSION_KEY] = sealing.seal(self.secret)
