"""What of the year wheel is to come, for the page of the year. This month's is on the work list already."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from kokong.kernel.year import Item
from kokong.people import api as people

from . import reading, rules


def items(*, actor: people.Actor, since: date, until: date) -> Iterator[Item]:
    """Items whose turn lies ahead, from `since` up to `until`."""
    if not actor.may("cooperation.see"):
        return
    today = timezone.localdate()
    for year in range(max(since.year, today.year), until.year + 1):
        for each in reading.items(year=year, today=today):
            for turn in each.turns:
                by = rules.last_day(turn.month)
                if turn.state == "ahead" and since <= by < until:
                    yield Item(by, each.title, url=reverse("cooperation:wheel-item", args=[each.id]))
