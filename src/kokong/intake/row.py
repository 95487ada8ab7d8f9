"""One row of a file as an importer reads it: by the names of its fields, whatever the columns are called."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import unreadable
from kokong.tables import Cell, Said, TwoReadings, Written
from kokong.tables.written import UNSAID

from . import words
from .values import Aside, CellProblem
from .vocabulary import LEAVE, Vocabulary

Read = TypeVar("Read")
YES: Final = tables.spelled(yes="1, ja, j, y, true, sant, x", no="0, nej, n, false, falskt")


@dataclass(frozen=True)
class Reading:
    """How the cells of a file are read: its days, the vocabularies of its fields, what was decided of words."""

    written: Written = UNSAID
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    decided: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    addresses: frozenset[str] = frozenset()


class Row:
    """Its `line` is its number in the file, `ahead` what its importer looked up before. What can't be understood
    is told with its column, as CellProblem."""

    def __init__(
        self,
        line: int,
        cells: Sequence[Cell],
        at: Mapping[str, int],
        header: Sequence[str],
        reading: Reading = Reading(),
        ahead: object = None,
    ) -> None:
        self.line, self.ahead = line, ahead
        self._cells, self._at, self._header, self._reading = cells, at, header, reading

    def __contains__(self, field: str) -> bool:
        """Whether the file has a column for a field."""
        return field in self._at

    def cell(self, field: str) -> Cell:
        """A cell as the file has it; empty where there is none."""
        at = self._at.get(field)
        return self._cells[at] if at is not None and at < len(self._cells) else ""

    def text(self, field: str) -> str:
        """A cell as text, without outer space. Of an address only what was typed as text or a whole number."""
        if field in self._reading.addresses and (misread := tables.misread(self.cell(field))):
            said = {"column": self._column(field), "cell": self._said(self.cell(field))}
            raise CellProblem(unreadable.MISREAD[misread.kind] % {**said, "probably": misread.probably})
        said_ = tables.clean(tables.unguarded(tables.as_text(self.cell(field))))
        return said_.replace("\r\n", "\n").replace("\r", " ").strip()

    def read(self, field: str, how: Callable[[Cell], Read]) -> Read:
        """What `how` makes of a cell. Raises CellProblem where that raises ValueError."""
        cell = self.cell(field)
        try:
            return how(cell)
        except TwoReadings as error:
            told = {"column": self._column(field), "cell": self._said(cell), "question": words.DOUBTS[error.doubt]}
            raise CellProblem(_("%(column)s: “%(cell)s” has two readings. %(question)s") % told) from error
        except (ValueError, OverflowError) as error:
            told = {"column": self._column(field), "cell": self._said(cell)}
            raise CellProblem(_("%(column)s: “%(cell)s” can't be understood.") % told) from error

    def _column(self, field: str) -> str:
        return self._header[self._at[field]] if field in self._at else field

    @staticmethod
    def _said(cell: Cell) -> str:
        return tables.clean(tables.as_text(cell)).strip()[:60]

    def number(self, field: str) -> float | None:
        """A number; None for an empty cell."""
        return self.read(field, tables.number)

    def whole(self, field: str) -> int | None:
        """A whole number; None for an empty cell."""
        return self.read(field, _whole)

    def moment(self, field: str) -> tuple[datetime, bool] | None:
        """A date and time, naive unless the cell says its zone, and whether it has a time of day."""
        return self.read(field, lambda cell: tables.moment(cell, self._reading.written))

    def said(self, field: str) -> Said | None:
        """What a cell says of time: a day, a time of day, both, or from one to another."""
        return self.read(field, lambda cell: tables.said(cell, self._reading.written))

    def day(self, field: str) -> date | None:
        """A day; None for an empty cell."""
        found = self.moment(field)
        return found[0].date() if found else None

    def word(self, field: str, vocabulary: Mapping[str, str]) -> str:
        """What a cell means in a vocabulary (`tables.spelled`)."""
        return self.read(field, lambda cell: tables.word(cell, vocabulary))

    def meaning(self, field: str) -> str:
        """What a cell means in its field's own vocabulary; empty for an empty cell.

        Raises Aside where rows with such a cell are left out, CellProblem for a word that must be decided.
        """
        vocabulary = self._reading.vocabularies.get(field)
        if vocabulary is None or not self.text(field):
            return ""
        decided = self._reading.decided.get(field, {})
        try:
            found = vocabulary.meaning(self.cell(field), decided)
        except ValueError as error:
            told = {"column": self._column(field), "cell": self._said(self.cell(field))}
            raise CellProblem(
                _("%(column)s: “%(cell)s” can't be understood. Decide what it means.") % told
            ) from error
        if found == LEAVE:
            told = {"column": self._column(field), "cell": self._said(self.cell(field))}
            raise Aside(_("%(column)s says “%(cell)s”, and such rows are left out.") % told)
        return found

    def yes(self, field: str) -> bool | None:
        """Yes or no; None for an empty cell."""
        return self.word(field, YES) == "yes" if self.text(field) else None


def _whole(cell: Cell) -> int | None:
    found = tables.number(cell)
    if found is not None and not found.is_integer():
        raise ValueError(cell)
    return None if found is None else int(found)
