"""Messages of a mailing reserved for one job: they stay waiting, and no other job looks at them for a while."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from kokong.kernel import installation

from .. import delivery, gateways, kinds, pacing
from .. import models as rows

BATCH: Final = 100
GATEWAY: Final = ""
"""What our own mail server is called among mail domains."""
LEASE: Final = timedelta(minutes=3)
"""Whoever reserved them and has sent none for so long is gone."""


@dataclass(frozen=True)
class Batch:
    """What one job has reserved."""

    mailing: rows.Mailing
    kind: kinds.Kind
    job: int
    messages: Sequence[rows.Message]


def reserve(mailing_id: int, *, job: int, now: datetime) -> Batch | None:
    """The next messages that may go now, at the pace of their domains; None where the mailing stands still."""
    mailing = rows.Mailing.objects.select_related("municipality").filter(pk=mailing_id, state="running").first()
    kind = kinds.find(mailing.kind) if mailing is not None else None
    if mailing is None or kind is None:
        return None
    _lose_mine(mailing_id, job, now)
    found = list(
        free(mailing_id, now=now).order_by("pk").select_for_update(skip_locked=True, of=("self",))[:BATCH]
    )
    found = _paced([row for row in found if _awake(row, kind, now)], now)
    rows.Message.objects.filter(pk__in=[row.pk for row in found]).update(job=job, claimed=now)
    for row in found:
        row.job, row.mailing = job, mailing
        row.municipality = mailing.municipality
    return Batch(mailing, kind, job, found)


def free(mailing_id: int, *, now: datetime) -> QuerySet[rows.Message]:
    """Messages of a mailing that may be reserved now."""
    mine = Q(job=None) | Q(claimed__lt=now - LEASE)
    due = Q(next_try=None) | Q(next_try__lte=now)
    waiting = rows.Message.objects.filter(mine, due, mailing_id=mailing_id, state="waiting")
    return waiting.exclude(domain__in=pacing.resting(now=now))


def release(mailing_id: int, *, job: int) -> None:
    """What a job has reserved and not sent is there for every other."""
    rows.Message.objects.filter(mailing_id=mailing_id, state="waiting", job=job).update(job=None)


def is_running(mailing_id: int) -> bool:
    """Whether a mailing goes on."""
    return rows.Mailing.objects.filter(pk=mailing_id, state="running").exists()


def _lose_mine(mailing_id: int, job: int, now: datetime) -> None:
    """This job ran before, and its worker was killed: what was under way is perhaps sent, the rest is free."""
    for row in rows.Message.objects.filter(mailing_id=mailing_id, state="sending", job=job):
        delivery.lose(row, now)
    release(mailing_id, job=job)


def _awake(row: rows.Message, kind: kinds.Kind, now: datetime) -> bool:
    """Whether its gateway may be asked; else it waits as long as that rests."""
    until = None if kind.urgent else gateways.resting_until(row.way, now=now)
    if until is not None:
        rows.Message.objects.filter(pk=row.pk).update(next_try=until, job=None)
    return until is None


def _paced(found: Sequence[rows.Message], now: datetime) -> list[rows.Message]:
    """Those that may go now; the others wait for their turn."""
    wanted = Counter(row.domain for row in found if row.domain)
    rates = installation.current().mail.rates({*wanted, GATEWAY})
    moments = pacing.take(wanted | Counter({GATEWAY: wanted.total()}), rates=rates, now=now)
    queues = {name: iter(each) for name, each in moments.items()}
    turns = [(row, _turn(row.domain, queues) or now) for row in found]
    for row, at in turns:
        if at > now:
            rows.Message.objects.filter(pk=row.pk).update(next_try=at, job=None)
    return [row for row, at in turns if at <= now]


def _turn(domain: str, queues: Mapping[str, Iterator[datetime]]) -> datetime | None:
    """When the next letter may go there: at the pace of its domain, and of our own mail server."""
    return max(next(queues[domain]), next(queues[GATEWAY])) if domain else None
