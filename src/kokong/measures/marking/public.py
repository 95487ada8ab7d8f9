"""What everybody may know of marking: what it is, whether there are kits, events to come, and its reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kokong.kernel.public import Dated, Page
from kokong.meetings import api as meetings

from . import reading, rules
from .information import KIND
from .reach import counting
from .reach.rules import FEWEST_HOMES, FEWEST_SHOWN

AHEAD: Final = timedelta(days=365)
CALENDAR_BACK: Final = timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """A counted area; `per_cent` is None while so few mark that the share would say who."""

    name: str
    per_cent: int | None
    share: int
    reached: bool


def show(now: datetime) -> Mapping[str, Any]:
    """Kits and their price, information events to come, and areas with their shares. No home, and nobody."""
    here = [each for each in reading.lots() if each.left > 0]
    prices = [each.price - each.subsidy for each in here]
    return {
        "kits": bool(here),
        "price": rules.kronor(min(prices)).removesuffix(",00") if prices else "",
        "events": [event for each in _events(now, now + AHEAD) if (event := meetings.event(each.id))],
        "areas": [_line(each) for each in counting.all_areas(now=now) if each.homes >= FEWEST_HOMES],
    }


def _line(each: counting.Reach) -> Line:
    shown = each.since is not None or each.marked >= FEWEST_SHOWN
    return Line(each.name, each.per_cent if shown else None, each.share, each.since is not None)


def _events(since: datetime, until: datetime) -> tuple[meetings.Meeting, ...]:
    found = meetings.meetings(kind=KIND, since=since, until=until)
    return tuple(each for each in found if each.state != "cancelled")


def _dates(now: datetime) -> Sequence[Dated]:
    """Information events for calendars, those that were called off too: they are crossed out there."""
    found = meetings.meetings(kind=KIND, since=now - CALENDAR_BACK, until=now + AHEAD)
    return [Dated(each.id) for each in found]


MARKING: Final = Page(
    name="marking",
    title=_("Mark your property"),
    says=_(
        "Says what marking is, whether there are kits and what one costs, which information events come, and how "
        "far marking reaches in areas with at least 25 homes. It never shows which homes mark."
    ),
    template="marking/public/marking.html",
    show=show,
    dates=_dates,
)
