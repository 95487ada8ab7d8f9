"""Dates and times as police systems write them, as days since 1970."""

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import numpy as np

from .arrays import Floats, Refused

DateOrder: TypeAlias = Literal["iso", "dmy", "mdy"]
_SLASHED: Final = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T]+(\d{1,2}:\d{2}(?::\d{2})?) *([AaPp][Mm])?)?$"
)
_FIRST, _LAST = np.datetime64("1950-01-01", "s"), np.datetime64("2100-01-01", "s")
_DAY: Final = 86_400.0
WRONG_ORDER: Final = 0.01  # share of dates readable in the other order alone, beyond which that is no slip


def as_days(texts: Sequence[str], order: DateOrder, *, column: str) -> Floats:
    """Days since 1970, NaN where a text is no date between 1950 and 2100.

    Raises Refused for dates such as 03/04/2016 unless `order` says which number is the day, and when many can only
    be read in the other order.
    """
    known = {text: _moment(text.strip(), order, column) for text in dict.fromkeys(texts)}
    moments = np.array([known[text] for text in texts], "datetime64[s]")
    usable = (moments >= _FIRST) & (moments < _LAST)
    _refuse_other_order(
        [text for text, fine in zip(texts, usable.tolist(), strict=True) if not fine], len(texts), order, column
    )
    return np.where(usable, moments.astype(np.int64) / _DAY, np.nan)


def _refuse_other_order(unread: Sequence[str], rows: int, order: DateOrder, column: str) -> None:
    other: DateOrder = "mdy" if order == "dmy" else "dmy"
    if order == "iso":
        return
    found = [text for text in unread if not np.isnat(_moment(text.strip(), other, column))]
    if len(found) > WRONG_ORDER * rows:
        raise Refused(
            f"“{found[0]}” in {column} is no date in the order {order}, like {len(found)} of {rows} rows. Are day "
            f"and month the other way round? Then say --dates {other}."
        )


def _moment(text: str, order: DateOrder, column: str) -> np.datetime64:
    slashed = _SLASHED.match(text)
    if slashed:
        return _parsed(_iso(slashed, order, text, column))
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return _parsed(re.sub(r"(Z|[+-]\d{2}:?\d{2})$", "", text.replace(" ", "T", 1)) if len(text) > 10 else text)


def _parsed(text: str) -> np.datetime64:
    try:
        return np.datetime64(text, "s") if re.match(r"\d{4}-", text) else np.datetime64("NaT")
    except ValueError:
        return np.datetime64("NaT")


def _iso(found: re.Match[str], order: DateOrder, text: str, column: str) -> str:
    if order == "iso":
        raise Refused(
            f"“{text}” in {column}: the day could be {found[1]} or {found[2]}. Say which number it is: "
            "--dates dmy (day first) or --dates mdy (month first)."
        )
    day, month = (found[1], found[2]) if order == "dmy" else (found[2], found[1])
    if not 1 <= int(month) <= 12:
        return ""
    clock = found[4] or "00:00"
    hour, rest = clock.split(":", 1)
    if found[5]:
        hour = str(int(hour) % 12 + (12 if found[5].lower() == "pm" else 0))
    return f"{found[3]}-{int(month):02}-{int(day):02}T{int(hour):02}:{rest}"
