"""Burglaries as a map layer: what the municipality knows of them, never the police part."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from shapely import Point

from kokong.kernel.features import Feature, Found, Layer, Property, Wanted
from kokong.kernel.looks import Look, Symbol
from kokong.places import api as places

from . import reading, values
from .models import Burglary

SHOWN: Final = ("draft", "confirmed")


def _find(wanted: Wanted) -> Found:
    during = Q(state__in=SHOWN)
    if wanted.since is not None:
        during &= Q(latest__gte=wanted.since)
    if wanted.until is not None:
        during &= Q(earliest__lte=wanted.until)
    rows = Burglary.objects.filter(during).order_by("-latest", "-pk")
    homes = dict(rows.values_list("pk", "dwelling_id"))
    return places.found_at(homes=homes, wanted=wanted, draw=_draw)


def _draw(numbers: Sequence[int]) -> list[Feature]:
    rows = Burglary.objects.filter(pk__in=numbers, state__in=SHOWN).order_by("pk")
    return _features([values.of(row) for row in rows])


def _seen(wanted: Wanted) -> Found:
    """The same burglaries as in a page's table: the newest of the period."""
    kind, completed = wanted.only.get("dwelling_kind"), wanted.only.get("completed")
    rows = reading.matching(
        since=wanted.since,
        until=wanted.until,
        states=SHOWN,
        kinds=(kind,) if kind else (),
        completed=completed,
    )
    return Found(rows.count(), _features([values.of(row) for row in rows[: wanted.limit]]))


def _features(found: Sequence[values.Burglary]) -> list[Feature]:
    homes = places.dwellings(ids={each.dwelling_id for each in found})
    return [feature(each, homes[each.dwelling_id]) for each in found]


def feature(found: values.Burglary, home: places.Dwelling) -> Feature:
    """A burglary as it lies on maps."""
    properties = {
        "address": home.address,
        "state": found.state,
        "earliest": found.earliest,
        "latest": found.latest,
        "completed": found.completed,
        "dwelling_kind": found.dwelling_kind,
        "entry_point": found.entry_point or None,
        "reported": found.reported_at,
        "source": found.source,
    }
    return Feature(found.id, Point(home.x, home.y), properties)


def _when(found: Feature) -> str:
    """The day in words, and whether it was an attempt. By hand: dates are dear by the thousand."""
    day = found.properties["latest"].astimezone(timezone.get_current_timezone())
    words = f"{day.day} {MONTHS[day.month]} {day.year}"
    return words if found.properties["completed"] else gettext("%s, attempted") % words


LOOK: Final = Look(
    "burglary",
    {
        "confirmed": Symbol(_("Burglary"), "diamond", "age", "paper", mark="home", ink="paper"),
        "draft": Symbol(_("Reported, not confirmed"), "diamond", "paper", "age", mark="home", ink="age"),
        "withdrawn": Symbol(_("Withdrawn"), "diamond", "paper", "grey", mark="home", ink="grey"),
    },
    order=3,
    ages=True,
)
LAYER: Final = Layer(
    name="burglaries",
    title=_("Burglaries"),
    words=_("Reported and confirmed burglaries at the burgled homes. Withdrawn ones are left out."),
    action="burglary.see",
    geometry="Point",
    properties={
        "address": Property("string", _("Street, number and flat")),
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
    seen=_seen,
    look=LOOK,
    label="address",
    time="latest",
    choices=("dwelling_kind", "completed"),
    state=lambda said, _now: said["state"],
    detail=_when,
    page=lambda found: reverse("desk:burglary", args=[found.id]),
)
