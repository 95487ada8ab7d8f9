"""Carry out a move of `states.py`: a conditional update, its history, a line of the log and an event, or nothing.

The update asks for the state that was seen, so of two people who press at once one is told what it is now.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from . import audit, events, tenancy
from .errors import UserError
from .models import Move as Row
from .states import States

SENTENCE: Final = 400
PEOPLE: Final = ("police", "municipality")


@dataclass(frozen=True)
class Move:
    """One step that a row took. `by` is None for the system, and once retention has forgotten who it was."""

    subject: str
    subject_id: int
    before: str
    action: str
    after: str
    at: datetime
    by: int | None
    reason: str
    public: str


class MoveRefused(UserError):
    """The row is not in a state for this, any more; nothing was changed. `state` is what it is in now."""

    status: ClassVar[int] = 409

    def __init__(self, message: str, *, state: str) -> None:
        super().__init__(message)
        self.state = state


class NotYours(UserError):
    """Whoever acts may not do this; nothing was changed."""

    status: ClassVar[int] = 403


def move(
    row: Any,
    action: str,
    *,
    states: States,
    now: datetime,
    reason: str = "",
    public: str = "",
    words: Mapping[str, str | Promise] | None = None,
    changes: Mapping[str, Any] | None = None,
    field: str = "state",
    roles: Set[str] | None = None,
    tell: Callable[[Move], object] | None = None,
) -> Move:
    """Do `action` to a row: its state and `changes` are written, with who, when and why, in one transaction.

    Who acts and with which roles is read from the scope; `roles` are those they have on this row
    (`Actor.roles_on`). `public` is the sentence for the public; `words` the
    states as people read them; `tell` makes the event, e.g. `lambda move: SignMoved(move.subject_id)`.
    Afterwards `row` says what the database does. Raises MoveRefused where the state doesn't allow it or somebody
    was faster, NotYours, and UserError where a sentence for the public is missing or one is too long.
    """
    before = str(getattr(row, field))
    after = states.after(before, action)
    if after is None:
        raise _refused(before, words)
    _check(states, action, before, roles=roles, reason=reason, public=public)
    with transaction.atomic():
        _update(row, field, before, {field: after, **(changes or {})}, words)
        done = _write(states.subject, row.pk, (before, action, after), now, reason.strip(), public.strip())
        if tell is not None:
            events.emit(tell(done))
    for name, value in {field: after, **(changes or {})}.items():
        setattr(row, name, value)
    return done


def history(*, subject: str, subject_id: int) -> tuple[Move, ...]:
    """What a row went through, the first move first."""
    rows = Row.objects.filter(subject=subject, subject_id=subject_id).order_by("at", "pk")
    return tuple(_move(row) for row in rows)


def _check(states: States, action: str, before: str, *, roles: Set[str] | None, reason: str, public: str) -> None:
    scope = tenancy.current()
    if scope.authority in PEOPLE and not states.may(
        action, before, frozenset(scope.roles) if roles is None else roles
    ):
        raise NotYours(_("Your role does not include this. Nothing was changed."))
    if action in states.public and not public.strip():
        raise UserError(_("Say in a sentence what the public may know. Nothing was changed."))
    if max(len(reason), len(public)) > SENTENCE:
        raise UserError(_("At most %(n)s characters, please. Nothing was changed.") % {"n": SENTENCE})


def _update(
    row: Any, field: str, before: str, values: Mapping[str, Any], words: Mapping[str, str | Promise] | None
) -> None:
    rows = type(row)._base_manager
    if not rows.filter(**{"pk": row.pk, field: before}).update(**values):
        now = rows.filter(pk=row.pk).values_list(field, flat=True).first()
        raise _refused("" if now is None else str(now), words)


def _refused(state: str, words: Mapping[str, str | Promise] | None) -> MoveRefused:
    if not state:
        return MoveRefused(_("It is no longer there. Nothing was changed."), state="")
    said = str((words or {}).get(state, state))
    return MoveRefused(_("It is now: %(state)s. Nothing was changed.") % {"state": said}, state=state)


def _write(
    subject: str, subject_id: int, step: tuple[str, str, str], now: datetime, reason: str, public: str
) -> Move:
    before, action, after = step
    done = Move(subject, subject_id, before, action, after, now, tenancy.current().user_id, reason, public)
    Row.objects.create(**vars(done))
    detail = {"from": before, "to": after}
    audit.record(action=f"{subject}.{action}", subject=subject, subject_id=subject_id, detail=detail)
    return done


def _move(row: Row) -> Move:
    return Move(
        row.subject, row.subject_id, row.before, row.action, row.after, row.at, row.by, row.reason, row.public
    )
