"""Where in a file its headings stand: below titles, or over two rows. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .cells import as_text
from .headers import told_apart
from .reading import Numbered

AMONG: Final = 25  # rows in which headings are looked for
Guess = Callable[[Sequence[str]], Mapping[str, object]]
"""What the headings of a row say, by field: the more, the likelier they are headings."""


@dataclass(frozen=True)
class Headings:
    """Headings as told apart; `at` is the number of their row, `deep` over how many rows they stand, `below` the
    place of the first row below among the lines that were looked through."""

    names: tuple[str, ...]
    at: int
    deep: int
    below: int


def found(lines: Sequence[Numbered], guess: Guess, *, total: int) -> Headings:
    """The headings that say most: those of the first line, of one below titles, or of two rows. `total` counts the
    rows below the first line; where there are any, some are left below."""
    first = _at(lines, 0, 1, total)
    assert first is not None
    best, most = first, len(guess(first.names))
    for deep in (1, 2):
        for place in range(min(len(lines), AMONG)):
            tried = _at(lines, place, deep, total)
            if tried is not None and (many := len(guess(tried.names))) > max(most, 1):
                best, most = tried, many
    return best


def over(lines: Sequence[Numbered], rows: int, *, total: int) -> Headings:
    """The headings of the first line, over as many rows."""
    return _at(lines, 0, rows, total) or found(lines[:1], lambda _names: {}, total=0)


def _at(lines: Sequence[Numbered], place: int, deep: int, total: int) -> Headings | None:
    """The headings that begin at one of the lines; None where nothing would stand below."""
    if place + deep >= len(lines) and total:
        return None
    names = list(map(as_text, lines[place][1]))
    if deep == 2:
        if place + 1 >= len(lines) or lines[place + 1][0] != lines[place][0] + 1:
            return None
        names = _joined(names, list(map(as_text, lines[place + 1][1])))
    return Headings(told_apart(names), lines[place][0], deep, place + deep)


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
