"""How sign-in differs from allauth's defaults."""

import ipaddress
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from kokong.kernel import installation

from . import addresses
from .signin import attempts, devices, guesses, providers, through
from .signin import rules as signin_rules

NOWHERE: Final = "0.0.0.0"  # behind a socket of this machine, where no proxy says who asks


class StaffOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts begin with an invitation or on the command line; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """Speak the language that the person chose, on whatever browser they sign in."""
        response = super().post_login(request, user, **kwargs)
        addresses.signed_in(user=user, now=timezone.now())
        if user.language:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        devices.remember(request, response, user)
        _mark_provider(request, kwargs.get("signal_kwargs") or {})
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks. What a proxy says counts only from where one can be: this machine, or a private network."""
        peer: str = request.META.get("REMOTE_ADDR", "")
        if peer and ipaddress.ip_address(peer).is_global:
            return peer
        return str(get_client_ip(request) or NOWHERE)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The account, where the password is right; wrong guesses make those wait who make them."""
        email = str(credentials.get("email") or getattr(request.user, "email", ""))
        counters = guesses.password_counters(request, email=email, address=self.get_client_ip(request))
        guesses.begin(request, counters)
        user = super().authenticate(request, **credentials)
        if user is not None:
            guesses.right(counters)
        return user

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """A letter with a link, unless several are on their way already: the link in those holds."""
        if not attempts.count(attempts.key("letter", user.pk), signin_rules.LETTERS, now=timezone.now()):
            super().send_password_reset_mail(user, email, context)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for passkeys and codes right after signing in: one has just shown who one is."""
        required = bool(super().is_reauthentication_required(app=app, **kwargs))
        if required and app == "allauth.mfa":
            request = context.request
            records = get_authentication_records(request, request.user)
            last = max((float(one["at"]) for one in records if one["method"] in {"password", "mfa"}), default=0.0)
            return timezone.now().timestamp() - last > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return required

    def get_reset_password_from_key_url(self, key: str) -> str:
        """As in every letter: at the address by which people know this site, whatever the request called it."""
        return _here(super().get_reset_password_from_key_url(key))

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""


def _mark_provider(request: HttpRequest, told: dict[str, Any]) -> None:
    login = told.get("sociallogin")
    app = providers.find(login.account.provider) if login else None
    if app is not None:
        through.begin(request, key=app.provider_id, terms=providers.terms(app), now=timezone.now())


def _here(url: str) -> str:
    return installation.current().url + urlsplit(url).path
