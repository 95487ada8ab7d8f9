"""Meetings planned, announced, moved, held and cancelled. Whoever is invited is told by `telling`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit, moves
from kokong.kernel.events import emit
from kokong.people import api as people

from . import drafting, freeing, kinds, reading, rules, seats, telling, words
from . import models as rows
from .events import MeetingCancelled
from .kinds import Because
from .values import Draft, Meeting, Refused

TIME = ("begins", "lasts")


@transaction.atomic
def plan(
    *,
    kind: str,
    draft: Draft,
    because: Because | None = None,
    follows: int | None = None,
    actor: people.Actor,
    now: datetime,
) -> int:
    """Write down a meeting, as a draft that nobody is told of; its number. `follows` is one it is made from.

    Raises Refused, and KeyError for a kind that nobody has declared.
    """
    sort = kinds.kind(kind)
    if not sort.may_hold(actor, because):
        raise moves.NotYours(_("Your role does not include this. Nothing was changed."))
    before = reading.row_of(follows) if follows is not None else None
    subject, subject_id = because or ("", None)
    row = rows.Meeting.objects.create(
        **drafting.fit(draft), kind=kind, subject=subject, subject_id=subject_id, follows=before, made=now,
        made_by=actor.user_id, changed=now,
    )  # fmt: skip
    audit.record(action="meeting.planned", subject="meeting", subject_id=row.pk, detail={"kind": kind})
    return row.pk


@transaction.atomic
def change(*, meeting_id: int, draft: Draft, actor: people.Actor, now: datetime) -> Meeting:
    """Correct what is written of a meeting. Once it is announced its time and place are changed by `move` alone.

    More places let those who wait move up; fewer take nobody's away. Raises MeetingMissing, Refused, NotYours.
    """
    row = mine(meeting_id, actor)
    fields = drafting.fit(draft)
    if row.state == "cancelled":
        raise Refused(_("This meeting is cancelled. Plan a new one. Nothing was changed."))
    if row.state != "draft":
        kept = {name: getattr(row, name) for name in (*TIME, "place")}
        if any(fields[name] != value for name, value in kept.items()):
            raise Refused(_("People know when and where this meeting is. Move it, so that they are told."))
    _update(row, fields | {"changed": now})
    audit.record(action="meeting.changed", subject="meeting", subject_id=row.pk, detail={"kind": row.kind})
    seats.move_up(row, now=now)
    return reading.of(row)


@transaction.atomic
def announce(*, meeting_id: int, actor: people.Actor, now: datetime) -> Meeting:
    """Tell everybody who is invited.

    Raises MeetingMissing, MoveRefused, NotYours; Refused for a time that is over.
    """
    row = mine(meeting_id, actor)
    if row.begins <= now:
        raise Refused(_("Its time is over. Choose another one first. Nothing was changed."))
    due = rules.reminded(row.begins, kinds.kind(row.kind).remind, now=now)
    _move(row, "announce", now=now, changes={"announced": now, "reminded": due})
    telling.invite(row, now=now)
    return reading.of(row)


@transaction.atomic
def move(
    *,
    meeting_id: int,
    begins: datetime | None = None,
    lasts: int | None = None,
    place: str | None = None,
    fold: int | None = None,
    said: str,
    actor: people.Actor,
    now: datetime,
) -> Meeting:
    """Hold it at another time or place, and tell everybody who has not said no, with a sentence.

    `begins` is a wall time there (see `Draft`). What they answered stays, and they may change it. Raises
    MeetingMissing, MoveRefused, NotYours; Refused where nothing changes, or the new time is over.
    """
    row = mine(meeting_id, actor)
    fields: dict[str, Any] = {
        "begins": drafting.begins(begins, fold=fold) if begins is not None else row.begins,
        "lasts": lasts if lasts is not None else row.lasts,
        "place": drafting.line(place, field="place") if place is not None else row.place,
    }
    _worth_telling(row, fields, now=now)
    before, after = [getattr(row, name) for name in TIME], [fields[name] for name in TIME]
    number = rules.sequence(row.sequence, before=before, after=after)
    due = rules.reminded(fields["begins"], kinds.kind(row.kind).remind, now=now)
    changes = {**fields, "sequence": number, "said": said.strip(), "changed": now, "reminded": due}
    _move(row, "move", now=now, public=said, changes=changes)
    telling.moved(row, now=now)
    late = [each for each in row.speakers.all() if not each.begins <= row.begins < each.ends]
    freeing.release(row, late, now=now)
    return reading.of(row)


@transaction.atomic
def hold(*, meeting_id: int, actor: people.Actor, now: datetime) -> Meeting:
    """Say that it was held, with whoever is counted by now.

    Raises MeetingMissing, MoveRefused, NotYours; Refused before it begins.
    """
    row = mine(meeting_id, actor)
    if row.state in rules.COMING and not rules.may_hold(state=row.state, begins=row.begins, now=now):
        raise Refused(_("It has not begun yet. Nothing was changed."))
    _move(row, "hold", now=now, changes={"ended": now})
    return reading.of(row)


@transaction.atomic
def cancel(*, meeting_id: int, said: str, actor: people.Actor, now: datetime) -> Meeting:
    """Not hold it, and tell everybody who has not said no, with a sentence; speakers are free again.

    Raises MeetingMissing, MoveRefused, NotYours, UserError without a sentence.
    """
    row = mine(meeting_id, actor)
    known = row.state in rules.COMING
    number = row.sequence + int(known)
    changes = {"sequence": number, "said": said.strip(), "ended": now, "changed": now}
    _move(row, "cancel", now=now, public=said, changes=changes)
    if known:
        telling.cancelled(row, now=now)
    freeing.release(row, row.speakers.all(), now=now)
    emit(MeetingCancelled(row.pk, row.kind, row.subject, row.subject_id))
    return reading.of(row)


def mine(meeting_id: int, actor: people.Actor) -> rows.Meeting:
    """The row of a meeting that somebody may hold, locked. Raises MeetingMissing, NotYours."""
    row = reading.row_of(meeting_id, lock=True)
    sort, because = kinds.kind(row.kind), reading.because_of(meeting_id=meeting_id)
    if not sort.may_see(actor, because):
        raise reading.missing()
    if not sort.may_hold(actor, because):
        raise moves.NotYours(_("Your role does not include this. Nothing was changed."))
    return row


def _worth_telling(row: rows.Meeting, fields: Mapping[str, Any], *, now: datetime) -> None:
    if not rules.SHORTEST_MIN <= fields["lasts"] <= rules.LONGEST_MIN:
        raise Refused(_("A meeting lasts between ten minutes and a day."), field="lasts")
    if all(getattr(row, name) == value for name, value in fields.items()):
        raise Refused(_("That is when and where it is already. Nothing was changed."), field="begins")
    if fields["begins"] <= now:
        raise Refused(_("That time is over. Nothing was changed."), field="begins")


def _move(
    row: rows.Meeting, action: str, *, now: datetime, public: str = "", changes: Mapping[str, Any] | None = None
) -> None:
    """A move of the table, by somebody who may hold it: `mine` has asked."""
    moves.move(
        row, action, states=rules.MEETING, now=now, public=public, words=words.STATES, changes=changes,
        roles=frozenset({rules.HOLDER}),
    )  # fmt: skip


def _update(row: rows.Meeting, fields: Mapping[str, Any]) -> None:
    rows.Meeting.objects.filter(pk=row.pk).update(**fields)
    for name, value in fields.items():
        setattr(row, name, value)
