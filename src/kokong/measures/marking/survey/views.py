"""The page without a sign-in on which a household says whether it used its kit. GET changes nothing."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from . import asking


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def used(request: HttpRequest, letter: str) -> HttpResponse:
    """Yes or no; whoever presses twice is thanked once."""
    now, said = timezone.now(), request.POST.get("used", "")
    pressed = request.method == "POST" and said in {"yes", "no"}
    found = asking.answer(secret=letter, used=said == "yes", now=now) if pressed else None
    if not pressed:
        found = asking.look(secret=letter, now=now)
    if found is None:
        return render(request, "marking/public/over.html", status=HTTPStatus.GONE)
    with translation.override(found.language):
        return render(request, "marking/public/used.html", {"asked": found, "done": pressed})
