"""Rows of a list as people sort, search and say them: plain values, no database."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, TypeVar

Row = TypeVar("Row")

# In Swedish å, ä and ö are letters of their own, in this order, after z.
_LAST: Final = str.maketrans({"å": "z\ue001", "ä": "z\ue002", "ö": "z\ue003", "æ": "z\ue002", "ø": "z\ue003"})
_PARTS: Final = re.compile(r"[0-9]{1,18}|[^0-9]+|[0-9]+")


def place(value: Any) -> tuple[Any, ...]:
    """Where a value stands among its like: "Storgatan 9" before "Storgatan 10", numbers and days as they count."""
    if isinstance(value, bool | int | float | Decimal):
        return (0, value)
    if isinstance(value, datetime):
        return (0, value.timestamp())
    if isinstance(value, date):
        return (0, datetime(value.year, value.month, value.day).timestamp())  # noqa: DTZ001
    if isinstance(value, timedelta):
        return (0, value.total_seconds())
    parts = _PARTS.findall(str(value).casefold().translate(_LAST))
    return (1, tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts))


def nothing(value: object) -> bool:
    """Whether there is nothing to say: None, no text, none of many. 0 and False are something."""
    return value is None or (isinstance(value, str | tuple | list | set | frozenset) and not value)


def arranged(rows: Iterable[Row], value: Callable[[Row], object], *, down: bool = False) -> list[Row]:
    """Rows by a value, those that are alike in the order they had; those with nothing last, either way."""
    pairs = [(value(row), row) for row in rows]
    some = [pair for pair in pairs if not nothing(pair[0])]
    some.sort(key=lambda pair: place(pair[0]), reverse=down)
    return [row for _value, row in some] + [row for value, row in pairs if nothing(value)]


def matching(rows: Iterable[Row], text: str, said: Callable[[Row], Sequence[str]]) -> list[Row]:
    """Rows of which some cell holds each word of `text`, in whatever case."""
    words = text.casefold().split()
    return [row for row in rows if _holds(words, " ".join(said(row)).casefold())]


def _holds(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)
