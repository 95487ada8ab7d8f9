"""Signs that stand already, from a list that somebody keeps."""

from datetime import datetime, time
from math import dist
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong import tables
from kokong.intake.api import Already, Doubt, Field, Importer, Need, Row, Taken
from kokong.kernel.fields import Point
from kokong.places import api as places

from . import rules, work
from .models import Sign
from .values import Draft, Refused

SAME_SPOT_M: Final = 10.0
KINDS: Final = tables.spelled(
    watch="watch, neighbourhood watch, grannsamverkan", warning="warning, warning of burglaries, varning, inbrott",
    marked="marked, marked property, märkt egendom, märk-dna, dna",
)  # fmt: skip
CONDITIONS: Final = tables.spelled(
    good="good, bra, ok, hel", dirty="dirty, smutsig", crooked="crooked, sned, skev",
    faded="faded, blekt, urblekt", damaged="damaged, skadad",
    missing="missing, borta, saknas",
)  # fmt: skip
GROUNDS: Final = tables.spelled(
    unknown="unknown, okänt", road="road, public road, väg, vägområde, allmän väg, gata",
    public="public, public place, allmän plats, torg, park",
    private="private, private ground, privat, tomt, tomtmark",
    building="building, byggnad, fasad, hus",
)  # fmt: skip
PERMITS: Final = tables.spelled(
    unknown="unknown, okänt", not_needed="not needed, behövs inte, behövs ej", applied="applied for, sökt",
    granted="granted, beviljat, ja", refused="refused, avslag, avslaget",
)  # fmt: skip


def take(row: Row, *, now: datetime) -> Taken:
    """One sign of the list; the same kind at the same spot is there already."""
    day = row.day("installed")
    draft = Draft(
        kind=row.word("kind", KINDS),
        place=row.text("place")[:120],
        point=_point(row),
        ground=row.word("ground", GROUNDS) if row.text("ground") else "unknown",
        permit=row.word("permit", PERMITS) if row.text("permit") else "unknown",
        owner=row.text("owner")[:120],
        owner_contact=row.text("owner_contact")[:200],
    )
    same = Sign.objects.filter(state__in=rules.STANDING, kind=draft.kind, place=draft.place)
    if any(dist(spot, draft.point) <= SAME_SPOT_M for spot in same.values_list("point", flat=True)):
        raise Already(_("The sign is there already."))
    installed = timezone.make_aware(datetime.combine(day, time(12))) if day else now
    if day == timezone.localdate(now):
        installed = min(installed, now)
    condition = row.word("condition", CONDITIONS) if row.text("condition") else "good"
    return Taken(
        work.found(draft=draft, installed=installed, condition=condition, agreed=row.yes("consent"), now=now)
    )


def _point(row: Row) -> Point:
    lon, lat = row.number("lon"), row.number("lat")
    if lon is not None and lat is not None:
        point = places.metres(lon=lon, lat=lat)
    else:
        home = places.find_address(text=row.text("address")[:300])
        point = Point(home.x, home.y)
    if not places.contains(point=point):
        raise Refused(_("That is outside the municipality, or far from every home in it."))
    return point


SIGNS: Final = Importer(
    name="signs",
    title=gettext_lazy("Import signs"),
    take=take,
    may="sign.do",
    action="sign.imported",
    back=("signs:list", gettext_lazy("Signs")),
    fields=(
        Field("place", gettext_lazy("Where"), required=True, guesses="plats, placering, var, beskrivning"),
        Field("kind", gettext_lazy("Kind of sign"), required=True, guesses="typ, skylttyp, sort, type"),
        Field("address", gettext_lazy("Nearest address"), guesses="adress, närmaste adress, gatuadress"),
        Field("lat", gettext_lazy("Latitude"), guesses="latitud, breddgrad"),
        Field("lon", gettext_lazy("Longitude"), guesses="longitud, längdgrad, lng"),
        Field("installed", gettext_lazy("Up since"), guesses="uppsatt, uppe sedan, datum, monterad"),
        Field("condition", gettext_lazy("Condition"), guesses="skick, tillstånd på skylt"),
        Field("ground", gettext_lazy("On what ground"), guesses="mark, marktyp, markslag"),
        Field("permit", gettext_lazy("Permit"), guesses="bygglov, lov"),
        Field("consent", gettext_lazy("Owner agrees"), guesses="godkänt, medgivande, samtycke"),
        Field("owner", gettext_lazy("Owner of the spot"), guesses="ägare, markägare, fastighetsägare"),
        Field("owner_contact", gettext_lazy("How to reach the owner"), guesses="kontakt, telefon"),
    ),
    needs=(Need(gettext_lazy("an address, or latitude and longitude"), (("address",), ("lat", "lon"))),),
    doubts=(
        Doubt("municipality", gettext_lazy("Are all of these signs in this municipality?"), "kommun, ort"),
        Doubt("state", gettext_lazy("Do all of these signs stand now?"), "status, borttagen, nedtagen, avslutad"),
    ),
)
