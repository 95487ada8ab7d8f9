"""Which rows of a file count: those whose columns say what was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kokong import tables

from ..arrays import Refused

SHOWN: Final = 12  # values that are listed where none was found
REMEMBERED: Final = 200


@dataclass(frozen=True)
class Chosen:
    """What is asked of columns, by their places; values are compared without case and outer blanks."""

    values: Mapping[int, frozenset[str]]
    names: Sequence[str]
    seen: dict[int, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, where: Sequence[str], names: Sequence[str], path: Path) -> "Chosen":
        """From texts such as `kind=burglary`. Raises Refused for one without a sign, and for unknown columns."""
        asked: dict[int, set[str]] = {}
        for text in where:
            column, sign, value = text.partition("=")
            if not sign:
                raise Refused(f'“{text}” does not say which rows to take. Write --where "column=value".')
            asked.setdefault(_place(column.strip(), names, path), set()).add(_plain(value))
        return cls({place: frozenset(values) for place, values in asked.items()}, names)

    def of_rows(self, rows: list[Sequence[tables.Cell]]) -> list[Sequence[tables.Cell]]:
        """Those of some rows that count."""
        if not self.values:
            return rows
        # Every column is looked at in every row, so that what it holds is known where nothing fits.
        fits = [[self._fits(row, *one) for one in self.values.items()] for row in rows]
        return [row for row, each in zip(rows, fits, strict=True) if all(each)]

    def _fits(self, row: Sequence[tables.Cell], place: int, values: frozenset[str]) -> bool:
        said = tables.as_text(row[place]) if place < len(row) else ""
        seen = self.seen.setdefault(place, {})
        if said in seen or len(seen) < REMEMBERED:
            seen[said] = seen.get(said, 0) + 1
        return _plain(said) in values

    def refuse_unseen(self, path: Path) -> None:
        """Raises Refused for a value that no row has, with those that rows have."""
        for place, values in self.values.items():
            seen = self.seen.get(place, {})
            never = values - {_plain(said) for said in seen}
            if never and len(seen) < REMEMBERED:
                most = sorted(seen, key=lambda said: (-seen[said], said))
                listed = ", ".join(most[:SHOWN]) + (", …" if len(most) > SHOWN else "")
                name = self.names[place]
                raise Refused(f"No row of {path.name} has “{min(never)}” in {name}. It has: {listed}.")


def _place(column: str, names: Sequence[str], path: Path) -> int:
    if column.isdigit() and column not in names and 0 < int(column) <= len(names):
        return int(column) - 1
    found = [place for place, name in enumerate(names) if name.strip().casefold() == column.casefold()]
    if len(found) != 1:
        raise Refused(
            f"{path.name} has no single column “{column}” to choose rows by. It has: {', '.join(names)}."
        )
    return found[0]


def _plain(text: str) -> str:
    return text.strip().casefold()
