"""Staff pages that show several rooms: today, one burglary, one home, the log."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kokong.incidents import api as incidents
from kokong.measures.alarms import api as alarms
from kokong.people.api import Actor, ActorRequest, may, signed_in

from . import burglary as burglaries
from . import dwelling as dwellings
from . import mapping, police_part
from . import today as day
from .method import parts
from .templatetags.desk import outcome

# Where people work who have no desk.
OWN_PAGES: Final = {"alarm.see": "alarms:console", "round.visit": "field:rounds", "audit.read": "desk:log"}


@require_GET
@signed_in
def today(request: HttpRequest) -> HttpResponseBase:
    """The start for everybody, whatever roles they hold: what waits now, or the one page where they work.

    Who has several such pages, or none, is told so. A centre's operators, who work in no municipality, get their
    console.
    """
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None and alarms.operator_of(request) is not None:
        return redirect("alarms:console")
    if actor is not None and actor.may("desk.see"):
        found = day.today(actor=actor, now=timezone.now())
        return render(request, "desk/today.html", {"today": found})
    own = [page for action, page in OWN_PAGES.items() if actor is not None and actor.may(action)]
    return redirect(own[0]) if len(own) == 1 else render(request, "desk/start.html")


@may("desk.see")
@require_GET
def method(request: ActorRequest) -> HttpResponse:
    """The parts of the method, and where each stands."""
    found = parts(actor=request.actor, now=timezone.now())
    return render(
        request, "desk/method.html", {"parts": found, "here": sum(part.figure is not None for part in found)}
    )


@may("desk.see")
@require_GET
def burglary(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """One burglary from report to the last door."""
    purpose = police_part.purpose(request, burglary_id)
    page = _burglary(request, burglary_id, purpose)
    asked = purpose is None and police_part.asks(request.actor, burglary_id)
    shown = {"page": page, "purposes": police_part.CHOICES if asked else None}
    return render(request, "desk/burglary.html", shown)


@may("burglary.police")
@require_POST
def burglary_police(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """Say why the police part is opened; the page then shows it, in this session."""
    if incidents.burglary(burglary_id=burglary_id) is None:
        raise Http404
    page = redirect("desk:burglary", burglary_id)
    if not police_part.keep(request, burglary_id):
        messages.error(request, _("Say in a few words why. Nothing was opened."))
    page["Location"] += "#police"
    return page


@may("desk.see")
@require_GET
def burglary_step(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """The next step alone, asked for again while the doors are being chosen."""
    page = _burglary(request, burglary_id)
    answer = render(request, "desk/partials/step.html", {"page": page})
    if page.step != "choosing":
        answer["HX-Refresh"] = "true"
    return answer


@may("desk.see")
@require_GET
def burglary_features(request: ActorRequest, burglary_id: int) -> JsonResponse:
    """The home, its doors and the ring around them as GeoJSON."""
    page = _burglary(request, burglary_id)
    doors = [door for door in page.doors if door.state in {"open", "done", "shared"}]
    features = [mapping.Pen(now=timezone.now()).burglary(page.burglary, page.home)]
    features += [mapping.door(door, outcome(door.outcome)) for door in doors]
    return JsonResponse(mapping.collection([mapping.ring(page.home, doors), *features] if doors else features))


def _burglary(
    request: ActorRequest, burglary_id: int, purpose: incidents.Purpose | None = None
) -> burglaries.Page:
    page = burglaries.page(burglary_id=burglary_id, actor=request.actor, purpose=purpose, now=timezone.now())
    if page is None:
        raise Http404
    return page


@may("desk.see")
@require_GET
def dwelling(request: ActorRequest, dwelling_id: int) -> HttpResponse:
    """What happened and what was delivered at one home."""
    page = dwellings.page(dwelling_id=dwelling_id, actor=request.actor, now=timezone.now())
    if page is None:
        raise Http404
    return render(request, "desk/dwelling.html", {"page": page})
