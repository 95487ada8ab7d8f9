"""The page of the comparison."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kokong.people.api import ActorRequest, may

from . import told, work


@may("watch.see")
@require_GET
def compare(request: ActorRequest) -> HttpResponse:
    """Member homes beside other homes, by twelve months."""
    found = work.compare(now=timezone.now())
    shown = {"lines": [(each, told.verdict(each)) for each in found[:-1]], "whole": found[-1],
             "verdict": told.verdict(found[-1]), "no_effect": told.NO_EFFECT}  # fmt: skip
    return render(request, "watch/compare.html", shown)
