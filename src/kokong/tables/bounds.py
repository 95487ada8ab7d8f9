"""How much of a file is read, whatever its bytes open to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """The most that one file may hold.

    `cells` are those of all rows together, `sheet` those of a workbook's rectangle from its first cell to its
    last, empty ones too: they are in memory at once. `text` and `record` count characters, in all and of one row;
    `unpacked` counts the bytes of a packed file.
    """

    rows: int
    columns: int
    cells: int
    sheet: int
    text: int
    record: int
    unpacked: int


OWN = Bounds(
    rows=50_000_000, columns=16_384, cells=1_000_000_000, sheet=20_000_000,
    text=20_000_000_000, record=1_000_000, unpacked=20_000_000_000,
)  # fmt: skip
"""For files that somebody has chosen at the command line: only what can't be meant is refused."""

UPLOADED = Bounds(
    rows=100_000, columns=200, cells=5_000_000, sheet=5_000_000,
    text=60_000_000, record=200_000, unpacked=60_000_000,
)  # fmt: skip
"""For files that come over the network."""
