"""What is held of a person, in words: for the page, and for the file that they take along."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kokong.kernel import audit, holdings

from . import words
from .values import Asked


@dataclass(frozen=True)
class Part:
    """What one table holds of somebody, in words; `rows` are pairs of what and which, for each row."""

    room: str
    table: str
    what: str
    why: tuple[str, ...]
    count: int
    rows: tuple[tuple[tuple[str, str], ...], ...]
    own: bool
    raw: tuple[Mapping[str, Any], ...]


def parts(asked: Asked) -> tuple[Part, ...]:
    """All of it, by room: what is about the person first, then what they have only done. Read with a line."""
    whom = holdings.Whom(user_id=asked.user_id, address=asked.email)
    found = sorted(map(_part, holdings.held(whom)), key=lambda part: (not part.own, part.room, part.table))
    audit.record(action="rights.shown", subject="rights", detail={"parts": len(found)})
    return tuple(found)


def _part(held: holdings.Held) -> Part:
    rows = tuple(tuple(_cells(row)) for row in held.rows) if held.own else ()
    what = _(held.what) if held.what else ""
    why = tuple(_(each) for each in held.why)
    return Part(words.room(held.room), held.table, what, why, held.count, rows, held.own, held.rows)


def _cells(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((words.column(name), _said(value)) for name, value in row.items() if name != "number")


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
