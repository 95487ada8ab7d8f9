"""A date that a file divides over several columns, as one text."""

import re
from collections.abc import Sequence
from typing import Final

TOGETHER: Final = "+"  # between the names of columns that make one date
_MIDNIGHT: Final = re.compile(r"(?:[T ](?:00:00(?::00(?:\.0+)?)?|12:00(?::00)? AM))Z?$", re.IGNORECASE)
_NO_DAY: Final = re.compile(r"^(?:18|19)\d\d-\d\d-\d\d[T ](?=\d\d:)")  # a time of day as a workbook keeps it
_HOURS: Final = re.compile(r"\d{3,4}")  # 930, 2130


def joined(columns: Sequence[Sequence[str]]) -> list[str]:
    """The texts of some columns, row by row: `2024`, `3`, `1` as 2024-03-01; a day and a time of day as both.

    A time of day of bare digits is hours and minutes where any of the column has three or four: 30 is half past
    midnight, as police in several countries write it.
    """
    if len(columns) == 1:
        return list(columns[0])
    if _year_first(columns):
        days, clocks = [_day(*parts) for parts in zip(*columns[:3], strict=True)], columns[3:]
    else:
        days, clocks = [_MIDNIGHT.sub("", text.strip()) for text in columns[0]], columns[1:]
    timed = [_clocks(column) for column in clocks]
    return [" ".join(part for part in row if part) for row in zip(days, *timed, strict=True)]


def _year_first(columns: Sequence[Sequence[str]]) -> bool:
    """Whether the first three are year, month and day, by the first rows that have them."""
    return len(columns) >= 3 and any(re.fullmatch(r"(?:19|20)\d\d", text.strip()) for text in columns[0])


def _day(year: str, month: str, day: str) -> str:
    year, month, day = (part.strip() for part in (year, month, day))
    if not (year and month and day):
        return ""
    numbered = month.isdigit() and day.isdigit()
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}" if numbered else f"{day} {month} {year}"


def _clocks(column: Sequence[str]) -> list[str]:
    texts = [_NO_DAY.sub("", text.strip()) for text in column]
    if not any(_HOURS.fullmatch(text) for text in texts):
        return texts
    return [text.zfill(4) if text.isdigit() and len(text) < 4 else text for text in texts]
