"""Owners' buildings as a map layer."""

from collections.abc import Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from shapely import Point

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.kernel.looks import Look, Symbol
from kokong.places import api as places

from . import models as rows
from . import reading
from .values import Building


def _find(wanted: Wanted) -> Found:
    had = rows.Building.objects.filter(pk__in=rows.Claim.objects.filter(until=None).values("building_id"))
    return places.found_points(rows=had, column="point", wanted=wanted, draw=_draw)


def _draw(numbers: Sequence[int]) -> list[Feature]:
    found = reading.buildings(ids=list(numbers))
    return [_feature(each) for each in sorted(found, key=lambda b: b.id) if each.owners]


def _feature(found: Building) -> Feature:
    said = {
        "address": found.address, "owners": "; ".join(found.owners), "homes": found.homes,
        "disputed": found.disputed,
    }  # fmt: skip
    return Feature(found.id, Point(found.point), said)


def _detail(found: Feature) -> str:
    homes = found.properties["homes"]
    return f"{found.properties['owners']} · {ngettext('%d home', '%d homes', homes) % homes}"


BUILDINGS: Final = Layer(
    name="owner-buildings",
    title=_("Owners’ buildings"),
    words=_("Buildings whose owner or association is known, and how many homes they have."),
    action="owner.see",
    geometry="Point",
    properties={
        "address": Property("string", _("Street, number and town")),
        "owners": Property("string", _("Who owns it; several where it is disputed, or theirs together")),
        "homes": Property("integer", _("How many homes it has")),
        "disputed": Property("boolean", _("Several say that they own it")),
    },
    find=_find,
    draw=_draw,
    look=Look(
        "owner_building",
        {
            "owned": Symbol(_("Owner’s building"), "square", "pine", "paper"),
            "disputed": Symbol(_("Disputed building"), "square", "amber", "ink"),
        },
    ),
    label="address",
    state=lambda said, _now: "disputed" if said["disputed"] else "owned",
    detail=_detail,
    page=lambda found: reverse("owners:building", args=[found.id]),
)
