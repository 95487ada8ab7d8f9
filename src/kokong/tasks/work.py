"""Tasks opened, taken, done. Each move is one conditional update, so that of two people one is first."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.people import api as people

from . import kinds, rules
from . import models as rows
from .values import Refused, TaskMissing


def open_task(
    *,
    kind: str,
    source: str,
    source_id: str,
    dwelling_id: int | None = None,
    due: datetime | None = None,
    now: datetime,
) -> int:
    """Open a task, once for each `(source, source_id)`; its number. Told again it changes nothing.

    Raises KeyError for a kind that nobody has declared.
    """
    row, fresh = rows.Task.objects.get_or_create(
        source=source,
        source_id=source_id,
        defaults={"kind": kinds.kind(kind).code, "dwelling_id": dwelling_id, "due": due, "opened": now},
    )
    if fresh:
        audit.record(action="task.opened", subject="task", subject_id=row.pk, detail={"kind": kind})
    return int(row.pk)


def withdraw(*, source: str, source_id: str, now: datetime) -> bool:
    """Take back a task that isn't ended, because what it stems from is gone. False where there is none."""
    row = rows.Task.objects.filter(source=source, source_id=source_id).first()
    return row is not None and _move(row, "withdraw", ended_at=now)


def settle(*, source: str, source_id: str, answer: str, now: datetime) -> bool:
    """A task is done by what happened in its own room; nobody is said to have ended it. False where none waits."""
    row = rows.Task.objects.filter(source=source, source_id=source_id).first()
    return row is not None and _move(row, "finish", ended_at=now, answer=_fit(answer))


def assign(*, source: str, source_id: str, user_id: int | None, now: datetime) -> bool:
    """Let somebody have what stems from a row, whoever had it before; None for anybody. False where none waits.

    For rooms in which it is decided who sees to something; whoever is given it finds it among their own.
    """
    had = {"taken_by": user_id, "taken_at": None if user_id is None else now}
    state: rules.State = "open" if user_id is None else "taken"
    found = rows.Task.objects.filter(source=source, source_id=source_id, state__in=rules.WAITING)
    row = found.first()
    if row is None or row.taken_by == user_id:
        return row is not None
    found.update(state=state, **had)
    audit.record(action=f"task.{state}", subject="task", subject_id=row.pk, detail={"kind": row.kind})
    return True


@transaction.atomic
def take(*, task_id: int, actor: people.Actor, now: datetime) -> None:
    """Take a task upon oneself; again it changes nothing. Raises TaskMissing; Refused where somebody was first."""
    row = _seen(task_id, actor)
    if row.state == "taken" and row.taken_by == actor.user_id:
        return
    _must(row, "take", taken_by=actor.user_id, taken_at=now)


@transaction.atomic
def give_back(*, task_id: int, actor: people.Actor) -> None:
    """Let somebody else have it: also what a colleague has taken, who may be away. Raises TaskMissing, Refused."""
    _must(_seen(task_id, actor), "give_back", taken_by=None, taken_at=None)


@transaction.atomic
def finish(*, task_id: int, actor: people.Actor, answer: str = "", now: datetime) -> None:
    """It is done, with a sentence where there is something to say. Raises TaskMissing, Refused."""
    ended = {"ended_by": actor.user_id, "ended_at": now, "answer": _fit(answer)}
    _must(_seen(task_id, actor), "finish", **ended)


@transaction.atomic
def drop(*, task_id: int, actor: people.Actor, answer: str, now: datetime) -> None:
    """It need not be done, for a reason. Raises TaskMissing, and Refused without a reason."""
    if not answer.strip():
        raise Refused(_("Say in a few words why. Nothing was changed."))
    ended = {"ended_by": actor.user_id, "ended_at": now, "answer": _fit(answer)}
    _must(_seen(task_id, actor), "drop", **ended)


@transaction.atomic
def remind(*, task_id: int, actor: people.Actor, on: date | None, now: datetime) -> None:
    """Bring a task to mind on a day, or no more. Raises TaskMissing; Refused for a day that is over, or an end."""
    if on is not None and on < timezone.localdate(now):
        raise Refused(_("That day is over. Nothing was changed."))
    row = _seen(task_id, actor)
    changed = rows.Task.objects.filter(pk=row.pk, state__in=rules.WAITING).update(remind=on)
    if not changed:
        raise Refused(_("Somebody has changed this task meanwhile. See how it stands now."))
    audit.record(action="task.reminder", subject="task", subject_id=row.pk, detail={"kind": row.kind})


@transaction.atomic
def reopen(*, task_id: int, actor: people.Actor) -> None:
    """It was ended by mistake. Raises TaskMissing, Refused."""
    fresh = {"taken_by": None, "taken_at": None, "ended_by": None, "ended_at": None, "answer": ""}
    _must(_seen(task_id, actor), "reopen", **fresh)


def _fit(answer: str) -> str:
    answer = answer.strip()
    if len(answer) > rules.LONGEST_ANSWER:
        raise Refused(_("At most %(n)d letters. Nothing was changed.") % {"n": rules.LONGEST_ANSWER})
    return answer


def _seen(task_id: int, actor: people.Actor) -> rows.Task:
    codes = [kind.code for kind in kinds.seen_by(actor.roles)]
    row = rows.Task.objects.filter(pk=task_id, kind__in=codes).first()
    if row is None:
        raise TaskMissing(_("There is no such task."))
    return row


def _must(row: rows.Task, move: rules.Move, **fields: object) -> None:
    if not _move(row, move, **fields):
        raise Refused(_("Somebody has changed this task meanwhile. See how it stands now."))


def _move(row: rows.Task, move: rules.Move, **fields: object) -> bool:
    """Only from a state that the move leads on from, whatever it was when it was read."""
    state = rules.after(row.state, move)
    if state is None:
        return False
    changed = rows.Task.objects.filter(pk=row.pk, state=row.state).update(state=state, **fields)
    if changed:
        audit.record(action=f"task.{state}", subject="task", subject_id=row.pk, detail={"kind": row.kind})
    return bool(changed)
