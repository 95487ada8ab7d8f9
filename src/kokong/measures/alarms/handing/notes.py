"""Notes of the shift."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from ..console import reading
from ..values import FieldProblem
from .desks import Desk, me
from .models import ShiftNote as Row

LONGEST: Final = 1000
MOST: Final = 100


@dataclass(frozen=True)
class ShiftNote:
    """What the next shift shall know; `done_at` None as long as it stays on top."""

    id: int
    text: str
    written_at: datetime
    by: str
    done_at: datetime | None
    done_by: str


def write_note(*, desk: Desk, text: str, now: datetime) -> int:
    """Write something for the next shift; its id. Raises FieldProblem for nothing, and for too many."""
    if not text.strip():
        raise FieldProblem(_("Write something first."), field="text")
    if Row.objects.filter(done_at=None, **desk.place).count() >= MOST:
        raise FieldProblem(_("There are many notes already. Say first which are done."), field="text")
    row = Row.objects.create(text=text.strip()[:LONGEST], written_at=now, written_by=me(), **desk.place)
    return row.pk


def end_note(*, desk: Desk, note_id: int, now: datetime) -> None:
    """Say that a note is done. Again, or where there is none: nothing."""
    found = Row.objects.filter(pk=note_id, done_at=None, **desk.place)
    found.update(done_at=now, done_by=me())


def notes(*, desk: Desk) -> tuple[ShiftNote, ...]:
    """Those that aren't done, the oldest first."""
    return _values(Row.objects.filter(done_at=None, **desk.place).order_by("written_at", "pk"))


def notes_done(*, desk: Desk, since: datetime) -> tuple[ShiftNote, ...]:
    """Those that were done since then, the latest first."""
    return _values(Row.objects.filter(done_at__gte=since, **desk.place).order_by("-done_at", "-pk"))


def _values(found: Iterable[Row]) -> tuple[ShiftNote, ...]:
    listed = list(found)
    known = reading.names(who for row in listed for who in (row.written_by, row.done_by))
    return tuple(
        ShiftNote(row.pk, row.text, row.written_at, known.get(row.written_by or 0, ""), row.done_at,
                  known.get(row.done_by or 0, ""))
        for row in listed
    )  # fmt: skip
