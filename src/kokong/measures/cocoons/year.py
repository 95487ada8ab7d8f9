"""What the cocoons have to do in the course of the year: clocks that run out, and watches that end."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel.year import Item
from kokong.people import api as people

from . import figures
from .values import Cocoon


def items(*, actor: people.Actor, since: date, until: date) -> tuple[Item, ...]:
    """By when doors that wait are to be visited, and when the watch over a neighbourhood ends."""
    if not actor.may("cocoon.see"):
        return ()
    watched = figures.open_cocoons(now=timezone.now())
    counts = figures.coverage(cocoon_ids=[each.id for each in watched])
    waiting = [each for each in watched if counts[each.id].visited < counts[each.id].eligible]
    found = [*_days(_("Cocoons to visit"), waiting, "due"), *_days(_("Watches that end"), watched, "watch_until")]
    return tuple(item for item in found if since <= item.by < until)


def _days(title: str, cocoons: Iterable[Cocoon], moment: str) -> Iterator[Item]:
    ends: list[datetime] = [getattr(each, moment) for each in cocoons]
    for day, count in Counter(timezone.localdate(end) for end in ends).items():
        yield Item(day, title, count, reverse("cocoons:list"))
