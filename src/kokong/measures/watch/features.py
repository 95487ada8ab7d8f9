"""Groups as a map layer: the ground of each, and how far it has come. Nobody's home is told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import shapely
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.kernel.looks import Look, Symbol
from kokong.places import api as places

from . import reading, rules, words
from .values import Group

# Half of the gap between two homes that a map closes, and what it leaves around each.
GAP_M: Final = 60.0
AROUND_M: Final = 12.0


def _find(wanted: Wanted) -> Found:
    found = _drawn(reading.groups(states=rules.GOES_ON))
    if wanted.area is not None:
        found = [each for each in found if shapely.intersects(each.shape, wanted.area)]
    following = [each for each in found if each.id > wanted.after]
    return Found(len(found), following[: wanted.limit])


def _draw(numbers: Sequence[int]) -> list[Feature]:
    return _drawn(reading.groups(states=rules.GOES_ON, ids=numbers))


def _seen(wanted: Wanted) -> Found:
    """The largest first, so that small ones lie on top; a group of chosen addresses as the ground they span."""
    exact = _drawn(reading.groups(states=rules.GOES_ON))
    spanned = [replace(each, shape=_spanned(each.shape)) for each in exact]
    found = sorted(spanned, key=lambda each: -shapely.area(each.shape))
    return Found(len(found), found[: wanted.limit])


def _spanned(shape: BaseGeometry | None) -> BaseGeometry | None:
    """What lies between homes of one street is closed, and a home alone is large enough to be seen."""
    return shapely.simplify(shapely.buffer(shapely.buffer(shape, GAP_M), AROUND_M - GAP_M), 1.0)


def _drawn(groups: Sequence[Group]) -> list[Feature]:
    areas = places.areas_drawn(area_ids=[each.area_id for each in groups])
    known = [each for each in groups if each.area_id in areas]
    return [_feature(each, areas[each.area_id].shape) for each in sorted(known, key=lambda g: g.id)]


def _feature(group: Group, shape: BaseGeometry) -> Feature:
    told = ("name", "state", "homes", "joined", "contacts")
    return Feature(group.id, shape, {name: getattr(group, name) for name in told})


def _detail(found: Feature) -> str:
    told = found.properties
    joined = gettext("%(joined)d of %(homes)d homes have joined") % {
        "joined": told["joined"],
        "homes": told["homes"],
    }
    return f"{words.STATES[told['state']]} · {joined}"


DRAWN: Final = {"active": "active", "dormant": "dormant"}
GROUPS: Final = Layer(
    name="watch-groups",
    title=_("Neighbourhood watch"),
    words=_("The areas of watch groups, how far each has come, and how many of its homes have joined."),
    action="watch.see",
    geometry="MultiPolygon",
    properties={
        "name": Property("string", _("What it is called")),
        "state": Property("string", _("interest, meeting, trained, active or dormant")),
        "homes": Property("integer", _("Homes in it")),
        "joined": Property("integer", _("Homes that have joined")),
        "contacts": Property("integer", _("Contact persons")),
    },
    find=_find,
    draw=_draw,
    seen=_seen,
    look=Look(
        "watch_group",
        {
            "active": Symbol(_("Active watch group"), "square", "pine", "pine", width=2, depth=0.18),
            "dormant": Symbol(_("Dormant watch group"), "square", "amber", "amber", width=2, depth=0.18),
            "begins": Symbol(
                _("Watch group that begins"), "square", "mint", "pine", width=2, depth=0.12, dashed=True
            ),
        },
        area=True,
        order=2,
    ),
    label="name",
    named=True,
    state=lambda said, _now: DRAWN.get(said["state"], "begins"),
    detail=_detail,
    page=lambda found: reverse("watch:group", args=[found.id]),
)
