"""Burglaries of homes that are in a group beside those of homes that aren't. Pure; analysis has the statistics."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

Span = tuple[datetime, datetime]

YEAR: Final = timedelta(days=365.25)
PERIODS: Final = 3  # of twelve months
LEAST_YEARS: Final = 100.0  # home-years on either side: fewer hold no burglary in most years
LEAST_BURGLARIES: Final = 5  # on both sides together: below, the house publishes no figures


@dataclass(frozen=True)
class Side:
    """Homes watched over some time: how many home-years, burglaries, and the rate per 1,000 homes and year with
    its 95 % interval (None of too few home-years)."""

    years: float
    burglaries: int
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Period:
    """From a day to before another. `ratio` of the members' rate to the others', with its 95 % interval; None
    where `why_not` says why the two aren't compared: members, burglaries, or others (none was burgled)."""

    since: date
    until: date
    members: Side
    others: Side
    why_not: str = ""
    ratio: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None

    @property
    def differs(self) -> bool:
        """Whether the interval of the ratio leaves out 1: a difference that chance alone rarely makes."""
        return self.ratio_low is not None and self.ratio_high is not None and not (
            self.ratio_low <= 1 <= self.ratio_high
        )  # fmt: skip


def periods(today: date, *, count: int = PERIODS) -> tuple[tuple[date, date], ...]:
    """Twelve whole months each, the last ended a month ago at least: what is reported late is in by then."""
    ends = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    return tuple((date(ends[0] - n, ends[1], 1), date(ends[0] - n + 1, ends[1], 1)) for n in range(count, 0, -1))


def joined(since: datetime, stood: Iterable[tuple[datetime, datetime | None]], now: datetime) -> list[Span]:
    """When a home that joined at a moment was in a group at work, by when the group was."""
    cut = [(max(since, start), min(now, end or now)) for start, end in stood]
    return [(start, end) for start, end in cut if start < end]


def united(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlap: a home in two groups counts once."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def years(spans: Iterable[Span], since: datetime, until: datetime) -> float:
    """Home-years of one home's spans within a period."""
    cut = ((max(start, since), min(end, until)) for start, end in spans)
    return sum((end - start) / YEAR for start, end in cut if start < end)


def within(spans: Iterable[Span], at: datetime) -> bool:
    """Whether a home was in a group at a moment."""
    return any(start <= at < end for start, end in spans)


def compared(
    period: Span,
    *,
    days: tuple[date, date],
    homes: int,
    spans: Mapping[int, Sequence[Span]],
    burglaries: Iterable[tuple[int, datetime]],
) -> Period:
    """One period: `homes` in all, when each of some was in a group (`spans`, without overlap), and the burglaries
    (home, moment) within it. A home counts among the others while it wasn't in a group."""
    inside = sum(years(each, *period) for each in spans.values())
    outside = max(0.0, homes * ((period[1] - period[0]) / YEAR) - inside)
    theirs = [within(spans.get(home, ()), at) for home, at in burglaries if period[0] <= at < period[1]]
    members, others = side(sum(theirs), inside), side(len(theirs) - sum(theirs), outside)
    return _judged(days, members, others)


def side(burglaries: int, home_years: float) -> Side:
    """The rate of some burglaries in home-years, with exact Poisson limits."""
    from kokong.analysis.effect import counts

    if home_years < LEAST_YEARS:
        return Side(home_years, burglaries, None, None, None)
    low, high = counts.garwood(burglaries)
    rate, floor, ceiling = (1000 * each / home_years for each in (burglaries, low, high))
    return Side(home_years, burglaries, rate, floor, ceiling)


def _judged(days: tuple[date, date], members: Side, others: Side) -> Period:
    from kokong.analysis.effect import counts

    why_not = _why_not(members, others)
    if why_not:
        return Period(*days, members, others, why_not)
    found = counts.exact_rate_ratio(others.burglaries, members.burglaries, others.years, members.years)
    return Period(*days, members, others, "", found.estimate, *found.interval)


def _why_not(members: Side, others: Side) -> str:
    if min(members.years, others.years) < LEAST_YEARS:
        return "members"
    if members.burglaries + others.burglaries < LEAST_BURGLARIES:
        return "burglaries"
    return "" if others.burglaries else "others"
