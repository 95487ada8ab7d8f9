"""What the page of a home says of cocoons: those it is the burgled home or a door of, while they are watched."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel.today import Line
from kokong.people import api as people
from kokong.places import api as places

from . import api, rules, words
from . import models as rows
from .values import Cocoon


def lines(*, dwelling_id: int, actor: people.Actor, now: datetime) -> tuple[Line, ...]:
    """A line for each cocoon, the most urgent first, in a fixed number of queries."""
    if not actor.may("cocoon.see"):
        return ()
    watched = api.open_cocoons(now=now)
    doors = rows.Door.objects.filter(dwelling_id=dwelling_id, cocoon_id__in=[each.id for each in watched])
    there = {door.cocoon_id: door for door in doors if door.state != "dropped"}
    found = [each for each in watched if each.dwelling_id == dwelling_id or each.id in there]
    counts = api.coverage(cocoon_ids=[each.id for each in found])
    homes = places.dwellings(ids={each.dwelling_id for each in found})
    return tuple(
        _around(each, words.homes_left(counts[each.id]))
        if each.dwelling_id == dwelling_id
        else _door(each, there[each.id], homes[each.dwelling_id].address)
        for each in found
    )


def _around(cocoon: Cocoon, left: str) -> Line:
    title = _("The neighbours of this home are being visited")
    return Line(title, f"{left} · {_watched(cocoon)}", _page(cocoon), due=cocoon.due, now=True)


def _door(cocoon: Cocoon, door: rows.Door, address: str) -> Line:
    """The door of this home: what came of it, or by when somebody is to ring."""
    said = words.outcome(door.outcome) or str(words.STATES.get(door.state, door.state))
    due = cocoon.due if rules.untried(door) else None
    title = _("A door of the cocoon around %(address)s") % {"address": address}
    return Line(title, f"{said} · {_watched(cocoon)}", _page(cocoon), due=due, now=True)


def _watched(cocoon: Cocoon) -> str:
    return _("watched until %(day)s") % {"day": date_format(cocoon.watch_until, "j F")}


def _page(cocoon: Cocoon) -> str:
    return reverse("desk:burglary", args=[cocoon.burglary_id])
