"""A confirmed burglary proposes an alert: a draft that says about where and when, and that a person decides on.

It never says which home: the area is one of many homes, the time a part of a day. Nothing goes out by itself.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.kernel import tenancy
from kokong.kernel.fields import Point
from kokong.kernel.models import Municipality
from kokong.kernel.moves import move
from kokong.places import api as places

from .. import models as rows
from .. import reading as groups
from .. import rules as lives
from . import reading, rules, words, writing
from .values import Alert, Draft

FEWEST: Final = 50
"""Homes of an area that may be named: among fewer, a name would point at one."""
OLD: Final = timedelta(days=14)
"""A burglary of longer ago proposes nothing."""


@transaction.atomic
def propose(*, burglary_id: int, now: datetime) -> Alert | None:
    """Write a draft for a burglary, once; None where it proposes nothing: over, long ago, or no group is near."""
    burglary = incidents.burglary(burglary_id=burglary_id)
    if burglary is None or burglary.state != "confirmed" or burglary.latest < now - OLD:
        return None
    if rows.Alert.objects.filter(burglary=burglary_id).exists():
        return None
    area = _area(burglary.dwelling_id)
    told = _groups(burglary.dwelling_id, area)
    if not told:
        return None
    with translation.override(_place().language):
        draft = _draft(burglary, area.name if area else _place().name, told, now=now)
    return writing.write(draft=draft, now=now, burglary=burglary_id)


@transaction.atomic
def take_back(*, burglary_id: int, now: datetime) -> bool:
    """The burglary was none: what has not gone out is dropped; whether something was."""
    row = rows.Alert.objects.select_for_update(no_key=True).filter(burglary=burglary_id).first()
    if row is None or row.state not in rules.WRITABLE:
        return False
    move(row, "drop", states=rules.COURSE, now=now, words=words.STATES)
    return True


def gone(found: Alert) -> bool:
    """Whether the burglary that proposed an alert has been withdrawn since."""
    if found.burglary is None:
        return False
    burglary = incidents.burglary(burglary_id=found.burglary)
    return burglary is None or burglary.state == "withdrawn"


def _area(dwelling_id: int) -> places.Area | None:
    """The smallest area around a home that is large enough to be named, and isn't named for its street."""
    home = places.dwelling(dwelling_id=dwelling_id)
    if home is None:
        return None
    around = [
        area
        for area in places.areas_at(point=Point(home.x, home.y))
        if area.kind not in {"street", "building"} and not area.room
    ]
    sized = ((sum(h.homes for h in _homes(area)), area) for area in around)
    fit = [(size, area) for size, area in sized if size >= FEWEST and not _names_street(area.name, home.street)]
    return min(fit, key=lambda each: (each[0], each[1].id))[1] if fit else None


def _homes(area: places.Area) -> list[places.Dwelling]:
    return list(places.dwellings(ids=places.homes_in(area_id=area.id)).values())


def _names_street(name: str, street: str) -> bool:
    return bool(street) and street.casefold() in name.casefold()


def _groups(dwelling_id: int, area: places.Area | None) -> tuple[int, ...]:
    """Those at the home and in the area; a burglary in no group's area is told to those around it."""
    here = {each.id for each in groups.groups_at(dwelling_id=dwelling_id)}
    near = {each.id for each in reading.chosen((), (area.id,))} if area else set()
    going = groups.groups(ids=here | near) if here | near else ()
    return tuple(each.id for each in going if each.state in lives.GOES_ON)


def _draft(burglary: incidents.Burglary, area: str, told: tuple[int, ...], *, now: datetime) -> Draft:
    what = _("A home has been broken into") if burglary.completed else _("Somebody has tried to break into a home")
    text = "\n\n".join((
        _("%(what)s in %(area)s, %(when)s.") % {"what": what, "area": area, "when": when(burglary)},
        _("Look after each other's homes a little more the next two weeks: burglars often come back nearby."),
        _("Lock doors and windows, also when you are at home, and let lamps be lit in the evening."),
    ))  # fmt: skip
    title = _("Burglary in %(area)s") % {"area": area}
    return Draft(
        title=title[: rules.LONGEST["title"]], text=text, short="", urgency="today", groups=told, areas=(),
        ways=rules.WAYS, expires=now + timedelta(days=3),
    )  # fmt: skip


def when(burglary: incidents.Burglary) -> str:
    """About when it was, as neighbours may know: "in the afternoon of 22 November"."""
    zone = timezone.get_default_timezone()
    first, last = rules.when(burglary.earliest, burglary.latest, zone=zone)
    if first == last:
        return _said(first)
    return _("between %(first)s and %(last)s") % {"first": _day(first), "last": _day(last)}


def _said(part: rules.When) -> str:
    return str(words.PARTS[part.part]) % {"day": _day(part)}


def _day(part: rules.When) -> str:
    return date_format(part.day, "j F")


def _place() -> Municipality:
    return Municipality.objects.get(pk=tenancy.municipality_id())
