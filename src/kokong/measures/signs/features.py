"""Signs as a map layer, and as the pages' own map draws them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from shapely import Point

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.places import api as places

from . import rules, words
from .models import Sign
from .values import Sign as Value


def _find(wanted: Wanted) -> Found:
    rows = Sign.objects.filter(state__in=rules.STANDING)
    if wanted.until is not None:
        rows = rows.filter(installed__lte=wanted.until)
    return places.found_points(rows=rows, column="point", wanted=wanted, draw=_draw)


def _draw(numbers: Sequence[int]) -> list[Feature]:
    rows = Sign.objects.filter(pk__in=numbers, state__in=rules.STANDING).order_by("pk")
    return [
        Feature(
            row.pk, Point(row.point),
            {"kind": row.kind, "place": row.place, "condition": row.condition, "installed": row.installed,
             "seen": row.seen, "next_check": row.next_check},
        )
        for row in rows
    ]  # fmt: skip


SIGNS: Final = Layer(
    name="signs",
    title=_("Signs"),
    words=_("Signs that stand in the streets, and their condition."),
    action="sign.see",
    geometry="Point",
    properties={
        "kind": Property("string", _("watch, warning or marked")),
        "place": Property("string", _("Where it stands, in words")),
        "condition": Property("string", _("good, dirty, faded, damaged or missing")),
        "installed": Property("date-time", _("When it was put up")),
        "seen": Property("date-time", _("When somebody last looked at it")),
        "next_check": Property("date", _("When somebody should look at it next")),
    },
    find=_find,
    draw=_draw,
    timed=True,
)
SHOWN: Final = {"up": "up", "worn": "worn", "planned": "planned", "ordered": "planned"}


def collection(found: Iterable[Value]) -> dict[str, Any]:
    """A FeatureCollection as `kk-map` draws it; signs that are gone are left out."""
    return {"type": "FeatureCollection", "features": [_drawn(each) for each in found if each.state in SHOWN]}


def _drawn(sign: Value) -> dict[str, Any]:
    state = words.CONDITIONS[sign.condition] if sign.state == "worn" else words.STATES[sign.state]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [sign.lon, sign.lat]},
        "properties": {
            "kind": "sign", "state": SHOWN[sign.state], "label": sign.place,
            "detail": f"{words.KINDS[sign.kind]} · {state}", "url": reverse("signs:sign", args=[sign.id]),
        },
    }  # fmt: skip
