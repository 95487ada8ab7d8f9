"""How sign-in differs from allauth's defaults."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from kokong.kernel import installation

from . import addresses


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
        return response

    def get_reset_password_from_key_url(self, key: str) -> str:
        """As in every letter: at the address by which people know this site, whatever the request called it."""
        return _here(super().get_reset_password_from_key_url(key))

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""


def _here(url: str) -> str:
    return installation.current().url + urlsplit(url).path
