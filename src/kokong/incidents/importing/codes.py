"""Crime codes of burglaries of homes. Matched on four digits as text, never on words, which drift. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from kokong.tables import as_text, fold


@dataclass(frozen=True)
class Crime:
    """What a code tells: of which kind of home, and whether somebody got in; None where it doesn't say."""

    kind: str
    completed: bool | None


# From the police's list of crime codes (brottskoder). Lorries have 9803 and 9804.
CODES: Final[dict[str, Crime]] = {
    "9801": Crime("house_or_row", True),
    "0857": Crime("house_or_row", False),
    "9802": Crime("flat", True),
    "0874": Crime("flat", False),
    "9831": Crime("unknown", True),
    "9832": Crime("unknown", False),
    "0826": Crime("holiday", None),
    "0825": Crime("cellar_attic", None),
    "0843": Crime("house_or_row", None),  # ended in 2001
    "0844": Crime("flat", None),
    "0824": Crime("unknown", None),  # ended in 1996
}


def code_of(cell: object) -> str:
    """The four digits of a cell. Raises ValueError where it has none, or several.

    A spreadsheet makes 857 of 0857. Numbers of three digits are filled up only where they stand alone or first.
    """
    text = as_text(cell)
    if re.fullmatch(r"\d{3,4}", text):
        return text.zfill(4)
    found = set(re.findall(r"(?<![\d-])\d{4}(?![\d-])", text))
    first = re.match(r"(\d{3})(?!\d)", text)
    if first and (not found or (first[1].zfill(4) in CODES and not found & CODES.keys())):  # `857 försök 2026`
        found = {first[1].zfill(4)}
    if len(found) != 1:
        raise ValueError(text)
    return str(found.pop())


def key(cell: object) -> str:
    """What of a cell is asked about: its code, or all of it where it has none."""
    try:
        return code_of(cell)
    except ValueError:
        return fold(as_text(cell))
