"""The comparison of a municipality's homes, as they stand in its rosters and among its burglaries."""

from collections import defaultdict
from datetime import date, datetime, time

from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.kernel.moves import history
from kokong.places import api as places

from .. import models as rows
from .. import rules
from . import rates


def compare(*, now: datetime) -> tuple[rates.Period, ...]:
    """Periods of twelve months, the oldest first, and last all of them together.

    A home counts as a member from when it joined and while its group was active. Homes are dwellings of their own:
    of a block whose flats nobody lists it isn't known which flat it was, so they are left out. One that left
    counts among the others: since when it had been in is no longer known.
    """
    spans, blocks = _members(now)
    days = rates.periods(timezone.localdate(now))
    whole = (days[0][0], days[-1][1])
    found = incidents.burglaries(since=_start(whole[0]), until=_start(whole[1]))
    burgled = [
        (each.dwelling_id, each.latest) for each in found if each.dwelling_id and each.dwelling_id not in blocks
    ]
    homes = max(places.count() - len(blocks), len(spans))
    return tuple(
        rates.compared(
            (_start(since), _start(until)), days=(since, until), homes=homes, spans=spans, burglaries=burgled
        )
        for since, until in (*days, whole)
    )


def _members(now: datetime) -> tuple[dict[int, list[rates.Span]], frozenset[int]]:
    """When each home that has joined was in an active group; and those that are blocks."""
    stood: dict[int, list[tuple[datetime, datetime | None]]] = {}
    spans: dict[int, list[rates.Span]] = defaultdict(list)
    joined = rows.Household.objects.filter(state="joined").values_list("group_id", "dwelling_id", "since")
    for group_id, dwelling_id, since in joined:
        if group_id not in stood:
            moves = history(subject="watch_group", subject_id=group_id)
            stood[group_id] = list(rules.stood((each.action, each.at) for each in moves))
        spans[dwelling_id] += rates.joined(since, stood[group_id], now)
    blocks = {number for number, home in places.dwellings(ids=set(spans)).items() if home.homes > 1}
    return {home: rates.united(all_of) for home, all_of in spans.items() if home not in blocks}, frozenset(blocks)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
