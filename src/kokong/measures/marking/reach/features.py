"""Reach of marking as a map layer: areas alone, never a home."""

from collections.abc import Sequence
from typing import Final

import shapely
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.kernel.looks import Look, Symbol
from kokong.places import api as places

from . import counting
from .counting import Reach


def _find(wanted: Wanted) -> Found:
    found = _features(counting.all_areas(now=timezone.now()))
    if wanted.area is not None:
        found = [each for each in found if each.shape and shapely.intersects(each.shape, wanted.area)]
    following = [each for each in found if each.id > wanted.after]
    return Found(len(found), following[: wanted.limit])


def _draw(numbers: Sequence[int]) -> list[Feature]:
    return _features([each for each in counting.all_areas(now=timezone.now()) if each.id in set(numbers)])


def _features(found: Sequence[Reach]) -> list[Feature]:
    shapes = places.areas_drawn(area_ids=[each.area_id for each in found])
    return [
        Feature(each.id, shapes[each.area_id].shape, _said(each))
        for each in sorted(found, key=lambda reach: reach.id)
        if each.area_id in shapes
    ]


def _said(each: Reach) -> dict[str, object]:
    return {
        "name": each.name, "state": each.state, "homes": each.homes, "kits": each.kits, "marked": each.marked,
        "per_cent": each.per_cent, "share": each.share,
    }  # fmt: skip


def _detail(found: Feature) -> str:
    said = found.properties
    return str(_("%(has)d per cent of the households mark, of %(share)d")) % {
        "has": said["per_cent"], "share": said["share"],
    }  # fmt: skip


REACH: Final = Layer(
    name="marking-reach",
    title=_("Reach of marking"),
    words=_("Areas in which marking is counted, and the share of their households that mark."),
    action="marking.see",
    geometry="MultiPolygon",
    properties={
        "name": Property("string", _("What it is called")),
        "state": Property("string", _("reached, near or begun")),
        "homes": Property("integer", _("Homes in it")),
        "kits": Property("integer", _("Kits handed out")),
        "marked": Property("integer", _("Households that mark")),
        "per_cent": Property("integer", _("Their share, in per cent")),
        "share": Property("integer", _("The share that is aimed at, in per cent")),
    },
    find=_find,
    draw=_draw,
    look=Look(
        "marking_area",
        {
            "reached": Symbol(_("Marked area"), "square", "pine", "pine", width=2.5, depth=0.35),
            "near": Symbol(_("Halfway to a marked area"), "square", "mint", "pine", width=2, depth=0.3),
            "begun": Symbol(_("Area where marking is counted"), "square", "paper", "grey", width=2, depth=0.2),
        },
        area=True,
        order=2,
    ),
    label="name",
    named=True,
    state=lambda said, _at: str(said["state"]),
    detail=_detail,
    page=lambda found: reverse("marking:area", args=[found.id]),
)
