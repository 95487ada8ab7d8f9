"""Signs as a map layer."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from shapely import Point

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.kernel.looks import Look, Symbol
from kokong.places import api as places

from . import rules, words
from .models import Sign


def _find(wanted: Wanted) -> Found:
    rows = Sign.objects.filter(state__in=rules.STANDING)
    if wanted.until is not None:
        rows = rows.filter(installed__lte=wanted.until)
    return places.found_points(rows=rows, column="point", wanted=wanted, draw=_draw)


def _draw(numbers: Sequence[int]) -> list[Feature]:
    rows = Sign.objects.filter(pk__in=numbers, state__in=rules.STANDING).order_by("pk")
    return [_feature(row) for row in rows]


def _seen(wanted: Wanted) -> Found:
    """Planned ones too."""
    rows = Sign.objects.filter(state__in=STATES).order_by("pk")
    return Found(rows.count(), [_feature(row) for row in rows[: wanted.limit]])


def _feature(row: Sign) -> Feature:
    said = ("state", "kind", "place", "condition", "installed", "seen", "next_check")
    return Feature(row.pk, Point(row.point), {name: getattr(row, name) for name in said})


def _detail(found: Feature) -> str:
    said = found.properties
    state = words.CONDITIONS[said["condition"]] if said["state"] == "worn" else words.STATES[said["state"]]
    return f"{words.KINDS[said['kind']]} · {state}"


STATES: Final = {"up": "up", "worn": "worn", "planned": "planned", "ordered": "planned"}
SIGNS: Final = Layer(
    name="signs",
    title=_("Signs"),
    words=_("Signs that stand in the streets, and their condition."),
    action="sign.see",
    geometry="Point",
    properties={
        "state": Property("string", _("up or worn")),
        "kind": Property("string", _("watch, warning or marked")),
        "place": Property("string", _("Where it stands, in words")),
        "condition": Property("string", _("good, dirty, faded, damaged or missing")),
        "installed": Property("date-time", _("When it was put up")),
        "seen": Property("date-time", _("When somebody last looked at it")),
        "next_check": Property("date", _("When somebody should look at it next")),
    },
    find=_find,
    draw=_draw,
    seen=_seen,
    look=Look(
        "sign",
        {
            "up": Symbol(_("Sign"), "plate", "pine", "paper"),
            "worn": Symbol(_("Sign to replace"), "plate", "amber", "ink"),
            "planned": Symbol(_("Planned sign"), "plate", "paper", "grey"),
            "next": Symbol(_("Next sign"), "plate", "pine", "paper", halo="amber"),
            "seen": Symbol(_("Sign that has been looked at"), "plate", "mint", "pine", mark="tick", ink="pine"),
        },
    ),
    label="place",
    time="installed",
    lasting=True,
    state=lambda said, _now: STATES[said["state"]],
    detail=_detail,
    page=lambda found: reverse("signs:sign", args=[found.id]),
)
