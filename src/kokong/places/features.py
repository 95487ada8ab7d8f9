"""Dwellings as a map layer, and which dwellings lie in an area."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from shapely import Point, Polygon

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted, page
from kokong.kernel.looks import Look, Symbol

from . import rules
from .models import Dwelling

Row = TypeVar("Row", bound=Model)
COLUMNS: Final = (
    "pk", "street_name", "number", "unit", "postcode", "locality", "kind", "floor", "location",
)  # fmt: skip


def within(*, ids: Iterable[int], area: Polygon) -> frozenset[int]:
    """Those of the dwellings that lie in `area` (metres), retired ones too."""
    return frozenset(_inside(Dwelling.objects.filter(pk__in=set(ids)), area).values_list("pk", flat=True))


def found_at(
    *, homes: Mapping[int, int], wanted: Wanted, draw: Callable[[Sequence[int]], Sequence[Feature]]
) -> Found:
    """The page of features that lie at dwellings.

    `homes` has the dwelling of each that matches otherwise, the newest first.
    """
    numbers = list(homes)
    if wanted.area is not None:
        inside = within(ids=homes.values(), area=wanted.area)
        numbers = [number for number, home in homes.items() if home in inside]
    return Found(len(numbers), draw(numbers[: wanted.limit] if wanted.newest else page(numbers, wanted)))


def found_points(
    *, rows: QuerySet[Row], column: str, wanted: Wanted, draw: Callable[[Sequence[int]], Sequence[Feature]]
) -> Found:
    """The page of features that have a point of their own, in `column` of their table."""
    inside = rows if wanted.area is None else _inside(rows, wanted.area, column)
    numbers = list(inside.values_list("pk", flat=True))
    return Found(len(numbers), draw(page(numbers, wanted)))


def _inside(rows: QuerySet[Row], area: Polygon, column: str = "location") -> QuerySet[Row]:
    """The box finds them by the index, the outline tells exactly."""
    if area.is_empty:
        return rows.none()
    west, south, east, north = area.bounds
    outline = ",".join(f"({x!r},{y!r})" for x, y in area.exterior.coords)
    name = connection.ops.quote_name
    spot = f"{name(rows.model._meta.db_table)}.{name(column)}"  # of our own models, never of a request
    return rows.extra(  # noqa: S610
        where=[f"{spot} <@ %s::box AND {spot} <@ %s::polygon"],
        params=[f"({west!r},{south!r}),({east!r},{north!r})", f"({outline})"],
    )


def _find(wanted: Wanted) -> Found:
    rows = Dwelling.objects.filter(retired_at=None).exclude(source=rules.FOUND)
    if wanted.area is not None:
        rows = _inside(rows, wanted.area)
    following = rows.filter(pk__gt=wanted.after).order_by("pk").only(*COLUMNS)
    return Found(rows.count(), [_feature(row) for row in following[: wanted.limit]])


def _draw(numbers: Sequence[int]) -> list[Feature]:
    known = Dwelling.objects.exclude(source=rules.FOUND)  # a visitor's word alone is handed to nobody
    rows = known.filter(pk__in=numbers, retired_at=None).order_by("pk").only(*COLUMNS)
    return [_feature(row) for row in rows]


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
    draw=_draw,
    look=Look("dwelling", {"home": Symbol(_("Home"), fill="paper", edge="pine", size=5, width=2)}),
    label="address",
    on_desk=False,  # a map of a town has all of them in its ground
)
ADDRESS_ROW: Final = Look(
    "address_row",
    {
        "matched": Symbol(_("Address"), "disc", "pine", "paper", size=5, width=1.5),
        "asked": Symbol(_("Will be refused"), "plate", "amber", "paper", mark="dot", ink="coal"),
        "aside": Symbol(_("A row left out"), "disc", "paper", "grey", mark="cross", ink="grey", size=7),
    },
    order=3,
)
"""How the rows of a file of addresses are drawn before they are imported."""
