"""What a cell can be, and how it reads as text."""

from datetime import date, datetime, time, timedelta
from math import isnan

from .cleaning import clean

Cell = str | float | int | bool | datetime | date | time | timedelta


def as_text(cell: object) -> str:
    """A cell as text: whole numbers without decimals, so that `5.0` from a spreadsheet is house number 5; nothing
    for what is missing."""
    if isinstance(cell, float):
        return "" if isnan(cell) else str(int(cell)) if cell.is_integer() else str(cell)
    return "" if cell is None else clean(str(cell)).strip()
