"""Below /public/ nobody is anybody: what a browser sends of itself is not read, and nothing is left in it."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

from kokong.kernel.public import START

FRESH: Final = 300  # seconds that caches may share a page
_OF_THE_READER: Final = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE")


class PublicMiddleware:
    """Outside of sessions, languages and sign-in, so that none of them sees who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a page that is there may be kept by everybody for a while, anything else by nobody."""
        if not request.path_info.startswith(START):
            return self.get_response(request)
        for name in _OF_THE_READER:
            request.META.pop(name, None)
        request.COOKIES = {}
        answer = self.get_response(request)
        answer.cookies.clear()
        answer["Vary"] = "Accept-Encoding"
        fresh = answer.status_code in {200, 304}
        answer["Cache-Control"] = f"public, max-age={FRESH}" if fresh else "no-store"
        return answer
