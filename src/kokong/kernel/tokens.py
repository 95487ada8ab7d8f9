"""The token of forms: kept with a browser, and left alone by what it asks for in the background."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_RENEWS = "CSRF_COOKIE_NEEDS_UPDATE"


class TokenMiddleware:
    """Inside Django's: what a script asked for leaves the token alone that an open page may be using.

    Django sends the cookie with every answer that used the token. An answer that was asked for in the background
    before somebody signed out or in, and comes after, would put another token in its place, and the form that
    stands open by then could not be sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; without the cookie where it would do nothing but stand in the way."""
        response = self.get_response(request)
        if request.META.get(_RENEWS) and in_the_background(request) and not _needed(request):
            request.META[_RENEWS] = False
        return response


def in_the_background(request: HttpRequest) -> bool:
    """Whether a script asked, not a person who opens a page; a browser that doesn't say so opens one."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def _needed(request: HttpRequest) -> bool:
    """Whether somebody who is signed in has no token, or has just been given another by signing in."""
    changed = request.META.get("CSRF_COOKIE") != request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    user = getattr(request, "user", None)  # none where the answer came before anybody asked who it is
    return changed and user is not None and user.is_authenticated
