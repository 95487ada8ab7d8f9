"""After each batch: how the mailing fares, whether it is done, and who goes on."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from kokong.kernel import installation, moves, tenancy
from kokong.kernel.nightly import nightly
from kokong.kernel.retrying import AGAIN
from kokong.people import api as people

from .. import kinds, pacing, posting, rules, words
from .. import models as rows
from ..values import To
from . import jobs, reserving

STANDS_STILL: Final = "mailing.stands_still"
CLEARED: Final = 5000
SOON: Final = timedelta(seconds=1)


def after(mailing: rows.Mailing, answers: str, *, lane: int, now: datetime) -> None:
    """Write down what gateways answered to a batch; pause the mailing, end it, or let its lane go on."""
    row = rows.Mailing.objects.select_for_update(of=("self",)).filter(pk=mailing.pk, state="running").first()
    if row is None:
        return
    row.answers = (row.answers + answers)[-rules.WINDOW :]
    rows.Mailing.objects.filter(pk=row.pk).update(answers=row.answers)
    if rules.fares_badly(row.answers, share=installation.current().mail.refused_share):
        stand_still(row, "refused", now)
    elif not _finish(row, now):
        _go_on(row, lane, now)


def stand_still(row: rows.Mailing, why: str, now: datetime) -> None:
    """It pauses by itself, and whoever started it is told; officers and coordinators where nobody is left."""
    moves.move(row, "pause", states=rules.MAILING, now=now, words=words.MAILING, changes={"why": why})
    working = people.working()
    mine = [row.started_by] if row.started_by in working else [p.user_id for p in people.people(roles=rules.DESK)]
    for user_id in mine:
        posting.send(
            kind=STANDS_STILL, to=To(user_id=user_id), because=("mailing", row.pk), turn=now.isoformat(),
            context={"title": row.title, "why": why}, now=now,
        )  # fmt: skip


def _finish(row: rows.Mailing, now: datetime) -> bool:
    """It is done when everybody is written down and nothing is pending."""
    pending = rows.Message.objects.filter(mailing=row, state__in=rules.PENDING)
    if row.expanded is None or pending.exists():
        return False
    moves.move(row, "finish", states=rules.MAILING, now=now, words=words.MAILING, changes={"ended": now})
    return True


def _go_on(row: rows.Mailing, lane: int, now: datetime) -> None:
    """At once where something may go now, else when the first of what waits may."""
    kind = kinds.find(row.kind)
    urgent = kind is not None and kind.urgent
    if reserving.free(row.pk, now=now).exists():
        jobs.hand_out(row.pk, urgent=urgent, lanes=(lane,))
        return
    waiting = rows.Message.objects.filter(mailing=row, state="waiting", job=None)
    first = waiting.aggregate(first=Min("next_try"))["first"]
    if first is not None:
        jobs.hand_out(row.pk, urgent=urgent, lanes=(lane,), at=max(first, now + SOON))


@app.task(name=jobs.CLEAR, queue=jobs.QUEUE, retry=AGAIN, pass_context=False)
def clear_job(*, municipality_id: int, mailing_id: int) -> None:
    """Take back what a stopped mailing has not sent."""
    clear(municipality_id=municipality_id, mailing_id=mailing_id)


def clear(*, municipality_id: int, mailing_id: int) -> None:
    """Some thousand at a time, each in a transaction. Opens the scopes that it needs."""
    going = True
    while going:
        with tenancy.scope(municipality_id=municipality_id):
            stopped = rows.Mailing.objects.filter(pk=mailing_id, state="stopped").exists()
            waiting = rows.Message.objects.filter(mailing_id=mailing_id, state="waiting")
            some = list(waiting.values_list("pk", flat=True)[:CLEARED]) if stopped else []
            waiting.filter(pk__in=some).update(state="withheld", answer="stopped", job=None)
            going = bool(some)


@nightly("*/5 * * * *", name="kokong.sending.mailings")
def sweep(_part: str) -> None:
    """A mailing that has lost its jobs gets others. What was cut off is called lost by the sweep of messages."""
    now = timezone.now()
    for row in rows.Mailing.objects.filter(state="running"):
        if not _finish(row, now):
            _go_on(row, 0, now)
    for number in rows.Mailing.objects.filter(state="expanding").values_list("pk", flat=True):
        jobs.expand(number)
    left = rows.Message.objects.filter(mailing__state="stopped", state="waiting")
    for number in left.values_list("mailing_id", flat=True).distinct():
        jobs.clear(number)
    pacing.forget(now=now)


def _say(due: kinds.Due, _now: datetime) -> kinds.Said | None:
    """While it still stands."""
    row = rows.Mailing.objects.filter(pk=due.because[1], state="paused").first()
    if row is None:
        return None
    title = _("A mailing stands still: %(title)s") % {"title": row.title}
    return kinds.Said(title, words.stands_still(row.why), reverse("mailings:mailing", args=[row.pk]))


kinds.declare(kinds.Kind(STANDS_STILL, gettext_lazy("A mailing stands still"), _say, roles=rules.DESK))
