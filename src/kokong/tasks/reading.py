"""Tasks as lists and counts. A person sees the kinds that their roles see to."""

from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Case, Count, DateField, Q, QuerySet, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from kokong.kernel import retention
from kokong.people import api as people

from . import kinds, rules
from . import models as rows
from .values import Task

WHOSE: Final = ("all", "free", "mine")
PRESSES: Final = timedelta(days=1)


@dataclass(frozen=True)
class Wanted:
    """Which tasks: of one kind or all, waiting or ended, everybody's, nobody's, or one's own."""

    kind: str = ""
    ended: bool = False
    whose: str = "all"


@dataclass(frozen=True)
class ByDay:
    """How many tasks of a kind wait for a day; without one for no day."""

    by: date | None
    kind: kinds.Kind
    count: int


def tasks(
    *,
    actor: people.Actor,
    wanted: Wanted = Wanted(),
    limit: int = 500,
    start: int = 0,
    now: datetime | None = None,
) -> tuple[Task, ...]:
    """Tasks that this person sees: those waiting longest first, those ended last first.

    With `now`, before all others those that press by then: due within a day, or to be reminded of.
    """
    found = _found(actor, wanted)
    order: tuple[str, ...] = ("-ended_at", "-pk") if wanted.ended else ("opened", "pk")
    if now is not None and not wanted.ended:
        press = Q(due__lte=now + PRESSES) | Q(remind__lte=timezone.localdate(now))
        found, order = found.annotate(rests=Case(When(press, then=0), default=1)), ("rests", *order)
    return tuple(_value(row) for row in found.order_by(*order)[start : start + limit])


def task(*, task_id: int) -> Task | None:
    """One task; None where there is none of this number."""
    codes = [kind.code for kind in kinds.everyone()]
    row = rows.Task.objects.filter(pk=task_id, kind__in=codes).first()
    return _value(row) if row else None


def waiting(*, source: str) -> dict[str, int]:
    """What waits of what stems from one kind of row: the tasks by the numbers of those rows. For flows."""
    found = rows.Task.objects.filter(source=source, state__in=rules.WAITING)
    return dict(found.values_list("source_id", "pk"))


def done(*, source: str, ids: Collection[str]) -> frozenset[str]:
    """Which of these rows' tasks somebody has done. For flows."""
    found = rows.Task.objects.filter(source=source, source_id__in=ids, state="done")
    return frozenset(found.values_list("source_id", flat=True))


def by_day(*, actor: people.Actor, since: date, until: date) -> tuple[ByDay, ...]:
    """How many wait of each kind by the days from `since` up to `until` when they are due, or brought to mind.

    Those that have no day come last, with None.
    """
    due = Coalesce(TruncDate("due"), "remind", output_field=DateField())
    found = _found(actor, Wanted()).annotate(day=due).filter(Q(day=None) | Q(day__gte=since, day__lt=until))
    counted = found.order_by("day", "kind").values_list("day", "kind").annotate(Count("pk"))
    return tuple(ByDay(day, kinds.kind(code), number) for day, code, number in counted)


def count(*, actor: people.Actor, wanted: Wanted = Wanted()) -> int:
    """How many."""
    return _found(actor, wanted).count()


def overdue(*, now: datetime) -> tuple[Task, ...]:
    """What waits and should have been done by now, the longest overdue first; of every kind."""
    codes = [kind.code for kind in kinds.everyone()]  # a measure that is no longer there sees to nothing
    found = rows.Task.objects.filter(kind__in=codes, state__in=rules.WAITING, due__lt=now).order_by("due", "pk")
    return tuple(_value(row) for row in found)


def at(*, dwelling_id: int, roles: Set[str]) -> tuple[Task, ...]:
    """What waits at one home for people with these roles, the longest first."""
    codes = [kind.code for kind in kinds.seen_by(roles)]
    found = rows.Task.objects.filter(dwelling_id=dwelling_id, kind__in=codes, state__in=rules.WAITING)
    return tuple(_value(row) for row in found.order_by("opened", "pk"))


def counts(*, actor: people.Actor) -> dict[str, int]:
    """How many wait, by kind; kinds of which none waits aren't there."""
    found = _found(actor, Wanted()).order_by("kind").values_list("kind").annotate(Count("pk"))
    return dict(found)


def _found(actor: people.Actor, wanted: Wanted) -> QuerySet[rows.Task]:
    codes = {kind.code for kind in kinds.seen_by(actor.roles)}
    found = rows.Task.objects.filter(
        kind__in=codes & {wanted.kind} if wanted.kind else codes,
        state__in=rules.ENDED if wanted.ended else rules.WAITING,
    )
    if wanted.whose == "free":
        return found.filter(taken_by=None)
    return found.filter(taken_by=actor.user_id) if wanted.whose == "mine" else found


def _value(row: rows.Task) -> Task:
    about = kinds.kind(row.kind).about
    return Task(
        id=row.pk,
        kind=kinds.kind(row.kind),
        dwelling_id=row.dwelling_id,
        opened=row.opened,
        due=row.due,
        remind=row.remind,
        state=row.state,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        answer=row.answer,
        about=about(row.source_id) if about else "",
        kept=retention.until(row) if row.ended_at else (),
    )
