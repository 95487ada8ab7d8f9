"""What of the action plan waits today."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel.today import Line, Section, section
from kokong.people import api as people

from . import reading


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


def _said(orphan: bool, day: str) -> str:
    return _("Nobody sees to it: give it to somebody") if orphan else _("Should have been done by %s") % day


def _page(item_id: int) -> str:
    return reverse("cooperation:plan-item", args=[item_id])
