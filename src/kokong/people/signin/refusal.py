"""The answer to whoever asks too often."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 with the time to wait, in words for people and in a header for programs."""
    if request.headers.get("Sec-Fetch-Dest") == "document" or "text/html" in request.headers.get("Accept", ""):
        answer = render(request, "429.html", {"wait": wait(seconds)}, status=HTTPStatus.TOO_MANY_REQUESTS)
    else:
        words = _("Too many requests. Try again in %(wait)s.") % {"wait": wait(seconds)}
        told = {"code": "TooManyRequests", "description": words, "detail": words}
        answer = JsonResponse(told, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer["Retry-After"] = str(seconds)
    return answer


def wait(seconds: int) -> str:
    """A time to wait, never too short."""
    if seconds < 120:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
