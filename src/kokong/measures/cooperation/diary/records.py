"""What this room adds to the register: pictures, action plans, minutes, and what was agreed."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel.diary import Record
from kokong.meetings import api as meetings

from ..agreement import work as agreement
from ..picture import paper as picture_paper
from ..picture import reading as pictures
from ..picture.values import Version
from ..plan import paper as plan_paper
from ..plan import reading as plans
from ..rhythm.kinds import KINDS


def records(since: datetime, until: datetime) -> Iterator[Record]:
    """Every frozen picture and decided plan with its paper; minutes and lines of the agreement."""
    yield from map(_picture, pictures.versions())
    for plan in plans.plans():
        if plan.decided_at:
            title = f"{plan.title} ({plan.number})" if plan.number else plan.title
            yield Record(plan.decided_at, f"plan-{plan.id}", _("Action plan"), title, partial(_plan, plan.id))
    yield from _minutes(since, until)
    for line in agreement.lines():
        yield Record(line.made_at, f"agreement-{line.id}", _("Line of the agreement"), line.what)


def _picture(version: Version) -> Record:
    title = _("Situational picture, version %(number)s") % {"number": version.number}
    paper = partial(_report, version.number)
    return Record(version.at, f"picture-{version.number}", _("Situational picture"), title, paper)


def _report(number: int) -> bytes:
    return picture_paper.report(pictures.version(number=number), language=get_language() or "sv")


def _plan(plan_id: int) -> bytes:
    return plan_paper.plan(plans.plan(plan_id=plan_id, now=timezone.now()))


def _minutes(since: datetime, until: datetime) -> Iterator[Record]:
    """Minutes stand in the register; what was said of a case may be secret, so each is tested first."""
    for kind in KINDS:
        for each in meetings.meetings(kind=kind.code):
            written = meetings.minutes(meeting_id=each.id) if since <= each.begins < until else None
            if written is not None:
                yield Record(each.begins, f"minutes-{each.id}", _("Minutes"), each.title)
