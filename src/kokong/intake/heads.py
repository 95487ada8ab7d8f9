"""Where in a file its headings stand (`tables.headings`), for a file that is kept. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kokong.tables import headings
from kokong.tables.headings import Headings

from .files import Line, Table

Guess = Callable[[Sequence[str]], Mapping[str, str]]


def found(table: Table, guess: Guess) -> Table:
    """The table with the headings that say most: those of its first row, of one below titles, or of two rows."""
    lines = _lines(table)
    return _with(
        table, lines, headings.found([(one.number, one.cells) for one in lines], guess, total=table.total)
    )


def over(table: Table, rows: int) -> Table:
    """The table with its headings over as many rows."""
    if rows < 2:
        return table
    lines = _lines(table)
    return _with(table, lines, headings.over([(one.number, one.cells) for one in lines], rows, total=table.total))


def _lines(table: Table) -> list[Line]:
    return [Line(table.at, table.header), *table.rows]


def _with(table: Table, lines: Sequence[Line], head: Headings) -> Table:
    return replace(
        table, header=head.names, rows=tuple(lines[head.below :]), total=table.total - head.below + 1,
        at=head.at, deep=head.deep,
    )  # fmt: skip
