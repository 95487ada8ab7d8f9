"""Walks and what was found on them as map layers."""

from collections.abc import Sequence
from typing import Final

import shapely
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from shapely import LineString, Point

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.kernel.looks import Look, Symbol
from kokong.places import api as places

from . import reading, rules, words
from .models import Finding as Row
from .models import Walk as WalkRow

WIDE_M: Final = 4.0
"""Half the width by which a way is drawn: layers know points and grounds."""
SHOWN: Final = tuple(each for each in rules.FINDING.states() if each != "joined")


def _find(wanted: Wanted) -> Found:
    rows = Row.objects.filter(state__in=SHOWN)
    if wanted.since is not None:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(at__lte=wanted.until)
    if walk := wanted.only.get("walk"):
        rows = rows.filter(walk_id=walk)
    return places.found_points(rows=rows, column="point", wanted=wanted, draw=_draw)


def _draw(numbers: Sequence[int]) -> list[Feature]:
    return [
        Feature(
            each.id,
            Point(each.point),
            {
                "walk": each.walk_id, "number": each.number, "category": each.category, "state": each.state,
                "street": each.street, "noted": each.at, "due": each.due, "until": each.until,
            },
        )
        for each in sorted(reading.findings(ids=numbers, states=SHOWN), key=lambda f: f.id)
    ]  # fmt: skip


def _detail(found: Feature) -> str:
    return f"{words.CATEGORIES[found.properties['category']]} · {words.FOUND[found.properties['state']]}"


DRAWN: Final = {"noted": "new", "asked": "waits", "promised": "waits", "refused": "refused", "kept": "good",
                "done": "good", "confirmed": "good"}  # fmt: skip
FINDINGS: Final = Layer(
    name="walk-findings",
    title=_("Findings of safety walks"),
    words=_("What residents found on safety walks, and what the owner of the ground answered."),
    action="walk.see",
    geometry="Point",
    properties={
        "walk": Property("integer", _("The walk that it was found on")),
        "number": Property("integer", _("Its number on that walk")),
        "category": Property("string", _("What it is about")),
        "state": Property("string", _("noted, asked, promised, refused, done, confirmed or kept")),
        "street": Property("string", _("The street that it is nearest to")),
        "noted": Property("date-time", _("When it was noted")),
        "due": Property("date", _("When the owner should have answered")),
        "until": Property("date", _("When what was promised is done")),
    },
    find=_find,
    draw=_draw,
    look=Look(
        "finding",
        {
            "new": Symbol(_("Finding"), "disc", "paper", "pine"),
            "waits": Symbol(_("Finding that waits"), "disc", "amber", "ink"),
            "refused": Symbol(_("Finding that was declined"), "disc", "paper", "grey"),
            "good": Symbol(_("Finding that is seen to"), "disc", "mint", "pine"),
            "next": Symbol(_("Finding near by"), "disc", "pine", "paper", halo="amber"),
        },
    ),
    label="street",
    time="noted",
    number="number",
    choices=("walk",),
    state=lambda said, _now: DRAWN.get(said["state"], "new"),
    detail=_detail,
    page=lambda found: reverse("walks:finding", args=[found.id]),
)


def _routes(wanted: Wanted) -> Found:
    found = _ways(list(WalkRow.objects.exclude(state="cancelled").order_by("pk").values_list("pk", flat=True)))
    if wanted.area is not None:
        found = [each for each in found if shapely.intersects(each.shape, wanted.area)]
    following = [each for each in found if each.id > wanted.after]
    return Found(len(found), following[: wanted.limit])


def _ways(numbers: Sequence[int]) -> list[Feature]:
    return [
        Feature(
            each.id,
            LineString(each.route).buffer(WIDE_M),
            {"title": each.title, "state": each.state, "begins": each.begins, "metres": each.length_m},
        )
        for each in reading.walks(ids=numbers)
        if len(each.route) > 1 and each.state != "cancelled"
    ]


ROUTES: Final = Layer(
    name="walks",
    title=_("Safety walks"),
    words=_("The ways of safety walks over the streets, as narrow grounds."),
    action="walk.see",
    geometry="Polygon",
    properties={
        "title": Property("string", _("What the walk is called")),
        "state": Property("string", _("planned, prepared, open, walked, followed or done")),
        "begins": Property("date-time", _("When it is or was")),
        "metres": Property("integer", _("How long it is")),
    },
    find=_routes,
    draw=_ways,
    look=Look(
        "walk_route",
        {
            "coming": Symbol(_("Walk to come"), "square", "amber", "amber", width=2, depth=0.6),
            "walked": Symbol(_("Walk that was walked"), "square", "pine", "pine", width=2, depth=0.6),
        },
        area=True,
        order=3,
    ),
    label="title",
    state=lambda said, _now: "coming" if said["state"] in rules.COMING else "walked",
    detail=lambda found: str(words.STATES[found.properties["state"]]),
    page=lambda found: reverse("walks:walk", args=[found.id]),
)

ON_PHONE: Final = Look(
    "safety_walk",
    {
        "stop": Symbol(_("Stop of the walk"), "square", "paper", "pine"),
        "found": Symbol(_("Finding"), "disc", "amber", "ink"),
    },
)
"""What the map of a phone shows on a walk."""
