"""Pages of areas: the list, one area, and the ways to make one."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kokong.kernel import pages
from kokong.kernel.bodies import takes
from kokong.kernel.shown import collection
from kokong.people.api import ActorRequest, may

from .. import api, homes
from ..mapping import drawn
from . import beside, forms, geojson, listing, making, reading, rules, work
from . import features as mapped
from .values import AreaRefused, Drawn, Kept, mended_words
from .words import KINDS, size

MOST = 1024 * 1024
EDIT = "area.edit"


@may("area.see")
def listed(request: ActorRequest) -> HttpResponse:
    """All areas in use, or those that are retired."""
    return listing.AREAS.answer(request, listing.lines, template="places/areas.html")


@may("area.see")
@require_GET
def area(request: ActorRequest, area_id: int) -> HttpResponse:
    """One area: on the map, what lies in it, how its outline changed."""
    found = _known(area_id)
    panels = beside.panels(area=found, actor=request.actor, now=timezone.now())
    return render(request, "places/area.html", {**_shown(found), "panels": panels})


def _known(area_id: int) -> Drawn:
    return pages.known_or_404(reading.area, area_id=area_id)


def _shown(found: Drawn) -> dict[str, Any]:
    inside = homes.by_ids(reading.homes_in(area_id=found.id)).values()
    streets = Counter((home.street, home.locality) for home in inside)
    return {
        "area": found,
        "kind": KINDS[found.kind],
        "size": size(found.square_metres),
        "homes": len(inside),
        "streets": [(*street, count) for street, count in sorted(streets.items())],
        "overlaps": [(other.area, size(other.square_metres)) for other in reading.overlapping(area_id=found.id)],
        "history": [(line, size(line.square_metres)) for line in reading.history(area_id=found.id)],
        "bounds": geojson.bounds_text(found.shape),
        "form": forms.NameForm(initial={"name": found.name}),
    }


@may("area.see")
@require_GET
def homes_in(request: ActorRequest, area_id: int) -> HttpResponse:
    """The homes in an area, to look through and to take along."""
    found = _known(area_id)
    shown = {"area": found}
    return listing.HOMES.answer(
        request, lambda _asked: listing.homes_of(area_id), template="places/area_homes.html", shown=shown
    )


@may("area.see")
@require_GET
def features(_request: ActorRequest, area_id: int) -> HttpResponse:
    """The outline as GeoJSON for the map."""
    found = mapped.of([_known(area_id)])
    answer = JsonResponse(collection(drawn(mapped.LAYER, found, now=timezone.now())))
    answer["Cache-Control"] = "private, no-store"
    return answer


@takes(MOST, action=EDIT)
@may(EDIT)
def draw(request: ActorRequest) -> HttpResponse:
    """Draw a new area."""
    form = forms.DrawForm(pages.sent(request))
    return pages.form_page(
        request,
        "places/area_draw.html",
        form,
        keep=lambda: work.make_area(
            name=form.cleaned_data["name"],
            kind="drawn",
            shape=geojson.from_text(form.cleaned_data["outline"]),
            now=timezone.now(),
        ),
        to=_to,
        done=lambda kept: _done(request, kept),
        shown={"bounds": _town()},
    )


@takes(MOST, action=EDIT)
@may(EDIT)
def outline(request: ActorRequest, area_id: int) -> HttpResponse:
    """Draw the outline of an area anew."""
    found = _known(area_id)
    start = {"outline": geojson.to_draw(found.shape)}
    form = forms.OutlineForm(pages.sent(request), initial=start)
    return pages.form_page(
        request,
        "places/area_draw.html",
        form,
        keep=lambda: work.change_outline(
            area_id=area_id, shape=geojson.from_text(form.cleaned_data["outline"]), now=timezone.now()
        ),
        to=_to,
        done=lambda kept: _done(request, kept),
        shown={"area": found, "bounds": geojson.bounds_text(found.shape), "anew": not start["outline"]},
    )


@may(EDIT)
def streets(request: ActorRequest) -> HttpResponse:
    """Make an area of streets: the way that needs no mouse."""
    form = forms.StreetsForm(pages.sent(request))
    return pages.form_page(
        request,
        "places/area_streets.html",
        form,
        keep=lambda: _of_streets(form.cleaned_data["name"], form.cleaned_data["streets"]),
        to=_to,
        done=lambda kept: _done(request, kept),
    )


def _of_streets(name: str, street_ids: list[int]) -> Kept:
    shape = making.of_streets(street_ids=street_ids)
    return work.make_area(name=name, kind="street", shape=shape, now=timezone.now())


@may(EDIT)
def building(request: ActorRequest) -> HttpResponse:
    """Make an area of a building."""
    form = forms.BuildingForm(pages.sent(request))
    return pages.form_page(
        request,
        "places/area_building.html",
        form,
        keep=lambda: _of_building(form.cleaned_data["address"], form.cleaned_data["name"]),
        to=_to,
        done=lambda kept: _done(request, kept),
        blame="address",
    )


def _of_building(dwelling_id: int, name: str) -> Kept:
    home = api.dwelling(dwelling_id=dwelling_id)
    if home is None or home.building_id is None:
        raise AreaRefused(_("No building is known at that address. Draw it on the map instead."), field="address")
    shape = making.of_building(building_id=home.building_id)
    called = name or f"{home.street} {home.number}".strip()[: rules.NAME]
    return work.make_area(name=called, kind="building", shape=shape, now=timezone.now())


@pages.post("areas:area", "area_id")
@may(EDIT)
def rename(request: ActorRequest, area_id: int) -> HttpResponse:
    """Call it something else."""
    form = forms.NameForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    return pages.act(
        request,
        lambda: work.rename_area(area_id=area_id, name=name),
        to=("areas:area", area_id),
        done=_("The area has its new name."),
    )


@pages.post("areas:area", "area_id")
@may(EDIT)
def retire(request: ActorRequest, area_id: int) -> HttpResponse:
    """Use it no longer."""
    return pages.act(
        request,
        lambda: work.retire_area(area_id=area_id, now=timezone.now()),
        to=("areas:area", area_id),
        done=_("The area is retired. What was done in it stays."),
    )


@pages.post("areas:area", "area_id")
@may(EDIT)
def restore(request: ActorRequest, area_id: int) -> HttpResponse:
    """Use it again."""
    return pages.act(
        request,
        lambda: work.restore_area(area_id=area_id),
        to=("areas:area", area_id),
        done=_("The area is in use again."),
    )


def _to(kept: Kept) -> tuple[str, int]:
    return "areas:area", kept.area_id


def _done(request: HttpRequest, kept: Kept) -> str:
    if kept.mended:
        messages.warning(request, mended_words(kept.mended))
    return _("The area is kept.")


def _town() -> str:
    found = api.bounds()
    return ",".join(f"{number:.5f}" for number in found) if found else ""
