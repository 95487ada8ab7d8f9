"""On a site nobody is anybody: what a browser sends of itself is not read, and nothing is left in it.

What has been answered a moment ago is answered from memory, before sessions, languages and sign-in are thought of.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from kokong.kernel.public import COUNTED, LEFT, START

from . import directory, hosting, kept
from .hosting import Asked

GetResponse = Callable[[HttpRequest], HttpResponseBase]
SHARED: Final = "public, max-age=0, s-maxage=1, must-revalidate"
"""A browser asks each time, by the page's tag; what stands between may answer many at once for a second."""
_OF_THE_READER: Final = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE")
_KEPT: Final = frozenset({200})


class PublicMiddleware:
    """Outside of sessions, languages and sign-in, so that none of them sees who asks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a page that is there may be kept by everybody, anything else by nobody."""
        asked = hosting.asked(request)
        if asked is None:
            if hosting.is_ours(request):  # a file of ours, or a reader who leaves: the same under any name
                request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0]
            if request.path_info.startswith((COUNTED, LEFT)):
                return _nobody_asked(self.get_response(_nobodys(request)))
            return self.get_response(request)
        return self._of_a_site(_nobodys(request), asked)

    def _of_a_site(self, request: HttpRequest, asked: Asked) -> HttpResponseBase:
        key = _key(request, asked)
        found = kept.find(key) if key else None
        if found is not None:
            return kept.answer(request, found)
        answer = self._made(request, asked)
        if key and answer.status_code in _KEPT and isinstance(answer, HttpResponse) and _may_be_kept(answer):
            made = kept.made(answer)
            kept.keep(key, made)
            return kept.answer(request, made)
        return answer

    def _made(self, request: HttpRequest, asked: Asked) -> HttpResponseBase:
        request.kokong_site = asked  # type: ignore[attr-defined]
        packs = request.META.pop("HTTP_ACCEPT_ENCODING", None) if request.method == "GET" else None
        known = request.META.pop("HTTP_IF_NONE_MATCH", None) if request.method == "GET" else None
        if asked.own_host:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0]  # confirmed; what comes after need not know it
            request.path_info = f"{START}{asked.key}{asked.rest}"
        answer = self.get_response(request)
        answer.cookies.clear()
        for name, value in (("HTTP_ACCEPT_ENCODING", packs), ("HTTP_IF_NONE_MATCH", known)):
            if value is not None:
                request.META[name] = value
        answer["Vary"] = "Accept-Encoding"
        answer["Cache-Control"] = _how_long(answer)
        return answer


def _nobodys(request: HttpRequest) -> HttpRequest:
    for name in _OF_THE_READER:
        request.META.pop(name, None)
    request.COOKIES = {}
    return request


def _nobody_asked(answer: HttpResponseBase) -> HttpResponseBase:
    """Of a link that is counted, or by which somebody leaves: no cache keeps it, and nothing is left behind."""
    answer.cookies.clear()
    answer["Vary"] = "Accept-Encoding"
    answer["Cache-Control"] = "no-store"
    return answer


def _key(request: HttpRequest, asked: Asked) -> kept.Key | None:
    """What the answer may be kept under: of a site that there is, where nothing but the language is asked for."""
    query = request.META.get("QUERY_STRING", "")
    if request.method != "GET" or asked.municipality_id is None or not _plain(query):
        return None
    stamp = directory.known().stamps.get(asked.municipality_id)
    return None if stamp is None else kept.Key(asked.municipality_id, stamp, asked.base, asked.rest, query)


def _may_be_kept(answer: HttpResponse) -> bool:
    return answer.has_header("ETag") and "no-store" not in answer["Cache-Control"]


def _plain(query: str) -> bool:
    return not query or query in _LANGUAGES


_LANGUAGES: Final = frozenset(f"language={code}" for code in ("sv", "en", "sv-easy"))


def _how_long(answer: HttpResponseBase) -> str:
    if answer.status_code not in {200, 304, 301}:
        return "no-store"
    return str(answer.headers.get("Cache-Control") or SHARED)
