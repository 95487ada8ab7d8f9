"""The page on which somebody unsubscribes: no sign-in, no cookie, nothing done by looking."""

from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality

from . import purposes, unsubscribing
from .unsubscribing import Token

PAGE: Final = "sending/unsubscribe.html"
BACK: Final = "back"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, reader: str) -> HttpResponse:
    """A button; a mail program's one press (RFC 8058) or a person's does it, and another takes it back.

    Without Django's token of forms, which needs a cookie: the address itself is the proof.
    """
    given = unsubscribing.read(reader)
    place = unsubscribing.municipality(given) if given is not None else None
    with translation.override(_language(request, place)):
        if given is None or place is None:
            answer = render(request, PAGE, {"state": "unknown"}, status=HTTPStatus.NOT_FOUND)
        else:
            answer = render(request, PAGE, _asked(request, given, place))
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _language(request: HttpRequest, place: Municipality | None) -> str:
    asked = request.GET.get("language", "")
    if asked in dict(settings.LANGUAGES):
        return asked
    return place.language if place is not None else settings.LANGUAGES[0][0]


def _asked(request: HttpRequest, given: Token, place: Municipality) -> dict[str, object]:
    """Do what was pressed; what the page then shows."""
    state = ""
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        if request.method == "POST":
            state = _do(given, back=BACK in request.POST)
        left = unsubscribing.has_left(given)
    title = purposes.find(given.reader.purpose).title
    return {"name": place.name, "purpose": title, "state": state or ("left" if left else "asked")}


def _do(given: Token, *, back: bool) -> str:
    if not back:
        unsubscribing.leave(given, now=timezone.now())
        return "left"
    return "back" if unsubscribing.come_back(given, now=timezone.now()) else "anew"
