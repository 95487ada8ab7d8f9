"""When a reminder comes: in so many minutes, or at a time of the clock. Pure: the moment is an argument."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from kokong import tables

from ..values import FieldProblem

MINUTES: Final = (5, 15, 30, 60)
LONGEST: Final = timedelta(days=7)


def moment(*, minutes: str, at: str, now: datetime) -> datetime:
    """When: `minutes` (one of MINUTES) from now, else at the time `at` ("14:05"), tomorrow where it has been.

    Raises FieldProblem where neither says when.
    """
    if minutes.isdecimal() and int(minutes) in MINUTES:
        return now + timedelta(minutes=int(minutes))
    try:
        clock = tables.clock(at)
    except ValueError:
        raise FieldProblem(_("Choose in how many minutes, or write a time."), field="at") from None
    today = timezone.localdate(now)
    moments = (timezone.make_aware(datetime.combine(day, clock)) for day in (today, today + timedelta(days=1)))
    return next(one for one in moments if one > now)


def said(due: datetime, *, now: datetime) -> str:
    """A time as the log has it: "14:05", with the day where it is another one."""
    local = timezone.localtime(due)
    same_day = local.date() == timezone.localdate(now)
    return f"{local:%H:%M}" if same_day else f"{local:%Y-%m-%d %H:%M}"
