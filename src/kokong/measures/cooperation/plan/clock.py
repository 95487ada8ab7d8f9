"""What the clock does with the action plan: it asks for what the two years want, and for lines without anybody."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy

from kokong.kernel.nightly import nightly
from kokong.tasks import api as tasks

from . import carrying, reading, rules
from . import models as rows
from .values import Plan


@nightly("40 4 * * *", name="kokong.cooperation.plan")
def look(_part: str) -> None:
    """In the morning, before work."""
    remind(now=timezone.now())


def remind(*, now: datetime) -> None:
    """Open what the plan that holds asks for today, and take back what it no longer asks for."""
    found = reading.current(now=now)
    _settle(carrying.GIVE, _orphans(found), now=now)
    _settle(carrying.FOLLOW, _follow_up(found, timezone.localdate(now)), now=now)
    _settle(carrying.REPORT, _report(found, timezone.localdate(now)), now=now)
    for each in found.items if found else ():
        if each.late:  # its task may have been ended without a word about the line
            carrying.hand(rows.PlanItem.objects.get(pk=each.id), now=now)


def report_due(found: Plan) -> date:
    """When the council is to be told next: a year after it was told last, or after the decision."""
    told = [each.on for each in found.notes if each.kind == "report"]
    return rules.months_after(max(told, default=found.decided_on or found.begins), rules.REPORT_MONTHS)


def _orphans(found: Plan | None) -> dict[str, date | None]:
    lines = found.items if found else ()
    return {f"{each.id}-{each.owner_id or 0}": None for each in lines if each.orphan}


def _follow_up(found: Plan | None, today: date) -> dict[str, date | None]:
    """From half a year before the two years are over, until it is followed up."""
    if found is None or found.state != "decided":
        return {}
    asked = today >= found.ends - timedelta(days=rules.ASK_AGAIN_DAYS)
    return {str(found.id): found.ends} if asked else {}


def _report(found: Plan | None, today: date) -> dict[str, date | None]:
    """From a month before it is due."""
    if found is None:
        return {}
    due = report_due(found)
    return {f"{found.id}-{due}": due} if today >= due - timedelta(days=30) else {}


def _settle(kind: str, wanted: dict[str, date | None], *, now: datetime) -> None:
    for source_id in tasks.waiting(source=kind):
        if source_id not in wanted:
            tasks.withdraw(source=kind, source_id=source_id, now=now)
    for source_id, due in wanted.items():
        moment = datetime.combine(due, time(22), tzinfo=UTC) if due else None
        tasks.open_task(kind=kind, source=kind, source_id=source_id, due=moment, now=now)


def ready() -> None:
    """Its jobs are known once this module is loaded; its tasks are declared here."""
    for kind in carrying.KINDS:
        tasks.declare(kind)
        tasks.offer(kind.code, tasks.Way("cooperation:plan-task", gettext_lazy("See to it"), "cooperation.do"))
