"""What burglaries tell: of which kind, in which years and months, at what hours, by which way in, how near."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.places import api as places

from . import protecting
from .periods import HISTORY, RECENT, year_before, years_later
from .values import Asked, Numbers

NEAR_M: Final = 100
NEAR_DAYS: Final = 14
_DAY: Final = 86400.0
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  # the clock on the wall
Traces = Sequence[incidents.Trace]


def count(asked: Asked) -> Mapping[str, Numbers]:
    """The numbers of each part, from one reading of ten years."""
    since = years_later(asked.until, -HISTORY)
    every = incidents.traces(since=midnight(since), until=midnight(asked.until))
    now, before = within(every, asked), within(every, year_before(asked))
    recent = within(every, Asked(years_later(asked.until, -RECENT), asked.until))
    return {
        "kinds": kinds(now, before),
        "years": years(every, asked),
        "season": season(every, asked),
        "hours": hours(recent),
        "ways_in": ways_in(recent),
        "near": near(every, asked),
    }


def kinds(now: Traces, before: Traces) -> Numbers:
    """By kind of home: in the period, and in the same days a year before."""
    return {
        "now": len(now), "before": len(before), "attempted": sum(not each.completed for each in now),
        "by_kind": dict(Counter(each.dwelling_kind for each in now)),
        "by_kind_before": dict(Counter(each.dwelling_kind for each in before)),
    }  # fmt: skip


def years(every: Traces, asked: Asked) -> Numbers:
    """By calendar year; the last one up to the period's end."""
    last = (asked.until - timedelta(days=1)).year
    found = Counter(local(each.latest).year for each in every)
    first = min(found, default=last)
    if midnight(date(first, 1, 1)) < midnight(years_later(asked.until, -HISTORY)):
        first += 1  # only its end is known
    return {
        "by_year": [[year, found[year]] for year in range(min(first, last), last + 1)],
        "until": str(asked.until),
    }


def season(every: Traces, asked: Asked) -> Numbers:
    """By month of the year: how many on average, over the years that are known."""
    found = Counter((local(middle(each)).year, local(middle(each)).month) for each in every)
    if not found:
        return {"mean": [0.0] * 12, "years": 0}
    first, last = min(found), (asked.until.year, asked.until.month)
    spans = [
        sum(first <= (year, month) <= last for year in range(first[0], last[0] + 1)) for month in range(1, 13)
    ]
    sums = [sum(n for (_year, m), n in found.items() if m == month) for month in range(1, 13)]
    mean = [round(total / many, 2) if many else 0.0 for total, many in zip(sums, spans, strict=True)]
    return {"mean": mean, "years": max(spans)}


def hours(recent: Traces) -> Numbers:
    """By weekday and hour, each burglary spread evenly over the hours in which it may have been; 7 × 24."""
    import numpy as np

    from kokong.analysis.arrays import Refused
    from kokong.analysis.hotspots import aoristic

    if len(recent) < protecting.HOURS_FROM:
        return {"used": len(recent), "table": []}
    ends = [np.array([_days(getattr(each, end)) for each in recent]) for end in ("earliest", "latest")]
    try:
        found = aoristic.hours(*ends)
    except Refused:
        return {"used": 0, "table": []}
    enough = found.used >= protecting.HOURS_FROM
    table = [[round(float(value), 2) for value in line] for line in found.table] if enough else []
    return {"used": found.used, "certain": found.certain, "left": found.untimed + found.long, "table": table}


def ways_in(recent: Traces) -> Numbers:
    """By way in, where it is known."""
    found = Counter(each.entry_point or "unknown" for each in recent)
    unknown = found.pop("unknown", 0)
    return {"by_way": dict(found), "unknown": unknown}


def near(every: Traces, asked: Asked) -> Numbers:
    """How many came near an earlier one, in metres and days, of those whose home is known."""
    start = midnight(asked.since)
    at_home = [e for e in every if e.dwelling_id and e.latest >= start - timedelta(days=NEAR_DAYS)]
    homes = places.dwellings(ids={each.dwelling_id for each in at_home if each.dwelling_id})
    known = [each for each in at_home if each.dwelling_id in homes]
    ours = sum(each.latest >= start for each in known)
    if len(known) < 2:
        return {"of": ours, "near": 0}
    points = [(homes[each.dwelling_id].x, homes[each.dwelling_id].y) for each in known if each.dwelling_id]
    days = [_days(middle(each)) for each in known]
    later = {second if days[second] >= days[first] else first for first, second in _close(points)
             if abs(days[second] - days[first]) <= NEAR_DAYS}  # fmt: skip
    return {"of": ours, "near": sum(known[number].latest >= start for number in later)}


def _close(points: Sequence[tuple[float, float]]) -> Iterable[tuple[int, int]]:
    from scipy.spatial import cKDTree

    pairs: Any = cKDTree(points).query_pairs(NEAR_M)
    return ((int(first), int(second)) for first, second in pairs)


def within(every: Traces, asked: Asked) -> Traces:
    """Those whose latest time is in a period."""
    since, until = midnight(asked.since), midnight(asked.until)
    return [each for each in every if since <= each.latest < until]


def middle(each: incidents.Trace) -> datetime:
    """The middle of the time in which a burglary may have been."""
    return each.earliest + (each.latest - each.earliest) / 2


def midnight(day: date) -> datetime:
    """When a day begins here."""
    return timezone.make_aware(datetime.combine(day, time()))


def local(moment: datetime) -> datetime:
    """A moment on the clock on the wall. Asked of ten thousands: the zone isn't looked up for each."""
    return moment.astimezone(timezone.get_default_timezone())


def _days(moment: datetime) -> float:
    """Days since 1970 on the clock on the wall."""
    return (local(moment).replace(tzinfo=None) - _EPOCH).total_seconds() / _DAY
