"""What of the action plan waits today."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong.kernel.measure import Figure
from kokong.kernel.today import Line, Section, section
from kokong.people import api as people

from . import reading, rules


def sections(*, actor: people.Actor, now: datetime) -> tuple[Section, ...]:
    """Lines that are late, and lines that nobody has."""
    found = reading.current(now=now) if actor.may("cooperation.do") else None
    if found is None:
        return ()
    lines = [
        Line(each.what, _said(each.orphan, date_format(each.due, "j F")), _page(each.id))
        for each in found.items
        if each.late or each.orphan
    ]
    url = reverse("cooperation:plan", args=[found.id])
    return (section("action_plan", _("In the action plan"), lines, url=url, column="second"),)


def figure(*, actor: people.Actor, now: datetime) -> Figure:
    """How many lines of the plan that holds are settled of how many, and how many are late or nobody's.

    Without such a plan there are no lines to count: it says that none is in force.
    """
    found = reading.current(now=now)
    url = reverse("cooperation:front") if actor.may("cooperation.see") else ""
    if found is None:
        return Figure("0", _("action plans are in force"), url=url)
    settled = sum(each.state not in rules.OPEN for each in found.items)
    words = ngettext("line of the action plan is settled", "lines of the action plan are settled", settled)
    waits = sum(each.late or each.orphan for each in found.items)
    return Figure(_("%(n)s of %(all)s") % {"n": settled, "all": len(found.items)}, words, waits, url)


def _said(orphan: bool, day: str) -> str:
    return _("Nobody sees to it: give it to somebody") if orphan else _("Should have been done by %s") % day


def _page(item_id: int) -> str:
    return reverse("cooperation:plan-item", args=[item_id])
