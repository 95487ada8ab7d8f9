"""Tasks as lists and counts. A person sees the kinds that their roles see to."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, QuerySet

from kokong.kernel import retention
from kokong.people import api as people

from . import kinds, rules
from . import models as rows
from .values import Task

WHOSE: Final = ("all", "free", "mine")


@dataclass(frozen=True)
class Wanted:
    """Which tasks: of one kind or all, waiting or ended, everybody's, nobody's, or one's own."""

    kind: str = ""
    ended: bool = False
    whose: str = "all"


def tasks(*, actor: people.Actor, wanted: Wanted = Wanted(), limit: int = 500, start: int = 0) -> tuple[Task, ...]:
    """Tasks that this person sees: those waiting longest first, those ended last first."""
    found = _found(actor, wanted).order_by(*(("-ended_at", "-pk") if wanted.ended else ("opened", "pk")))
    return tuple(_value(row) for row in found[start : start + limit])


def count(*, actor: people.Actor, wanted: Wanted = Wanted()) -> int:
    """How many."""
    return _found(actor, wanted).count()


def overdue(*, now: datetime) -> tuple[Task, ...]:
    """What waits and should have been done by now, the longest overdue first; of every kind."""
    found = rows.Task.objects.filter(state__in=rules.WAITING, due__lt=now).order_by("due", "pk")
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
    return Task(
        id=row.pk,
        kind=kinds.kind(row.kind),
        dwelling_id=row.dwelling_id,
        opened=row.opened,
        due=row.due,
        state=row.state,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        answer=row.answer,
        kept=retention.until(row) if row.ended_at else (),
    )
