"""The token of forms: kept with a browser, and left alone by what it asks for in the background."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class TokenMiddleware:
    """Inside Django's: only a page that somebody opens gives the browser the token again that it has already.

    Django sends the cookie with every answer that used the token. An answer that was asked for in the background
    before somebody signed out or in, and comes after, would put the old token back, and the form that stands open
    by then could not be sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; without the cookie where it would tell nothing new."""
        response = self.get_response(request)
        had = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
        if had and request.META.get("CSRF_COOKIE") == had and in_the_background(request):
            request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        return response


def in_the_background(request: HttpRequest) -> bool:
    """Whether a script asked, not a person who opens a page; a browser that doesn't say so opens one."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
