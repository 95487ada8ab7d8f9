"""Paper results typed in at the desk: door by door while one types, or all doors of a round in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.field import api as field
from kokong.kernel import audit

from . import models as rows
from . import rounds, rules, visits
from .values import Refused, RoundMissing

PAPER = UUID("6f0d0a5e-9a43-5d0b-8c56-3f6d5e9c2b11")  # the namespace of client ids made at the desk


@dataclass(frozen=True)
class Line:
    """What a paper list says about one door; of a block also at how many homes it happened, how many letter boxes
    were counted, and whether nothing is left to do there. It stands `instead` of a visit typed in a moment ago;
    without an outcome that one is taken back."""

    door_id: int
    outcome: str
    at: datetime
    follow_ups: tuple[str, ...] = ()
    come_back_at: datetime | None = None
    homes: int = 1
    counted: int | None = None
    finished: bool = False
    instead: UUID | None = None


@dataclass(frozen=True)
class Entered:
    """The visit that a line stands for, None where it only took one back; `new` if it was not stored before."""

    visit: UUID | None
    new: bool


@transaction.atomic
def enter(*, round_id: int, lines: Iterable[Line], walked_by: int, now: datetime) -> list[Entered]:
    """Store what the paper says, in the order of the lines. The same paper twice is stored once.

    Another outcome at the same time as an earlier paper entry corrects that entry. Raises Refused, with
    nothing stored, for a time in the future or before the cocoon was opened, or a door of another round.
    """
    found = rounds.round_of(round_id=round_id)
    if found is None:
        raise RoundMissing(_("There is no such round."))
    doors = {door.id: door for door in rounds.round_doors(round_id=round_id)}
    opened = rows.Cocoon.objects.values_list("opened", flat=True).get(pk=found.cocoon_id)
    entered = []
    for line in lines:
        if line.door_id not in doors:
            raise Refused(_("One of the doors is not on this round. Nothing was saved."))
        if line.outcome:
            _check(line, doors[line.door_id].address, opened, now)
        entered.append(_enter_one(round_id, line, walked_by, now))
    if new := sum(each.new for each in entered):
        audit.record(action="round.typed_in", subject="cocoon", subject_id=found.cocoon_id, detail={"visits": new})
    return entered


def _check(line: Line, address: str, opened: datetime, now: datetime) -> None:
    """Paper has no clock: what cannot be is a slip of the pen."""
    if line.come_back_at is not None and line.come_back_at <= line.at:
        raise Refused(
            _("%(address)s: the time to come back is before the visit. Nothing was saved.") % {"address": address}
        )
    if line.at > now + field.CLOCK_SLACK:
        raise Refused(_("%(address)s: the time is in the future. Nothing was saved.") % {"address": address})
    visits.refuse_early(line.at, opened=opened, address=address)


def _enter_one(round_id: int, line: Line, walked_by: int, now: datetime) -> Entered:
    if line.counted is not None:
        visits.count_homes(door_id=line.door_id, homes=line.counted, at=line.at, now=now)
    entered = _visit(round_id, line, walked_by, now)
    if line.finished:
        visits.finish_door(door_id=line.door_id, finished=True, at=line.at, now=now)
    return entered


def _visit(round_id: int, line: Line, walked_by: int, now: datetime) -> Entered:
    earlier = list(rows.Visit.objects.filter(door_id=line.door_id))
    typed = [visit for visit in rules.standing(earlier) if visit.source == "paper"]
    there = next((visit for visit in typed if _says(visit, line)), None)
    taken = [
        visit
        for visit in typed
        if visit is not there and (visit.client_id == line.instead or (line.outcome and visit.at == line.at))
    ]
    for visit in taken:
        _take_back(visit, line, walked_by, now)
    if not line.outcome:
        return Entered(None, new=False)
    if there is not None:
        visits.add_follow_ups(door_id=line.door_id, kinds=line.follow_ups, user_id=walked_by, at=line.at)
        return Entered(there.client_id, new=False)
    turn = sum(visit.undoes is not None for visit in earlier) + len(taken)
    client_id = uuid5(PAPER, f"{round_id} {line.door_id} {line.outcome} {line.at.isoformat()} {turn}")
    visits.record_visit(
        client_id=client_id,
        door_id=line.door_id,
        outcome=line.outcome,
        at=line.at,
        user_id=walked_by,
        come_back_at=line.come_back_at,
        follow_ups=line.follow_ups,
        source="paper",
        homes=line.homes,
        now=now,
    )
    return Entered(client_id, new=True)


def _says(visit: rows.Visit, line: Line) -> bool:
    """Whether a stored visit says what the line says. One that the line replaces may also wish too much."""
    told = (visit.at, visit.outcome, visit.come_back_at, visit.homes)
    if told != (line.at, line.outcome, line.come_back_at, line.homes):
        return False
    return visit.client_id != line.instead or {
        wish.kind for wish in rows.FollowUp.objects.filter(visit=visit)
    } <= set(line.follow_ups)


def _take_back(visit: rows.Visit, line: Line, walked_by: int, now: datetime) -> None:
    visits.undo_visit(
        client_id=uuid5(PAPER, f"undo {visit.client_id}"),
        undoes=visit.client_id,
        door_id=line.door_id,
        at=visit.at,
        user_id=walked_by,
        source="paper",
        now=now,
    )
