"""Burglaries as a map layer: what the municipality knows of them, never the police part."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from shapely import Point

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.places import api as places

from .models import Burglary

SHOWN: Final = ("draft", "confirmed")


def _find(wanted: Wanted) -> Found:
    during = Q(state__in=SHOWN)
    if wanted.since is not None:
        during &= Q(latest__gte=wanted.since)
    if wanted.until is not None:
        during &= Q(earliest__lte=wanted.until)
    homes = dict(Burglary.objects.filter(during).values_list("pk", "dwelling_id"))
    return places.found_at(homes=homes, wanted=wanted, draw=_draw)


def _draw(numbers: Sequence[int]) -> list[Feature]:
    rows = Burglary.objects.filter(pk__in=numbers, state__in=SHOWN).order_by("pk")
    homes = places.dwellings(ids=(row.home_id for row in rows))
    return [_feature(row, homes[row.home_id]) for row in rows]


def _feature(row: Burglary, home: places.Dwelling) -> Feature:
    properties = {
        "state": row.state,
        "earliest": row.earliest,
        "latest": row.latest,
        "completed": row.completed,
        "dwelling_kind": row.dwelling_kind,
        "entry_point": row.entry_point or None,
        "reported": row.reported_at,
        "source": row.source,
    }
    return Feature(row.pk, Point(home.x, home.y), properties)


LAYER: Final = Layer(
    name="burglaries",
    title=_("Burglaries"),
    words=_("Reported and confirmed burglaries at the burgled homes. Withdrawn ones are left out."),
    action="burglary.see",
    geometry="Point",
    properties={
        "state": Property("string", _("draft (reported, not confirmed) or confirmed")),
        "earliest": Property("date-time", _("Earliest time")),
        "latest": Property("date-time", _("Latest time")),
        "completed": Property("boolean", _("Completed; otherwise attempted")),
        "dwelling_kind": Property("string", _("house, row, flat, holiday, cellar_attic or unknown")),
        "entry_point": Property("string", _("Way in, where it is known")),
        "reported": Property("date-time", _("When it was reported")),
        "source": Property("string", _("form, cli, api, import or alarm")),
    },
    find=_find,
    draw=_draw,
    timed=True,
)
