"""What an area's page says of coverage there: the doors in it of the cocoons of the past year."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, F, Q

from kokong.kernel.today import Panel
from kokong.people.api import Actor
from kokong.places import api as places

from . import rules
from .models import Door
from .reach import Reach

YEAR: Final = timedelta(days=365)


def panels(*, area: places.Drawn, actor: Actor, now: datetime) -> list[Panel]:
    """Coverage in one area, where any cocoon reached into it."""
    if not actor.may("cocoon.see"):
        return []
    found = covered(area_id=area.id, now=now)
    return [Panel("cocoons/at_area.html", {"reach": found})] if found.cocoons else []


def covered(*, area_id: int, now: datetime) -> Reach:
    """The doors in an area of cocoons opened in the past year, but of cleared ones, which no longer know them."""
    counts = Q(state__in=rules.COUNTED)
    talked = counts & Q(outcome="talked")
    doors = Door.objects.filter(dwelling_id__in=places.homes_in(area_id=area_id), cocoon__opened__gte=now - YEAR)
    return Reach(
        **doors.aggregate(
            cocoons=Count("cocoon", distinct=True),
            eligible=Count("pk", filter=counts & ~Q(outcome="no_such_address")),
            visited=Count("pk", filter=counts & Q(outcome__in=rules.VISITED)),
            talked=Count("pk", filter=talked),
            within_clock=Count("pk", filter=talked & Q(visited_at__lte=F("cocoon__due"))),
        )
    )
