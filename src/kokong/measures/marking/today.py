"""What of the kits waits today."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel.measure import Figure
from kokong.kernel.today import Day, Line, section
from kokong.kernel.year import Item
from kokong.people import api as people

from . import reading
from .values import Handing


def day(*, actor: people.Actor, now: datetime) -> Day:
    """Loans that are due."""
    if not actor.may("marking.do"):
        return Day()
    lines = [_line(each) for each in reading.loans_due(by=timezone.localdate(now))]
    found = section(
        "kits_due", _("Marking kits that should be back"), lines, url=f"{reverse('marking:handed')}?state=late",
        column="second",
    )  # fmt: skip
    return Day(sections=(found,))


def _line(each: Handing) -> Line:
    due = date_format(each.due, "j F") if each.due else ""
    return Line(each.lot, _("due %s") % due, reverse("marking:handing", args=[each.id]))


def year(*, actor: people.Actor, since: date, until: date) -> tuple[Item, ...]:
    """When loans are due."""
    if not actor.may("marking.see"):
        return ()
    page = f"{reverse('marking:handed')}?state=out"
    found = reading.days_due(since=since, until=until)
    return tuple(Item(by, _("Marking kits that should be back"), count, page) for by, count in found)


def figure(*, actor: people.Actor, now: datetime) -> Figure:
    """How many kits are used: those in a drawer protect nothing."""
    count, _handed = reading.used()
    url = reverse("marking:list") if actor.may("marking.see") else ""
    return Figure(str(count), _("marking kits are used"), reading.late(now=now), url)
