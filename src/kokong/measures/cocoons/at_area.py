"""What an area's page says of coverage there: the doors in it of cocoons that still know their addresses."""

from datetime import datetime

from django.db.models import Count, F, Q
from django.db.models.expressions import RawSQL

from kokong.kernel.today import Panel
from kokong.people.api import Actor
from kokong.places import api as places

from . import counting, rules
from .models import Door
from .reach import Reach


def panels(*, area: places.Drawn, actor: Actor, now: datetime) -> list[Panel]:
    """Coverage in one area, where any cocoon reached into it."""
    if not actor.may("cocoon.see"):
        return []
    found = covered(area_id=area.id, now=now)
    return [Panel("cocoons/at_area.html", {"reach": found})] if found.cocoons else []


def covered(*, area_id: int, now: datetime) -> Reach:
    """The homes in an area of cocoons opened in the past 90 days: then doors forget their addresses."""
    counts = Q(state__in=rules.COUNTED)
    talked = counts & Q(outcome="talked")
    # One array, however many homes an area has: the database joins it.
    inside = RawSQL("SELECT unnest(%s::bigint[])", [list(places.homes_in(area_id=area_id))])
    doors = Door.objects.filter(dwelling_id__in=inside, cocoon__opened__gte=now - rules.PERSONAL_DATA)
    return Reach(
        **doors.aggregate(
            cocoons=Count("cocoon", distinct=True),
            eligible=counting.homes("homes", counts & ~Q(outcome="no_such_address")),
            visited=counting.visited(counts),
            talked=counting.homes("reached", talked),
            within_clock=counting.homes("reached_in_time", talked & Q(visited_at__lte=F("cocoon__due"))),
        )
    )
