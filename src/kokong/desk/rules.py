"""What the desk computes and decides without looking anything up."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

DESK: Final = frozenset({"officer", "coordinator"})
MAY: Final = {
    "desk.see": DESK,
    "audit.read": frozenset({"auditor", "police_auditor"}),
}

# The periods of the map, newest first; `own` takes its days from the form.
PERIODS: Final[dict[str, timedelta]] = {
    "14d": timedelta(days=14),
    "3m": timedelta(days=92),
    "1y": timedelta(days=365),
    "4y": timedelta(days=4 * 365 + 1),
}
USUAL_PERIOD: Final = "3m"


@dataclass(frozen=True)
class Period:
    """From the start of the first day to the end of the last, aware."""

    code: str
    since: datetime
    until: datetime


def period(*, code: str, now: datetime) -> Period:
    """One of the named periods up to `now`; the usual one for a code that isn't known."""
    known = code if code in PERIODS else USUAL_PERIOD
    return Period(known, now - PERIODS[known], now)


def own_period(*, first: date, last: date, zone: tzinfo) -> Period:
    """From the start of day `first` to the end of day `last` in the time zone `zone`."""
    starts = datetime.combine(first, time.min, tzinfo=zone)
    return Period("own", starts, datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone))


def narrowed(whole: Period, *, first: date | None, last: date | None, zone: tzinfo) -> Period:
    """The days `first` to `last` of a period in the time zone `zone`; all of it where they leave nothing of it."""
    if first is None or last is None or first > last:
        return whole
    days = own_period(first=first, last=last, zone=zone)
    since, until = max(whole.since, days.since), min(whole.until, days.until)
    return Period(whole.code, since, until) if since < until else whole


def days_of(shown: Period, *, zone: tzinfo) -> tuple[date, date]:
    """A period's first day and its last in the time zone `zone`."""
    last = shown.until - timedelta(microseconds=1)
    return shown.since.astimezone(zone).date(), last.astimezone(zone).date()
