"""What a cell says: numbers, dates and times, and words of a vocabulary, as people and spreadsheets write them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Final

from .cells import as_text
from .headers import fold

EXCEL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 – local time, whichever zone the file was written in
EXCEL_DAYS: Final = (20_000, 80_000)  # 1954–2119; a bare number in this range is a day

# Python's own reader takes `18.30` for 18:00 and `18-22` for a zone. It is asked for what is surely ISO 8601 only:
# a minus is a span of time, not a zone west of Greenwich.
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?Z|\+\d\d:?\d\d)?)?")
_TIME = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[:.]?(\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ,]+(.*))?", re.DOTALL)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ,]+(.*))?", re.DOTALL)


def spelled(**spellings: str) -> dict[str, str]:
    """A vocabulary `{word: code}` from the spellings of each code, by comma, as people write them."""
    return {
        fold(word): code
        for code, words in spellings.items()
        for word in (code.replace("_", " "), *words.split(", "))
    }


def number(cell: object) -> float | None:
    """A number, with a decimal point or comma; None for an empty cell. Raises ValueError."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    said = re.sub(r"\s", "", as_text(cell))
    if not said:
        return None
    value = float(said.replace(",", ".") if said.count(",") == 1 and "." not in said else said)
    if not isfinite(value):
        raise ValueError(said)
    return value


def moment(cell: object) -> tuple[datetime, bool] | None:
    """A date and time, and whether it has a time of day. None for an empty cell. Raises ValueError.

    The time is naive unless the cell says its zone. Understood: dates of spreadsheets, Excel's numbers,
    ISO 8601, `20261121 1830`, `21/11/2026 18.30`, `21.11.2026`; `11/21/2026` only where it can't be a day.
    """
    if isinstance(cell, datetime):
        return cell, True
    if isinstance(cell, date):
        return datetime.combine(cell, time()), False
    said = as_text(cell)
    if not said:
        return None
    return _excel(said) or _iso(said) or _written(said)


def _excel(said: str) -> tuple[datetime, bool] | None:
    if not re.fullmatch(r"\d{5}(?:[.,]\d+)?", said):
        return None
    days = float(said.replace(",", "."))
    if not EXCEL_DAYS[0] <= days <= EXCEL_DAYS[1]:
        raise ValueError(said)
    # A spreadsheet keeps a fraction of a day; the second it means is the nearest one.
    return EXCEL_EPOCH + timedelta(seconds=round(days * 86_400)), not days.is_integer()


def _iso(said: str) -> tuple[datetime, bool] | None:
    return (datetime.fromisoformat(said), len(said) > 10) if _ISO.fullmatch(said) else None


def _written(said: str) -> tuple[datetime, bool]:
    if found := _YEAR_FIRST.fullmatch(said):
        year, month, day = (int(part) for part in found.groups()[:3])
    elif found := _DAY_FIRST.fullmatch(said):
        day, month, year = (int(part) for part in found.groups()[:3])
        if month > 12 >= day:
            day, month = month, day
    else:
        raise ValueError(said)
    clock = clock_time(found.group(4))
    return datetime.combine(date(year, month, day), clock or time()), clock is not None


def clock_time(cell: object) -> time | None:
    """A time of day: `18:30`, `18.30`, `1830`, `kl 18`, a fraction of a day; None for empty. Raises ValueError."""
    if isinstance(cell, time):
        return cell
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, timedelta):
        return (EXCEL_EPOCH + cell).time()
    said = as_text(cell)
    if not said:
        return None
    if re.fullmatch(r"0[.,]\d{3,}", said):
        return (EXCEL_EPOCH + timedelta(seconds=round(float(said.replace(",", ".")) * 86_400))).time()
    found = _TIME.fullmatch(said.zfill(4) if said.isdigit() and len(said) == 3 else said)
    if not found:
        raise ValueError(said)
    hour, minute, second = (int(part or 0) for part in found.groups())
    return time(hour, minute, second)


def word(cell: object, vocabulary: Mapping[str, str]) -> str:
    """What a cell means in a vocabulary. Raises ValueError for a word that isn't in it."""
    said = fold("1" if cell is True else "0" if cell is False else as_text(cell))
    if said not in vocabulary:
        raise ValueError(as_text(cell))
    return vocabulary[said]
