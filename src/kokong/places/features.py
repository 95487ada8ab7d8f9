"""Dwellings as a map layer, and which dwellings lie in an area."""

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from shapely import Point, Polygon

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted

from . import rules
from .models import Dwelling

COLUMNS: Final = (
    "pk", "street_name", "number", "unit", "postcode", "locality", "kind", "floor", "location",
)  # fmt: skip


def within(*, ids: Iterable[int], area: Polygon) -> frozenset[int]:
    """Those of the dwellings that lie in `area` (metres), retired ones too."""
    return frozenset(_inside(Dwelling.objects.filter(pk__in=set(ids)), area).values_list("pk", flat=True))


def _inside(rows: QuerySet[Dwelling], area: Polygon) -> QuerySet[Dwelling]:
    """The box finds them by the index, the outline tells exactly."""
    if area.is_empty:
        return rows.none()
    west, south, east, north = area.bounds
    outline = ",".join(f"({x!r},{y!r})" for x, y in area.exterior.coords)
    return rows.extra(
        where=["location <@ %s::box AND location <@ %s::polygon"],
        params=[f"({west!r},{south!r}),({east!r},{north!r})", f"({outline})"],
    )


def _find(wanted: Wanted) -> Found:
    rows = Dwelling.objects.filter(retired_at=None)
    if wanted.area is not None:
        rows = _inside(rows, wanted.area)
    page = rows.filter(pk__gt=wanted.after).order_by("pk").only(*COLUMNS)
    return Found(rows.count(), [_feature(row) for row in page[: wanted.limit]])


def _one(number: int) -> Feature | None:
    row = Dwelling.objects.filter(pk=number, retired_at=None).only(*COLUMNS).first()
    return _feature(row) if row else None


def _feature(row: Dwelling) -> Feature:
    parts = {"street": row.street_name, "number": row.number, "unit": row.unit}
    properties = {
        "address": rules.address(**parts),
        **parts,
        "postcode": row.postcode,
        "locality": row.locality,
        "kind": row.kind,
        "floor": row.floor,
    }
    return Feature(row.pk, Point(row.location), properties)


LAYER: Final = Layer(
    name="dwellings",
    title=_("Dwellings"),
    words=_("Homes with their addresses: houses and flats."),
    action="places.search",
    geometry="Point",
    properties={
        "address": Property("string", _("Street, number and flat")),
        "street": Property("string", _("Street")),
        "number": Property("string", _("House number")),
        "unit": Property("string", _("Flat")),
        "postcode": Property("string", _("Postcode")),
        "locality": Property("string", _("Town")),
        "kind": Property("string", _("detached, row, flat, holiday or unknown")),
        "floor": Property("integer", _("Floor, where it is known")),
    },
    find=_find,
    one=_one,
)
