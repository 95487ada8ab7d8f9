"""Staff pages that show several rooms: today, one burglary, one home, the log."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.incidents import api as incidents
from kokong.kernel import measure, pages, shown
from kokong.kernel.widgets import number
from kokong.people.api import Actor, ActorRequest, may, signed_in
from kokong.places import api as places

from . import burglary as burglaries
from . import dwelling as dwellings
from . import plan as plans
from . import police_part
from . import today as day
from .method import parts


@require_GET
@signed_in
def today(request: HttpRequest) -> HttpResponseBase:
    """The start for everybody, whatever roles they hold: what waits now, or the one page where they work.

    Who has several such pages, or none, is told so. Some work in no municipality, and have such a page, too.
    """
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and actor.may("desk.see"):
        found = day.today(actor=actor, now=timezone.now())
        return render(request, "desk/today.html", {"today": found})
    own = [page for _measure, start in measure.each("start") if (page := start(request))]
    if actor is not None and actor.may("audit.read"):
        own.append("desk:log")
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
def plan(request: ActorRequest) -> HttpResponse:
    """The year: what is due in each month, and what was done."""
    found = plans.plan(actor=request.actor, year=number(request.GET.get("year")), now=timezone.now())
    return render(request, "desk/plan.html", {"plan": found})


@may("desk.see")
@require_GET
def burglary(request: ActorRequest, burglary_id: int) -> HttpResponse:
    """One burglary from report to the last door. What the page renews by itself holds nothing of the police."""
    renews = "HX-Request" in request.headers
    purpose = None if renews else police_part.purpose(request, burglary_id)
    page = _burglary(request, burglary_id, purpose)
    asked = purpose is None and police_part.asks(request.actor, burglary_id)
    shown = {"page": page, "purposes": police_part.CHOICES if asked else None}
    return render(request, "desk/burglary.html", shown)


@pages.post("desk:burglary", "burglary_id")
@may("burglary.police")
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
    """The next step alone, asked for again while it waits for the system."""
    page = _burglary(request, burglary_id)
    answer = render(request, "desk/partials/step.html", {"page": page})
    if page.step is None or not page.step.waits:
        answer["HX-Refresh"] = "true"
    return answer


@may("desk.see")
@require_GET
def burglary_features(request: ActorRequest, burglary_id: int) -> JsonResponse:  # noqa: ARG001
    """The burgled home as GeoJSON; what the measures draw around it has addresses of its own."""
    found = pages.known_or_404(incidents.burglary, burglary_id=burglary_id)
    home = pages.known_or_404(places.dwelling, dwelling_id=found.dwelling_id)
    drawn = places.drawn(incidents.LAYER, [incidents.feature(found, home)], now=timezone.now())
    return JsonResponse(shown.collection(drawn))


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
