"""The box of facts of a release: what may be told of burglaries, and nothing that leads to a home.

The municipality as a whole, over twelve whole months that ended at least a month ago; in steps of five, and as
"fewer than five" below that. Never an area's or a month's own number.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents

STEP: Final = 5
DELAY_MONTHS: Final = 1


@dataclass(frozen=True)
class Period:
    """Whole months: from a first day to the day after the last."""

    first: date
    after: date

    @property
    def before(self) -> "Period":
        """As many months a year earlier."""
        return Period(self.first.replace(year=self.first.year - 1), self.after.replace(year=self.after.year - 1))


def period(today: date) -> Period:
    """The twelve whole months that ended at least a month before a day. Pure."""
    months = today.year * 12 + today.month - 1 - DELAY_MONTHS
    after = date(months // 12, months % 12 + 1, 1)
    return Period(after.replace(year=after.year - 1), after)


def step(count: int) -> tuple[int, int] | None:
    """The step of five in which a count lies, its first and last; None for fewer than five. Pure."""
    first = count - count % STEP
    return None if first == 0 else (first, first + STEP - 1)


def box(*, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """The lines of the box, in the language in use."""
    told = period(now.astimezone(zone).date())
    last = date_format(told.after.replace(day=1), "F Y")
    return (
        _("Burglaries of homes in the twelve months before %(month)s: %(count)s.")
        % {"month": last, "count": _said(_count(told, zone))},
        _("In the twelve months before those: %(count)s.") % {"count": _said(_count(told.before, zone))},
        _("In one municipality they are few: from one year to the next the number may double or halve by chance."),
    )


def _count(told: Period, zone: ZoneInfo) -> int:
    since, until = (datetime.combine(day, time(), tzinfo=zone) for day in (told.first, told.after))
    return incidents.count(since=since, until=until)


def _said(count: int) -> str:
    found = step(count)
    if found is None:
        return _("fewer than five")
    return _("%(first)d to %(last)d") % {"first": found[0], "last": found[1]}
