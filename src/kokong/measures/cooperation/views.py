"""The room's front page; the parts have pages of their own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kokong.people.api import ActorRequest, may

from .front import WAYS


@may("cooperation.see")
@require_GET
def front(request: ActorRequest) -> HttpResponse:
    """What municipality and police do together."""
    return render(request, "cooperation/front.html", {"ways": WAYS})
