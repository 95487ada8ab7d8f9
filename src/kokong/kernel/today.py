"""What a room has to say on *Today*: what waits, in sections of a few lines, and perhaps one figure on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, Protocol

SHOWN: Final = 6

Column = Literal["first", "second", "below"]
"""Burglaries and what has a clock, what is smaller beside them, and what does not wait: it is under way."""


class Counts(Protocol):
    """What a ring shows: of so many, so many visited, and so many talked to."""

    @property
    def eligible(self) -> int: ...
    @property
    def visited(self) -> int: ...
    @property
    def talked(self) -> int: ...


@dataclass(frozen=True)
class Line:
    """One thing that waits: what, why, and where it is dealt with.

    At a home a `warning` stands on top, and below it what is going on there `now`.
    """

    title: str
    detail: str
    url: str
    moment: datetime | None = None
    due: datetime | None = None
    counts: Counts | None = None
    warning: bool = False
    now: bool = False


@dataclass(frozen=True)
class Section:
    """Things of one sort that wait; `more` of them are not shown here but at `url`."""

    key: str
    title: str
    lines: Sequence[Line]
    total: int
    url: str
    column: Column = "first"

    @property
    def more(self) -> int:
        """How many there are beyond those shown."""
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Panel:
    """What stands on top: a template and what it shows."""

    template: str
    shown: Mapping[str, Any]


@dataclass(frozen=True)
class Day:
    """What one room says of the day."""

    sections: Sequence[Section] = ()
    panels: Sequence[Panel] = field(default_factory=tuple)


def section(key: str, title: str, lines: Sequence[Line], *, url: str, column: Column = "first") -> Section:
    """A section that shows the first few lines."""
    return Section(key, title, lines[:SHOWN], len(lines), url, column)
