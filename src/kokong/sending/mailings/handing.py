"""A batch of a mailing: reserved together, claimed, sent and written down one by one, over one connection.

Each message is claimed by an update that is committed before a mail server hears of it, in the same transaction
that writes down the one before. A worker that is killed leaves one message `sending`, then *perhaps sent*; the
others of its batch are only reserved, and go by the next. See decision 91.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, F
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from kokong.kernel import tenancy
from kokong.kernel.retrying import AGAIN

from .. import channels, delivery, devices, gateways, pacing, posting, preparing, rules
from .. import models as rows
from ..channels.values import Carry, Letter
from ..delivery import Came, Claimed
from ..outbox import capturing
from . import claiming, jobs, looking, passing, reserving

AT_ONCE: Final = 50
FRESH: Final = timedelta(seconds=5)
"""What was asked about consent and addresses longer ago is asked again before anything is sent."""


@dataclass
class Tally:
    """What gateways answered to a batch."""

    answers: str = ""
    later: Counter[str] = field(default_factory=Counter)
    took: set[str] = field(default_factory=set)

    def add(self, row: rows.Message, came: Came) -> None:
        """Count one answer. Nothing where the gateway was away, or nobody knows."""
        if came.action == "send":
            self.answers += rules.TAKEN
            self.took.add(row.domain)
        elif came.action == "refuse" and not came.nobody:
            self.answers += rules.REFUSED
        elif came.action == "put_off" and not came.nobody and row.domain:
            self.later[row.domain] += 1


@app.task(name=jobs.HAND_OUT, queue=jobs.QUEUE, retry=AGAIN, pass_context=True)
def hand_out_job(context: JobContext, *, municipality_id: int, mailing_id: int, lane: int) -> None:
    """Send one batch, and let the lane go on where more waits."""
    number = context.job.id if context.job else None
    hand_out(municipality_id=municipality_id, mailing_id=mailing_id, lane=lane, job=number or -lane - 1)


def hand_out(*, municipality_id: int, mailing_id: int, lane: int, job: int) -> None:
    """Send one batch of a mailing. Opens the scopes that it needs."""
    with tenancy.scope(municipality_id=municipality_id):
        batch = reserving.reserve(mailing_id, job=job, now=timezone.now())
    if batch is None:
        return
    work = _Batch(municipality_id, batch)
    with channels.many() as carry:
        work.send(carry)
    with tenancy.scope(municipality_id=municipality_id):
        work.write_down(timezone.now())
        reserving.release(mailing_id, job=job)
        pacing.note(work.tally.later, taken=frozenset(work.tally.took), now=timezone.now())
        passing.after(batch.mailing, work.tally.answers, lane=lane, now=timezone.now())


class _Batch:
    """The messages that one job has reserved, on their way out."""

    def __init__(self, municipality_id: int, batch: reserving.Batch) -> None:
        self._municipality_id, self._batch = municipality_id, batch
        self._waiting = list(batch.messages)
        self._looked_at: datetime | None = None
        self._ready: list[tuple[rows.Message, Letter]] = []
        self._under_way: tuple[rows.Message, Claimed, Came] | None = None
        self.tally = Tally()
        self._noted = False

    def send(self, carry: Carry) -> None:
        """One by one, until all are sent, or the mailing stands still, or the gateway rests."""
        while claimed := self._next(timezone.now()):
            row, one = claimed
            came = delivery.attempt(one, lambda letter, _next=None: carry(letter, self._following()))
            self._under_way = row, one, came
            self.tally.add(row, came)

    def _following(self) -> Letter | None:
        """Which letter is likely the next: a mail server is told while it takes the one before."""
        return self._ready[0][1] if self._ready else None

    def _next(self, now: datetime) -> tuple[rows.Message, Claimed] | None:
        """Write down the one before and claim the next, in one transaction."""
        if found := self._quickly(now):
            return found
        with tenancy.scope(municipality_id=self._municipality_id):
            resting = self.write_down(now)
            while not resting and self._prepare(now):
                row, letter = self._ready.pop(0)
                if _claim(row, letter, job=self._batch.job, now=now):
                    return row, self._claimed(row, letter)
                if not reserving.is_running(self._batch.mailing.pk):
                    return None
        return None

    def _quickly(self, now: datetime) -> tuple[rows.Message, Claimed] | None:
        """The same in one round trip, where the one before is plain and the next is ready; else None."""
        if self._under_way is None or not self._ready or self._is_stale(now) or not self._noted:
            return None
        row, claimed, came = self._under_way
        if claimed.kind.tell is not None or capturing.captures() or not claiming.is_plain(row, came):
            return None
        following = self._ready[0]
        written, taken = claiming.go_on(
            (row, came), following, municipality_id=self._municipality_id, job=self._batch.job, now=now
        )
        if written:
            self._under_way = None
        if not taken:
            return None  # the mailing stands still, or somebody else has it: `_next` finds out
        self._ready.pop(0)
        if not written:  # this worker was slow, and the message before called lost
            with tenancy.scope(municipality_id=self._municipality_id):
                self.write_down(now)
        return following[0], self._claimed(*following)

    def _claimed(self, row: rows.Message, letter: Letter) -> Claimed:
        return Claimed(self._batch.kind, preparing.due_of(row), letter)

    def _is_stale(self, now: datetime) -> bool:
        """Whether what is ready was asked about too long ago."""
        return self._looked_at is not None and now - self._looked_at > FRESH

    def _prepare(self, now: datetime) -> bool:
        """Have a message ready that was asked about within seconds; whether there is one."""
        if self._is_stale(now):
            self._waiting = [row for row, _letter in self._ready] + self._waiting
            self._ready = []
        while not self._ready and self._waiting:
            some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            self._looked_at = now
            for row, found in zip(some, looking.look(some, self._batch.kind, now), strict=True):
                if isinstance(found, Letter):
                    self._ready.append((row, found))
                else:
                    _set_aside(row, found)
        return bool(self._ready)

    def write_down(self, now: datetime) -> bool:
        """What became of the one before; whether its gateway is left alone since."""
        if self._under_way is None:
            return False
        (row, claimed, came), self._under_way = self._under_way, None
        if came.nobody or not self._noted:
            gateways.note(row.way, refused=came.nobody, answer=delivery.fit(came.answer), now=now,
                          heard=came.action != "lose")  # fmt: skip
        self._noted = not came.nobody
        _write(row, claimed, came, now)
        return came.nobody and gateways.resting_until(row.way, now=now) is not None


def _claim(row: rows.Message, letter: Letter, *, job: int, now: datetime) -> bool:
    """Under way by this worker alone, if it still waits and its mailing goes on."""
    going = rows.Mailing.objects.filter(pk=row.mailing_id or 0, state="running")
    mine = rows.Message.objects.filter(Exists(going), pk=row.pk, state="waiting", job=job, attempts=row.attempts)
    if not mine.update(
        state="sending", attempts=F("attempts") + 1, claimed=now, next_try=None,
        message_id=letter.message_id, language=letter.language,
        parts=claiming.parts(row, letter),
    ):  # fmt: skip
        return False
    claiming.take(row, letter)
    return True


def _set_aside(row: rows.Message, found: str | datetime) -> None:
    """Not sent, with the reason; or not yet."""
    if isinstance(found, datetime):
        rows.Message.objects.filter(pk=row.pk, state="waiting").update(next_try=found, job=None)
    else:
        delivery.step(row, "withhold", answer=found)


def _write(row: rows.Message, claimed: Claimed, came: Came, now: datetime) -> None:
    if came.action == "lose":
        rows.Message.objects.filter(pk=row.pk).update(answer=delivery.fit(came.answer))
        delivery.lose(row, now)
        return
    devices.drop(device_ids=came.carried.gone)
    devices.used(device_ids=came.carried.took, now=now)
    at = now + came.after if came.after is not None else None
    fields: dict[str, Any] = {"answer": delivery.fit(came.answer), "next_try": at, "job": None}
    if not _step(row, came.action, **fields | ({"sent": now} if came.action == "send" else {})):
        return
    delivery.hold_back(claimed, came, now)
    if row.way == "page" and row.user_id is not None:
        posting.notify(user_id=row.user_id)
    capturing.capture(claimed.letter, message_id=row.pk, action=came.action, now=now)
    delivery.tell(claimed.kind, claimed.due, came.result)


def _step(row: rows.Message, action: str, **fields: object) -> bool:
    """A slow worker's message may have been called lost meanwhile; what became of it is known all the same."""
    if delivery.step(row, action, **fields):
        return True
    row.state = "perhaps"
    return delivery.step(row, action, **fields)
