"""Cells that a spreadsheet made something else of: `5-7` becomes a date, `1/2` a half."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import isfinite
from typing import Final, Literal

from .cells import as_text
from .days import MONTHS
from .headers import unaccented
from .moments import EXCEL_EPOCH

ERRORS: Final = re.compile(
    r"#(?:ref!|n/a|name\?|value!|div/0!|null!|num!|spill!|calc!|referens!|saknas!|namn\?|vardefel!|division/0!|skarning!"
    r"|ogiltigt!)|#{3,}|err:\d{3}",
)
SERIALS: Final = range(30_000, 60_000)  # 1982–2064; no house number
_DATE: Final = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[ t]\d\d[:.]\d\d(?:[:.]\d\d)?)?")
_NAMES: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_SHORT: Final = re.compile(rf"(\d{{1,2}})[-. ]({_NAMES})\.?(?:[-. ]\d\d(?:\d\d)?)?")
_TIME: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_TRUTH: Final = frozenset({"true", "false", "sant", "falskt"})


@dataclass(frozen=True)
class Misread:
    """What a cell holds instead of text, and what it probably was."""

    kind: Literal["date", "time", "truth", "error", "fraction"]
    probably: str = ""


def misread(cell: object) -> Misread | None:
    """What a cell of an address is, where it is neither text nor a whole number."""
    if isinstance(cell, bool):
        return Misread("truth")
    if isinstance(cell, date):
        return _time_on_no_day(cell) or Misread("date", _typed(cell))
    if isinstance(cell, time | timedelta):
        return Misread("time")
    if isinstance(cell, int | float):
        return _number(float(cell))
    return _text(unaccented(as_text(cell)).strip())


def _time_on_no_day(cell: date) -> Misread | None:
    return Misread("time") if isinstance(cell, datetime) and cell.year < 1905 else None


def _typed(day: date) -> str:
    """What somebody typed that became this day of the year in which they typed it."""
    return f"{day.day}-{day.month} / {day.month}-{day.day}" if day.day <= 12 else f"{day.day}-{day.month}"


def _number(value: float) -> Misread | None:
    if not isfinite(value):
        return Misread("error") if as_text(value) else None
    if not value.is_integer():
        near = Fraction(value).limit_denominator(99)
        return Misread("fraction", f"{near.numerator}-{near.denominator}" if value < 1 else as_text(value))
    if int(value) in SERIALS:
        return Misread("date", _typed((EXCEL_EPOCH + timedelta(days=value)).date()))
    return None


def _text(plain: str) -> Misread | None:
    if ERRORS.search(plain):
        return Misread("error")
    if plain in _TRUTH:
        return Misread("truth")
    if _TIME.fullmatch(plain):
        return Misread("time")
    if re.fullmatch(r"0[.,]\d+", plain):
        return _number(float(plain.replace(",", ".")))
    if found := _SHORT.fullmatch(plain):
        return Misread("date", f"{int(found[1])}-{MONTHS[found[2]]} / {MONTHS[found[2]]}-{int(found[1])}")
    if _DATE.search(plain):
        day = re.search(r"\d{4}-\d\d-\d\d", plain)
        try:
            return Misread("date", _typed(date.fromisoformat(day.group())) if day else "")
        except ValueError:
            return None
    return None
