"""A whole group taken out; and ended here as moved, when the other municipality has taken it in."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import audit, tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.moves import history
from kokong.meetings import api as meetings
from kokong.sending import api as sending

from .. import groups, letters, reading, roster
from .. import models as rows
from ..alerts import reading as alerts
from ..rosters import exporting
from ..values import Group, Line, Refused
from . import package

AWAY: Final = "hand_over"


def whole(*, group_id: int) -> bytes:
    """The zip of a group: roster, what was seen, questions, meetings, minutes, alerts. Raises GroupMissing."""
    found = reading.group(group_id=group_id)
    lines = roster.roster(group_id=group_id)
    told = package.Package(
        found.name, Municipality.objects.get(pk=tenancy.municipality_id()).name,
        tuple(line.full_address for line in lines), tuple(_rows(lines)),
    )  # fmt: skip
    audit.record(action="watch.group_taken_out", subject="watch_group", subject_id=group_id)
    return package.packed(told, told=_facts(found), files=_files(found))


def hand_over(*, group_id: int, to: str, now: datetime) -> None:
    """The group is another municipality's now: members with a proven address are told, and what is written of all
    of them here goes at once.

    Homes without names stay for counting, as long as those of any group that has ended. Raises GroupMissing and
    Refused.
    """
    said = " ".join(to.split())
    if not said or len(said) > groups.NAME:
        raise Refused(_("Say which municipality has taken it in. Nothing was changed."), field="to")
    with transaction.atomic():
        found = list(rows.Member.objects.select_for_update(no_key=True).filter(group_id=group_id, left=None))
        for row in (each for each in found if each.email and each.proven):
            known = sending.To(email=row.email, known_as=f"watch member {row.pk}", language=row.language)
            sending.send(
                kind=letters.MOVED, to=known, because=("watch_group", group_id), turn=str(row.pk), now=now
            )
        groups.act(group_id=group_id, action=AWAY, at=now, now=now, reason=said)
        roster.forget(found, now)


def untold(*, group_id: int) -> int:
    """How many members no letter of it would reach."""
    return (
        rows.Member.objects.filter(group_id=group_id, left=None, joined__isnull=False)
        .exclude(proven__isnull=False, email__gt="")
        .count()
    )


def _rows(lines: tuple[Line, ...]) -> list[tuple[str, ...]]:
    return [tuple(_said(each) for each in row) for line in lines for row in _line(line)]


def _line(line: Line) -> list[list[object]]:
    if line.members:
        return [
            [line.full_address, line.state, m.since.date(), m.name, m.email, m.phone, m.role, line.decals]
            for m in line.members
        ]
    since = line.since.date() if line.since else None
    return [[line.full_address, line.state, since, "", "", "", "", line.decals]] if line.state else []


def _said(cell: object) -> str:
    return "" if cell is None else str(cell)


def _facts(found: Group) -> dict[str, Any]:
    names = ("state", "began", "active_since", "met", "checked", "speaker")
    moves = history(subject="watch_group", subject_id=found.id)
    return {**{name: getattr(found, name) for name in names}, "moves": [(m.action, m.at) for m in moves]}


def _files(found: Group) -> dict[str, str]:
    notes = rows.Note.objects.filter(group_id=found.id).order_by("at", "pk")
    asked = rows.Question.objects.filter(group_id=found.id).order_by("asked", "pk")
    held = meetings.meetings_of(("watch_group", found.id))
    told = [each for each in alerts.alerts() if found.id in each.told and each.out is not None]
    return {
        "roster.csv": tables.as_csv(exporting.table(group_ids=[found.id])),
        "notes.csv": _table("at what place", ([n.at, n.what, n.place] for n in notes)),
        "questions.csv": _table(
            "asked whom text answer answered", ([q.asked, q.whom, q.text, q.answer, q.answered] for q in asked)
        ),
        "meetings.csv": _table("begins kind title place state", (
            [m.begins, m.kind.code, m.title, m.place, m.state] for m in held)),
        "minutes.md": "\n\n".join(_minutes(each) for each in held),
        "alerts.csv": _table("out urgency title text", (
            [a.out, a.draft.urgency, a.draft.title, a.draft.text] for a in told)),
    }  # fmt: skip


def _table(head: str, lines: Any) -> str:
    return tables.as_csv([head.split(), *lines])


def _minutes(each: meetings.Meeting) -> str:
    kept = meetings.minutes(meeting_id=each.id)
    return f"# {each.title}, {each.local:%Y-%m-%d}\n\n{kept.body if kept else ''}".strip()
