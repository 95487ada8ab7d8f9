"""Cocoons and their doors as map layers. Doors where nobody should knock are left out, and who knocked."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from shapely import Point

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.places import api as places

from . import figures, rules
from .models import Cocoon, Door

_DOORS: Final = Q(state__in=rules.COUNTED) & ~Q(dwelling=None)


def _cocoons(wanted: Wanted) -> Found:
    rows = Cocoon.objects.all()
    if wanted.since is not None:
        rows = rows.filter(watch_until__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(opened__lte=wanted.until)
    homes = dict(rows.values_list("pk", "dwelling_id"))
    return places.found_at(homes=homes, wanted=wanted, draw=_drawn_cocoons)


def _doors(wanted: Wanted) -> Found:
    rows = Door.objects.filter(_DOORS)
    if wanted.since is not None:
        rows = rows.filter(Q(visited_at=None) | Q(visited_at__gte=wanted.since))
    if wanted.until is not None:
        rows = rows.filter(Q(visited_at=None) | Q(visited_at__lte=wanted.until))
    visited = rows.annotate(home=F("dwelling_id")).values_list("pk", "home")
    homes = {number: home for number, home in visited if home is not None}
    return places.found_at(homes=homes, wanted=wanted, draw=_drawn_doors)


def _drawn_cocoons(numbers: Sequence[int]) -> list[Feature]:
    rows = list(Cocoon.objects.filter(pk__in=numbers).order_by("pk"))
    homes = places.dwellings(ids=(row.home_id for row in rows))
    counts = figures.coverage(cocoon_ids=numbers)
    return [_cocoon(row, homes[row.home_id], counts[row.pk]) for row in rows]


def _cocoon(row: Cocoon, home: places.Dwelling, counts: Any) -> Feature:
    properties = {
        "burglary": row.burglary_id,
        "kind": row.kind,
        "opened": row.opened,
        "due": row.due,
        "watch_until": row.watch_until,
        "closed": row.closed,
        "eligible": counts.eligible,
        "visited": counts.visited,
        "talked": counts.talked,
        "within_clock": counts.within_clock,
    }
    return Feature(row.pk, Point(home.x, home.y), properties)


def _drawn_doors(numbers: Sequence[int]) -> list[Feature]:
    rows = list(Door.objects.filter(_DOORS, pk__in=numbers).order_by("pk"))
    homes = places.dwellings(ids=(row.dwelling_id for row in rows if row.dwelling_id is not None))
    return [_door(row, homes[row.dwelling_id]) for row in rows if row.dwelling_id is not None]


def _door(row: Door, home: places.Dwelling) -> Feature:
    properties = {
        "cocoon": row.cocoon_id,
        "reason": row.reason,
        "rank": row.rank,
        "distance": row.distance_m,
        "walk": row.walk,
        "state": row.state,
        "outcome": row.outcome or None,
        "visited": row.visited_at,
    }
    return Feature(row.pk, Point(home.x, home.y), properties)


COCOONS: Final = Layer(
    name="cocoons",
    title=_("Cocoons"),
    words=_("The rings of doors around burgled homes, with their coverage, at the burgled home."),
    action="cocoon.see",
    geometry="Point",
    properties={
        "burglary": Property("integer", _("The burglary’s number in Kokong")),
        "kind": Property("string", _("Kind of dwelling")),
        "opened": Property("date-time", _("When it opened")),
        "due": Property("date-time", _("When every door should have been visited")),
        "watch_until": Property("date-time", _("When the watch ends")),
        "closed": Property("date-time", _("When it was closed, if the burglary was withdrawn")),
        "eligible": Property("integer", _("Doors that count")),
        "visited": Property("integer", _("Doors visited")),
        "talked": Property("integer", _("Doors talked to")),
        "within_clock": Property("integer", _("Doors talked to in time")),
    },
    find=_cocoons,
    draw=_drawn_cocoons,
    timed=True,
)
DOORS: Final = Layer(
    name="doors",
    title=_("Doors"),
    words=_("The doors of cocoons and what came of the visits. Its time is that of the visit."),
    action="cocoon.see",
    geometry="Point",
    properties={
        "cocoon": Property("integer", _("The cocoon’s number in Kokong")),
        "reason": Property("string", _("Why the door was chosen")),
        "rank": Property("integer", _("Its place among the doors of the cocoon")),
        "distance": Property("number", _("Metres from the burgled home")),
        "walk": Property("integer", _("Its place in the walk")),
        "state": Property("string", _("open, shared or done")),
        "outcome": Property("string", _("Outcome of the visit that counts")),
        "visited": Property("date-time", _("When it was visited")),
    },
    find=_doors,
    draw=_drawn_doors,
    timed=True,
)
