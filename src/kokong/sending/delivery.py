"""A message is claimed, committed, sent outside of any transaction, and written down: so it is never sent twice.

Whoever is killed between claiming and writing down leaves it under way. It is then perhaps sent: shown to somebody
who can ask, and never sent again by itself, unless its kind holds twice for better than never.
"""

import logging
import random
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from kokong.kernel import tenancy
from kokong.kernel.nightly import nightly
from kokong.kernel.retrying import AGAIN, wait

from . import channels, devices, gateways, jobs, kinds, preparing, rules, suppression
from . import models as rows
from .channels.values import Carried, Carry, Letter, Nobody, NotNow, NotSent, NoWay, Unsure
from .outbox import capturing

log = logging.getLogger(__name__)
CHANCE: Final = random.SystemRandom()
LONGEST_ANSWER: Final = 300
_ADDRESS: Final = re.compile(r"\S+@\S+|\+?\d[\d -]{6,}\d")


@dataclass(frozen=True)
class Claimed:
    """A message that is under way by this worker alone."""

    kind: kinds.Kind
    due: kinds.Due
    letter: Letter

    @property
    def attempt(self) -> int:
        """The how many-th attempt it is, from 1."""
        return self.due.attempts


@dataclass(frozen=True)
class Came:
    """What came of an attempt: the move, what is told of it, what the gateway said, and how long to wait."""

    action: str
    result: str
    answer: str = ""
    after: timedelta | None = None
    nobody: bool = False
    carried: Carried = field(default_factory=Carried)


@app.task(name=jobs.NAME, queue=jobs.QUEUE, retry=AGAIN, pass_context=True)
def deliver_job(context: JobContext, *, municipality_id: int, message_id: int) -> None:
    """Send one message; what became of it stands in its row."""
    number = context.job.id if context.job else None
    deliver(municipality_id=municipality_id, message_id=message_id, job=number)


def deliver(*, municipality_id: int, message_id: int, job: int | None) -> None:
    """Send a message, unless it is no longer to be sent, or not now. Opens the scopes that it needs."""
    with tenancy.scope(municipality_id=municipality_id):
        claimed = _claim(message_id, job, timezone.now())
    if claimed is None:
        return
    came = attempt(claimed, channels.carry)
    with tenancy.scope(municipality_id=municipality_id):
        _write_down(claimed, came, timezone.now())


def step(row: rows.Message, action: str, **fields: Any) -> bool:
    """One move of the table, if the message is still in the state that was seen."""
    after = rules.MESSAGE.after(row.state, action)
    if after is None:
        return False
    changed = rows.Message.objects.filter(pk=row.pk, state=row.state, attempts=row.attempts).update(
        state=after, **fields
    )
    if changed:
        row.state = after
    return bool(changed)


def _claim(message_id: int, job: int | None, now: datetime) -> Claimed | None:
    row = rows.Message.objects.select_related("municipality").filter(pk=message_id, mailing=None).first()
    if row is None:  # or one of a mailing, which `mailings.handing` sends
        return None
    if row.state == "sending" and job is not None and row.job == job:
        lose(row, now)  # this job ran before, and its worker was killed
    kind = kinds.find(row.kind)
    if row.state != "waiting" or kind is None:  # another edition knows what it is, and the sweep asks again
        return None
    if now > row.made + kind.lasts:
        _withhold(row, kind, "over", now)
        return None
    if later := _not_before(row, kind, now):
        _put_off(row, kind, later)
        return None
    made = preparing.prepare(row, kind, now)
    if isinstance(made, str):
        _withhold(row, kind, made, now)
        return None
    if not step(row, "claim", claimed=now, job=job, attempts=F("attempts") + 1, message_id=made.message_id,
                language=made.language, next_try=None):  # fmt: skip
        return None
    row.attempts += 1
    return Claimed(kind, preparing.due_of(row), made)


def _not_before(row: rows.Message, kind: kinds.Kind, now: datetime) -> datetime | None:
    """When quiet hours or a gateway's rest are over; None where it may go now."""
    if kind.urgent:
        return None
    moments = [preparing.quiet_until(row, kind, now), gateways.resting_until(row.way, now=now)]
    return max((moment for moment in moments if moment is not None), default=None)


def _put_off(row: rows.Message, kind: kinds.Kind, at: datetime) -> None:
    rows.Message.objects.filter(pk=row.pk, state="waiting").update(next_try=at)
    jobs.defer(row.pk, urgent=kind.urgent, at=at)


def _withhold(row: rows.Message, kind: kinds.Kind, reason: str, now: datetime) -> None:
    """Not sent, with the reason; what nobody could be reached with in time has failed."""
    tried = row.attempts > 0 and reason == "over" and now > row.made + kind.lasts
    if step(row, "give_up" if tried else "withhold", **({} if tried else {"answer": reason})) and tried:
        tell(kind, preparing.due_of(row), "given_up")


