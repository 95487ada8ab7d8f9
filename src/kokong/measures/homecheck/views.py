"""The page of the desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kokong.people.api import ActorRequest, may

from . import reading
from .sheet import language


@may("homecheck.see")
@require_GET
def sums(request: ActorRequest) -> HttpResponse:
    """What homes of each area answered together. Nobody's answers are read."""
    found = reading.area_sums(language=language())
    return render(request, "homecheck/sums.html", {"areas": found})
