"""One row of a file as an importer reads it: by the names of its fields, whatever the columns are called."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from kokong import tables
from kokong.tables import Cell

from .values import CellProblem

Said = TypeVar("Said")
YES: Final = tables.spelled(yes="1, ja, j, y, true, sant, x", no="0, nej, n, false, falskt")


class Row:
    """Its `line` is its number in the file. What can't be understood is told with its column, as CellProblem."""

    def __init__(self, line: int, cells: Sequence[Cell], at: Mapping[str, int], header: Sequence[str]) -> None:
        self.line = line
        self._cells, self._at, self._header = cells, at, header

    def __contains__(self, field: str) -> bool:
        """Whether the file has a column for a field."""
        return field in self._at

    def cell(self, field: str) -> Cell:
        """A cell as the file has it; empty where there is none."""
        at = self._at.get(field)
        return self._cells[at] if at is not None and at < len(self._cells) else ""

    def text(self, field: str) -> str:
        """A cell as text, without outer space."""
        said = tables.clean(tables.unguarded(tables.as_text(self.cell(field))))
        return said.replace("\r\n", "\n").replace("\r", " ").strip()

    def read(self, field: str, how: Callable[[Cell], Said]) -> Said:
        """What `how` makes of a cell. Raises CellProblem where that raises ValueError."""
        cell = self.cell(field)
        try:
            return how(cell)
        except (ValueError, OverflowError) as error:
            column = self._header[self._at[field]] if field in self._at else field
            said = {"column": column, "cell": tables.clean(tables.as_text(cell)).strip()[:60]}
            raise CellProblem(_("%(column)s: “%(cell)s” can't be understood.") % said) from error

    def number(self, field: str) -> float | None:
        """A number; None for an empty cell."""
        return self.read(field, tables.number)

    def whole(self, field: str) -> int | None:
        """A whole number; None for an empty cell."""
        return self.read(field, _whole)

    def moment(self, field: str) -> tuple[datetime, bool] | None:
        """A date and time, naive unless the cell says its zone, and whether it has a time of day."""
        return self.read(field, tables.moment)

    def day(self, field: str) -> date | None:
        """A day; None for an empty cell."""
        found = self.moment(field)
        return found[0].date() if found else None

    def clock(self, field: str) -> time | None:
        """A time of day; None for an empty cell."""
        return self.read(field, tables.clock_time)

    def word(self, field: str, vocabulary: Mapping[str, str]) -> str:
        """What a cell means in a vocabulary (`tables.spelled`)."""
        return self.read(field, lambda cell: tables.word(cell, vocabulary))

    def yes(self, field: str) -> bool | None:
        """Yes or no; None for an empty cell."""
        return self.word(field, YES) == "yes" if self.text(field) else None


def _whole(cell: Cell) -> int | None:
    found = tables.number(cell)
    if found is not None and not found.is_integer():
        raise ValueError(cell)
    return None if found is None else int(found)
