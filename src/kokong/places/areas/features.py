"""Areas as a map layer."""

from collections.abc import Sequence
from typing import Final

import shapely
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.kernel.looks import Look, Symbol

from .. import models as rows
from . import reading
from .values import Drawn
from .words import size

MOST_ON_MAP: Final = 500


def _find(wanted: Wanted) -> Found:
    found = _in_use()
    if wanted.area is not None:
        west, south, east, north = wanted.area.bounds
        found = found.extra(
            where=["places_outline.box && %s::box"], params=[f"({west!r},{south!r}),({east!r},{north!r})"]
        )
    areas = reading.drawn(list(found.order_by("area_id")))
    if wanted.area is not None:
        areas = [area for area in areas if shapely.intersects(area.shape, wanted.area)]
    following = [area for area in areas if area.id > wanted.after]
    return Found(len(areas), of(following[: wanted.limit]))


def _draw(numbers: Sequence[int]) -> list[Feature]:
    return of(reading.drawn(list(_in_use().filter(area_id__in=numbers).order_by("area_id"))))


def _seen(wanted: Wanted) -> Found:
    """The largest first, so that small ones lie on top."""
    found = _in_use().order_by("-square_metres", "pk")
    return Found(found.count(), of(reading.drawn(list(found[: min(wanted.limit, MOST_ON_MAP)]))))


def _in_use() -> QuerySet[rows.Outline]:
    return rows.Outline.objects.filter(until=None, area__retired_at=None, area__room="").select_related("area")


def of(areas: Sequence[Drawn]) -> list[Feature]:
    counted = reading.counts(area_ids=[area.id for area in areas])
    return [_feature(area, counted.get(area.id, 0)) for area in areas]


def _feature(area: Drawn, homes: int) -> Feature:
    properties = {
        "name": area.name,
        "kind": area.kind,
        "source": area.source,
        "number": area.source_id,
        "since": area.since.date().isoformat(),
        "square_metres": round(area.square_metres),
        "homes": homes,
    }
    return Feature(area.id, area.shape, properties)


def _detail(found: Feature) -> str:
    count = found.properties["homes"]
    homes = ngettext("%d home", "%d homes", count) % count
    return f"{homes} · {size(found.properties['square_metres'])}"


USED: Final = Symbol(pgettext_lazy("on the map", "Area"), "square", "pine", "pine", width=2, depth=0.06)
LOOK: Final = Look("area", {"used": USED}, area=True, order=2)
LAYER: Final = Layer(
    name="areas",
    title=_("Areas"),
    words=_("Parts of the municipality that have a name, as they lie now."),
    action="area.see",
    geometry="MultiPolygon",
    properties={
        "name": Property("string", _("What it is called")),
        "kind": Property("string", _("drawn, imported, street or building")),
        "source": Property("string", _("What such areas are called, e.g. DeSO")),
        "number": Property("string", _("Number in its file")),
        "since": Property("date", _("Since when the outline is what it is")),
        "square_metres": Property("integer", _("Square metres")),
        "homes": Property("integer", _("Homes in it")),
    },
    find=_find,
    draw=_draw,
    seen=_seen,
    look=LOOK,
    label="name",
    named=True,
    detail=_detail,
    page=lambda found: reverse("areas:area", args=[found.id]),
)
