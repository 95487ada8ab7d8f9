"""Cocoons and their doors as map layers. Doors where nobody should knock are left out, and who knocked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from shapely import Point

from kokong.kernel.features import Feature, Found, Layer, Properties, Property, Wanted
from kokong.kernel.looks import Look, Symbol
from kokong.kernel.templatetags.kokong import coverage_sentence
from kokong.places import api as places

from . import figures, rules, words
from .models import Cocoon, Door
from .values import Door as Value

_DOORS: Final = Q(state__in=rules.COUNTED) & ~Q(dwelling=None)


def _cocoons(wanted: Wanted) -> Found:
    rows = Cocoon.objects.all()
    if wanted.since is not None:
        rows = rows.filter(watch_until__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(opened__lte=wanted.until)
    homes = dict(rows.order_by("-opened", "-pk").values_list("pk", "dwelling_id"))
    return places.found_at(homes=homes, wanted=wanted, draw=_drawn_cocoons)


def _doors(wanted: Wanted) -> Found:
    rows = Door.objects.filter(_DOORS)
    if wanted.since is not None:
        rows = rows.filter(Q(visited_at=None) | Q(visited_at__gte=wanted.since))
    if wanted.until is not None:
        rows = rows.filter(Q(visited_at=None) | Q(visited_at__lte=wanted.until))
    newest_first = rows.order_by(F("visited_at").desc(nulls_first=True), "-pk")
    visited = newest_first.annotate(home=F("dwelling_id")).values_list("pk", "home")
    homes = {number: home for number, home in visited if home is not None}
    return places.found_at(homes=homes, wanted=wanted, draw=_drawn_doors)


def _drawn_cocoons(numbers: Sequence[int]) -> list[Feature]:
    rows = list(Cocoon.objects.filter(pk__in=numbers).order_by("pk"))
    homes = places.dwellings(ids=(row.home_id for row in rows))
    counts = figures.coverage(cocoon_ids=numbers)
    return [_cocoon(row, homes[row.home_id], counts[row.pk]) for row in rows]


def _cocoon(row: Cocoon, home: places.Dwelling, counts: Any) -> Feature:
    properties = {
        "address": home.address,
        "burglary": row.burglary_id,
        "kind": row.kind,
        "opened": row.opened,
        "due": row.due,
        "watch_until": row.watch_until,
        "closed": row.closed,
        "ended": row.ended,
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
    return Feature(row.pk, Point(home.x, home.y), door_says(row, address=home.address))


def door_says(found: Door | Value, *, address: str) -> dict[str, Any]:
    """What maps say of a door."""
    return {
        "address": address,
        "cocoon": found.cocoon_id,
        "reason": found.reason,
        "rank": found.rank,
        "distance": found.distance_m,
        "walk": found.walk,
        "state": found.state,
        "outcome": found.outcome or None,
        "visited": found.visited_at,
    }


def _ended(said: Properties, now: datetime) -> str:
    return "ended" if said["closed"] or said["ended"] or said["watch_until"] <= now else "active"


def _coverage(found: Feature) -> str:
    said = found.properties
    return coverage_sentence(said["eligible"], said["visited"], said["talked"])


def _outcome(said: Properties, _now: datetime) -> str:
    if said["state"] == "do_not_visit":
        return "declined"
    return rules.LOOKS.get(said["outcome"] or "", "open")


def _door_words(found: Feature) -> str:
    """The outcome, or why it is there."""
    said = found.properties
    if said["state"] == "do_not_visit":
        return str(words.STATES["do_not_visit"])
    return str(words.OUTCOMES[said["outcome"]] if said["outcome"] else words.REASONS[said["reason"]])


RING: Final = Look(
    "ring", {"ring": Symbol("", "square", "pine", "pine", width=2, depth=0.08, dashed=True)}, area=True
)
WALK: Final = Look(
    "walk",
    {
        "ways": Symbol(_("The walk"), "line", edge="pine", width=3),
        "straight": Symbol(_("The walk where no way is known"), "line", edge="pine", width=3, dashed=True),
    },
    area=True,
)
COCOON: Final = Look(
    "cocoon",
    {
        "active": Symbol(_("Cocoon"), "ring", "pine", "paper", mark="home", ink="pine"),
        "ended": Symbol(_("Cocoon, ended"), "ring", "grey", "paper", mark="home", ink="grey"),
    },
    order=2,
    fades=True,
)
DOOR: Final = Look(
    "door",
    {
        "open": Symbol(_("To visit")),
        "next": Symbol(_("Next door"), fill="amber", edge="ink", mark="arrow", ink="coal", size=10),
        "talked": Symbol(_("Talked to"), fill="pine", edge="paper", mark="tick", ink="paper", size=10),
        "visited": Symbol(_("Visited, not talked to"), fill="mint", edge="pine", mark="minus", ink="pine"),
        "declined": Symbol(_("Declined or not reachable"), mark="cross", ink="grey"),
        "come_back": Symbol(_("Come back"), edge="amber", mark="clock", width=3),
    },
    order=2,
)


COCOONS: Final = Layer(
    name="cocoons",
    title=_("Cocoons"),
    words=_("The rings of doors around burgled homes, with their coverage, at the burgled home."),
    action="cocoon.see",
    geometry="Point",
    properties={
        "address": Property("string", _("Street, number and flat")),
        "burglary": Property("integer", _("The burglary’s number in Kokong")),
        "kind": Property("string", _("Kind of dwelling")),
        "opened": Property("date-time", _("When it opened")),
        "due": Property("date-time", _("When every door should have been visited")),
        "watch_until": Property("date-time", _("When the watch ends")),
        "closed": Property("date-time", _("When it was closed, if the burglary was withdrawn")),
        "ended": Property("date-time", _("When it was said that no more doors are visited")),
        "eligible": Property("integer", _("Homes that count")),
        "visited": Property("integer", _("Homes visited")),
        "talked": Property("integer", _("Homes talked to")),
        "within_clock": Property("integer", _("Homes talked to in time")),
    },
    find=_cocoons,
    draw=_drawn_cocoons,
    look=COCOON,
    label="address",
    time="opened",
    ends="watch_until",
    state=_ended,
    detail=_coverage,
    page=lambda found: reverse("desk:burglary", args=[found.properties["burglary"]]),
)
DOORS: Final = Layer(
    name="doors",
    title=_("Doors"),
    words=_("The doors of cocoons and what came of the visits. Its time is that of the visit."),
    action="cocoon.see",
    geometry="Point",
    properties={
        "address": Property("string", _("Street, number and flat")),
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
    look=DOOR,
    label="address",
    time="visited",
    state=_outcome,
    detail=_door_words,
)
