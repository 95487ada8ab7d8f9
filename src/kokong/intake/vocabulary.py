"""Words of a column and what they mean: known ones, and those that somebody has to decide. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise

from kokong.tables import as_text, fold

LEAVE: Final = "leave"
"""The meaning of a word whose rows are left out."""

Words = str | Promise


def spoken(cell: object) -> str:
    """A cell as it is compared with the words of a vocabulary; a truth value is 1 or 0."""
    return fold("1" if cell is True else "0" if cell is False else as_text(cell))


@dataclass(frozen=True)
class Vocabulary:
    """What the words of a column mean.

    `meanings` are what can be chosen, with what each is called; `known` the words as `tables.spelled` has them.
    `read` understands what no list can hold, raising ValueError. `key` is what of a cell is asked about, once for
    all cells that have it in common. `leaves` names, as far as one can, why rows are left out.
    """

    meanings: Mapping[str, Words]
    known: Mapping[str, str] = field(default_factory=dict)
    read: Callable[[object], str] | None = None
    key: Callable[[object], str] = spoken

    def meaning(self, cell: object, decided: Mapping[str, str]) -> str:
        """What a cell means: as it was decided, else as it is known. Raises ValueError for a word that isn't."""
        key = self.key(cell)
        if decided.get(key) in self.meanings:
            return decided[key]
        if key in self.known:
            return self.known[key]
        if self.read is None:
            raise ValueError(as_text(cell))
        return self.read(cell)
