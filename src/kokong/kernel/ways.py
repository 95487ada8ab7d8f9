"""Ways on for people whom an answer would leave on an empty page."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


class WayOnMiddleware:
    """Innermost: an address that only does something answers, when looked at, with a page that leads on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; with words where the answer has none."""
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or not request.accepts("text/html"):
            return response
        if getattr(response, "content", b""):
            return response
        page = render(request, "405.html", {"back": page_before(request)}, status=405)
        page["Allow"] = response.headers.get("Allow", "POST")
        return page


def page_before(request: HttpRequest) -> str:
    """The page of this site on which somebody pressed a button or a link; the start page where it isn't known."""
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure()):
        return settings.LOGIN_REDIRECT_URL
    parts = urlsplit(told)
    here = parts._replace(scheme="", netloc="", fragment="").geturl()
    return here if parts.path != request.path else settings.LOGIN_REDIRECT_URL


def safe_address(request: HttpRequest) -> str:
    """Where to go on after signing in: the address itself where it was looked at, else the page with the button.

    What was to be done is not done by itself afterwards; on its page one sees that, and presses again.
    """
    return request.get_full_path() if request.method in {"GET", "HEAD"} else page_before(request)
