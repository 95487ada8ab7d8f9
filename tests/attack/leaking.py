"""A site with doors that nobody closed: what the attack must find."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from kokong.config.urls import urlpatterns as sound
from kokong.people.models import User

TOLD: dict[str, str] = {}
"""Words that the leaking pages show, by page."""


def told(request: HttpRequest) -> HttpResponse:
    """Shows to anybody what belongs to one municipality, the police, or nobody's eyes."""
    return HttpResponse(TOLD[request.path.strip("/")])


def echo(request: HttpRequest) -> HttpResponse:
    """Shows what is typed as if it were markup, and stumbles over large numbers."""
    text = request.GET.get("text", "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [text if text.isdigit() else "0"])
    return HttpResponse(f"<html>{text}</html>")


@csrf_exempt
def careless(request: HttpRequest) -> HttpResponse:
    """Does what any page asks for, and follows the host that it is told."""
    if request.method == "POST":
        User.objects.update(language="en")
    return HttpResponseRedirect(f"https://{request.headers.get('X-Forwarded-Host', 'localhost')}/")


def bare(request: HttpRequest) -> HttpResponse:
    """Allows every site to frame it."""
    answer = HttpResponse("")
    answer.headers["X-Frame-Options"] = "ALLOWALL"
    return answer


urlpatterns: list[Any] = [
    *sound,
    *(path(f"{name}/", told, name=name) for name in ("municipality", "police", "work", "secret")),
    path("echo/", echo, name="echo"),
    path("careless/", careless, name="careless"),
    path("bare/", bare, name="bare"),
]
