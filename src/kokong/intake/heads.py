"""Where in a file its headings stand: below titles, or over two rows. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kokong.tables import as_text
from kokong.tables.headers import told_apart

from .files import Line, Table

AMONG: Final = 25  # rows below the first in which headings are looked for
Guess = Callable[[Sequence[str]], Mapping[str, str]]


def found(table: Table, guess: Guess) -> Table:
    """The table with the headings that say most: those of its first row, of one below titles, or of two rows."""
    lines = [Line(table.at, table.header), *table.rows]
    best, most = table, len(guess(table.header))
    for deep in (1, 2):
        for at in range(min(len(lines), AMONG)):
            tried = _from(table, lines, at, deep)
            if tried is not None and (many := len(guess(tried.header))) > max(most, 1):
                best, most = tried, many
    return best


def over(table: Table, rows: int) -> Table:
    """The table with its headings over as many rows."""
    lines = [Line(table.at, table.header), *table.rows]
    return table if rows < 2 else _from(table, lines, 0, rows) or table


def _from(table: Table, lines: Sequence[Line], at: int, deep: int) -> Table | None:
    """The table whose headings begin at one of the rows; None where nothing would stand below."""
    if at + deep >= len(lines) and table.total:
        return None
    names = [as_text(cell) for cell in lines[at].cells]
    if deep == 2:
        if lines[at + 1].number != lines[at].number + 1:
            return None
        names = _joined(names, [as_text(cell) for cell in lines[at + 1].cells])
    left_out = at + deep - 1
    return replace(
        table, header=told_apart(names), rows=tuple(lines[at + deep :]), total=table.total - left_out,
        at=lines[at].number, deep=deep,
    )  # fmt: skip


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Two rows of headings as one. A heading above goes on over the empty cells to its right, as merged cells do.

    What stands below is enough where it says so once: `Från` and `Till`, but `Från Datum` and `Till Datum`.
    """
    width = max(len(upper), len(lower))
    above, below = (list(names) + [""] * (width - len(names)) for names in (upper, lower))
    once = len({name for name in below if name}) == sum(map(bool, below))
    names, last = list[str](), ""
    for over_it, name in zip(above, below, strict=True):
        last = over_it or (last if name else "")
        names.append(name if name and (once or not last) else f"{last} {name}".strip())
    return names
