"""What holds for every request of a signed-in person: how many, how long a session lies still, the second step."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.response import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from kokong.kernel import database
from kokong.people import api

from . import attempts, rules, sealing, second, sessions, through
from .refusal import too_many, wait
from .tally import Tally

Answer = Callable[[HttpRequest], HttpResponseBase]

PROGRAMS: Final = ("/api/", "/ogc/")


class LimitMiddleware:
    """Counts the requests of a person, pages and API apart. Stands before any transaction is open."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.tally = Tally()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say when to ask again."""
        sealing.seal_all_once()  # here, since of all processes the pages' can always read what signs people in
        if request.user.is_authenticated:
            kind = "calls" if request.path.startswith(PROGRAMS) else "pages"
            name = attempts.key(kind, request.user.pk)
            seconds = self.tally.count(name, rules.REQUESTS, now=timezone.now())
            if seconds:
                return too_many(request, seconds)
        return self.get_response(request)


class StayMiddleware:
    """Ends sessions that lie still, and leads to the second step whoever must have one. Needs the actor."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or ask to sign in anew, or lead to the second step."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        actors: tuple[api.Actor, ...] = getattr(request, "actors", ())
        limit = rules.idle_limit({role for actor in actors for role in actor.roles})
        now = timezone.now()
        if sessions.lay_still(request, limit=limit, now=now):
            time = wait(int(limit.total_seconds()))
            words = _("You were signed out because nothing was done for %(time)s. Sign in to go on.")
            return _signed_out(request, words % {"time": time})
        if through.is_over(request, now=now):
            return _signed_out(
                request, _("Your employer’s sign-in is asked for again now and then. Sign in to go on.")
            )
        sessions.note(request, now=now)
        if through.is_shut(request, second.page_of(request)):
            return _shut(request)
        actor: api.Actor | None = getattr(request, "actor", None)
        if actor is not None and second.is_missing(request, actor):
            return _to_second_step(request)
        database.release(request.user)
        return self.get_response(request)


def _signed_out(request: HttpRequest, words: str) -> HttpResponse:
    path = request.get_full_path()
    sessions.leave(request)
    logout(request)
    if request.path.startswith(PROGRAMS):
        return JsonResponse({"detail": words}, status=401)
    messages.info(request, words)
    asked = f"?{_next(path)}" if request.method == "GET" else ""
    return _lead(request, reverse("account_login") + asked)


def _next(path: str) -> str:
    from django.utils.http import urlencode

    return urlencode({"next": path})


def _shut(request: HttpRequest) -> HttpResponse:
    words = _(
        "You came in through your employer’s sign-in, which also looks after how you sign in. Nothing changed."
    )
    messages.info(request, words)
    return _lead(request, reverse("people:account"))


def _to_second_step(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(PROGRAMS):
        words = _("Set up a second step of sign-in first, in a browser. Nothing was changed.")
        return JsonResponse({"detail": words}, status=403)
    if "text/event-stream" in request.headers.get("Accept", ""):
        return HttpResponse(status=204)  # an open page's stream ends, and isn't tried again
    return _lead(request, reverse("people:second-step"))


def _lead(request: HttpRequest, url: str) -> HttpResponse:
    """Redirect the whole page, also where only a part of it was asked for."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)