def lose(row: rows.Message, now: datetime) -> None:
    """Its worker is gone: perhaps it was sent. Where twice is better than never it waits again."""
    kind = kinds.find(row.kind)
    if not step(row, "lose", job=None) or kind is None:
        return
    tell(kind, preparing.due_of(row), "perhaps_sent")
    again = kind.again
    if not kind.twice or row.attempts >= again.attempts:
        return
    # At once the first time: a worker was killed. A gateway that cuts off each time is left longer and longer.
    pause = wait(row.attempts - 2, chance=CHANCE.random(), first=again.first, longest=again.longest)
    at = now + pause if row.attempts > 1 else now
    if step(row, "again", next_try=at) and row.mailing_id is None:
        jobs.defer(row.pk, urgent=kind.urgent, at=at if at > now else None, once=True)


def attempt(claimed: Claimed, carry: Carry) -> Came:
    """Send it, outside of any transaction, and with an answer for whatever a gateway does."""
    try:
        return Came("send", "sent", carried=carry(claimed.letter))
    except NotSent as error:
        came = _refused(claimed, error)
        return replace(came, carried=Carried(gone=error.gone))
    except Exception as error:  # ours or a library's: nobody knows how far it came
        log.exception("Message %s: nobody knows whether it was sent.", claimed.due.id)
        return Came("lose", "perhaps_sent", type(error).__name__)


def _refused(claimed: Claimed, error: NotSent) -> Came:
    if isinstance(error, Unsure):
        return Came("lose", "perhaps_sent", str(error))
    if isinstance(error, NoWay):
        return Came("turn_back", "not_set_up", error.reason)
    again, nobody = claimed.kind.again, isinstance(error, Nobody)
    if not isinstance(error, NotNow) or claimed.attempt >= again.attempts:
        return Came("refuse", "given_up", str(error), nobody=nobody)
    pause = wait(claimed.attempt - 1, chance=CHANCE.random(), first=again.first, longest=again.longest)
    return Came("put_off", "failed", str(error), max(pause, error.after or pause), nobody)


def _write_down(claimed: Claimed, came: Came, now: datetime) -> None:
    gateways.note(
        claimed.due.way, refused=came.nobody, answer=fit(came.answer), now=now, heard=came.action != "lose"
    )
    devices.drop(device_ids=came.carried.gone)
    devices.used(device_ids=came.carried.took, now=now)
    row = rows.Message.objects.filter(pk=claimed.due.id, attempts=claimed.attempt).first()
    if row is None:
        return
    if came.action == "lose":
        rows.Message.objects.filter(pk=row.pk).update(answer=fit(came.answer))
        lose(row, now)
        return
    at = now + came.after if came.after is not None else None
    fields = {"answer": fit(came.answer), "next_try": at} | ({"sent": now} if came.action == "send" else {})
    if not step(row, came.action, **fields):
        return
    hold_back(claimed, came, now)
    if at is not None:
        jobs.defer(row.pk, urgent=claimed.kind.urgent, at=at)
    capturing.capture(claimed.letter, message_id=row.pk, action=came.action, now=now)
    tell(claimed.kind, claimed.due, came.result)


def hold_back(claimed: Claimed, came: Came, now: datetime) -> None:
    """Nothing more that isn't a must to an address that a mail server refuses for good."""
    if came.action == "refuse" and claimed.due.way == "email" and not came.nobody and rules.is_hard(came.answer):
        to = claimed.letter.email
        suppression.suppress(address=to, reason="bounce", now=now, answer=fit(came.answer))


def fit(answer: str) -> str:
    """What a gateway said, without the address that it likes to repeat."""
    return " ".join(_ADDRESS.sub("…", answer).split())[:LONGEST_ANSWER]


def tell(kind: kinds.Kind, due: kinds.Due, result: str) -> None:
    """Let a kind hear what became of its message, in the running transaction."""
    if kind.tell is not None:
        kind.tell(due, result, due.attempts)


@nightly("*/5 * * * *", name="kokong.sending.sweep")
def sweep(_part: str) -> None:
    """What was cut off long ago is perhaps sent; what should have gone out and has no job gets one."""
    now = timezone.now()
    for row in rows.Message.objects.filter(state="sending", claimed__lt=now - rules.CUT_OFF):
        _lose_alone(row, now)
    waiting = rows.Message.objects.filter(state="waiting", mailing=None, made__gt=now - rules.FORGOTTEN)
    late = now - rules.OVERDUE
    lost = waiting.filter(next_try__lt=late) | waiting.filter(next_try=None, made__lt=late)
    for number, code in lost.values_list("pk", "kind"):
        kind = kinds.find(code)
        jobs.defer(number, urgent=kind is not None and kind.urgent, once=True)


def _lose_alone(row: rows.Message, now: datetime) -> None:
    """One that can't be written down stops no other."""
    try:
        with transaction.atomic():
            lose(row, now)
    except Exception:
        log.exception("Message %s was cut off, which could not be written down.", row.pk)
