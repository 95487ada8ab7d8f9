"""Areas as a map layer, for other programs and for the desk's map."""

from collections.abc import Sequence
from typing import Any, Final

import shapely
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted

from .. import models as rows
from . import geojson, reading
from .values import Drawn
from .words import size

MOST_ON_MAP: Final = 500


def _find(wanted: Wanted) -> Found:
    found = rows.Outline.objects.filter(until=None, area__retired_at=None).select_related("area")
    if wanted.area is not None:
        west, south, east, north = wanted.area.bounds
        found = found.extra(
            where=["places_outline.box && %s::box"], params=[f"({west!r},{south!r}),({east!r},{north!r})"]
        )
    areas = reading.drawn(list(found.order_by("area_id")))
    if wanted.area is not None:
        areas = [area for area in areas if shapely.intersects(area.shape, wanted.area)]
    following = [area for area in areas if area.id > wanted.after]
    return Found(len(areas), [_feature(area) for area in following[: wanted.limit]])


def _draw(numbers: Sequence[int]) -> list[Feature]:
    found = rows.Outline.objects.filter(until=None, area_id__in=numbers, area__retired_at=None)
    return [_feature(area) for area in reading.drawn(list(found.select_related("area").order_by("area_id")))]


def _feature(area: Drawn) -> Feature:
    properties = {
        "name": area.name,
        "kind": area.kind,
        "source": area.source,
        "number": area.source_id,
        "since": area.since.date().isoformat(),
        "square_metres": round(area.square_metres),
    }
    return Feature(area.id, area.shape, properties)


def on_map() -> dict[str, Any]:
    """The areas in use as `kk-map` draws them, the largest first so that small ones lie on top."""
    found = rows.Outline.objects.filter(until=None, area__retired_at=None).select_related("area")
    areas = reading.drawn(list(found.order_by("-square_metres", "pk")[:MOST_ON_MAP]))
    counted = reading.counts(area_ids=[area.id for area in areas])
    parts = [part for area in areas for part in _parts(area, counted.get(area.id, 0))]
    return {"type": "FeatureCollection", "features": parts}


def _parts(area: Drawn, homes: int) -> list[dict[str, Any]]:
    """A feature for each part; the first one has the name written on it."""
    words = ngettext("%d home", "%d homes", homes) % homes
    said = {"label": area.name, "detail": f"{words} · {size(area.square_metres)}"}
    drawn = geojson.to_degrees(area.shape)
    inside = shapely.point_on_surface(drawn.geoms[0])
    at = [round(inside.x, 6), round(inside.y, 6)]
    more = {"kind": "area", "state": "", **said, "url": reverse("areas:area", args=[area.id]), "at": at}
    return [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(part),
            "properties": more | ({"name": area.name} if number == 0 else {}),
        }
        for number, part in enumerate(drawn.geoms)
    ]


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
    },
    find=_find,
    draw=_draw,
)
