"""Tables for people's spreadsheets: every export of the house is written here."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from .cleaning import clean

# A spreadsheet runs what begins like this, spaces before it or not, and some take the wide signs too.
_FORMULA: Final = re.compile(r"[\t\r\n]|[\s\u200b-\u200d\ufeff]*[=+\-@＝＋－＠]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?")


def as_csv(rows: Iterable[Iterable[object]], *, delimiter: str = ";") -> str:
    """Rows as CSV (semicolons, as Swedish spreadsheets expect), headers among them, each cell guarded."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows(map(guarded, row) for row in rows)
    return out.getvalue()


def guarded(cell: object) -> str:
    """A cell that no spreadsheet runs as a formula: an apostrophe before it, if need be. Numbers stay numbers."""
    text = "" if cell is None else clean(str(cell))
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """What a guarded cell said, when an export comes back as an import."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
