"""What a cell says: numbers, dates and times, and words of a vocabulary, as people and spreadsheets write them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from math import isfinite
from typing import Final

from .cells import as_text
from .headers import fold
from .moments import End, said
from .written import UNSAID, Written

_GAPS: Final = re.compile(r"[\s'’´]")  # \s holds the fixed and the narrow space, too
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+[.,]\d+|[+-]?\d{1,3}(?:\.\d{3})+[.,]\d+")


class Grouped(ValueError):
    """A number with commas or points between thousands; `plain` is how to write it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.plain = re.sub(r"[.,](?=\d{3}[.,])", "", text).replace(",", ".")


def spelled(**spellings: str) -> dict[str, str]:
    """A vocabulary `{word: code}` from the spellings of each code, by comma, as people write them."""
    return {
        fold(word): code
        for code, words in spellings.items()
        for word in (code.replace("_", " "), *words.split(", "))
    }


def number(cell: object) -> float | None:
    """A number, with a decimal point or comma, spaces of any width or apostrophes between thousands.

    None for an empty cell. Raises ValueError, and Grouped where commas or points stand between thousands: in
    `600,123.5` one could be meant, in `1.234,5` the other.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = _GAPS.sub("", as_text(cell))
    if not text:
        return None
    if _GROUPED.fullmatch(text):
        raise Grouped(text)
    value = float(text.replace("\u2212", "-").replace(",", "."))
    if not isfinite(value) or "_" in text:
        raise ValueError(text)
    return value


def moment(cell: object, written: Written = UNSAID) -> tuple[datetime, bool] | None:
    """A date and time, and whether it has a time of day. None for an empty cell. Raises ValueError.

    The time is naive unless the cell says its zone. Understood is all that `moments.said` understands and is one
    moment or day. Raises TwoReadings for `05/06/2026` unless `written` says which number is the day.
    """
    found = said(cell, written)
    if found is None:
        return None
    if found.last is not None or found.first.day is None:
        raise ValueError(as_text(cell))
    return found.first.at(otherwise=time()), found.first.clock is not None


def day(cell: object) -> date:
    """A day alone. Raises ValueError for anything else, nothing too; TwoReadings for one that may be two."""
    found = _alone(cell)
    if found.day is None or found.clock is not None:
        raise ValueError(as_text(cell))
    return found.day


def clock(cell: object) -> time:
    """A time of day alone: not a span, no zone, not 24:00. Raises ValueError for anything else."""
    found = _alone(cell)
    if found.clock is None or found.day is not None or found.zone is not None or found.over:
        raise ValueError(as_text(cell))
    return found.clock


def _alone(cell: object) -> End:
    found = said(cell)
    if found is None or found.last is not None:
        raise ValueError(as_text(cell))
    return found.first


def word(cell: object, vocabulary: Mapping[str, str]) -> str:
    """What a cell means in a vocabulary. Raises ValueError for a word that isn't in it."""
    said = fold("1" if cell is True else "0" if cell is False else as_text(cell))
    if said not in vocabulary:
        raise ValueError(as_text(cell))
    return vocabulary[said]
