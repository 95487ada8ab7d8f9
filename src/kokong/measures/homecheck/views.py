"""The page of the desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from kokong.people.api import ActorRequest, may

from . import reading
from .sheet import LANGUAGES


@may("homecheck.see")
@require_GET
def sums(request: ActorRequest) -> HttpResponse:
    """What homes of each area answered together. Nobody's answers are read."""
    language = (get_language() or "sv")[:2]
    found = reading.area_sums(language=language if language in LANGUAGES else "sv")
    return render(request, "homecheck/sums.html", {"areas": found})
