"""Dates and times as police systems write them, as days since 1970."""

import re
from collections.abc import Sequence
from datetime import time
from typing import Final, Literal, TypeAlias, cast

import numpy as np

from kokong import tables
from kokong.tables import Said, Written

from ..arrays import Floats, Refused

DateOrder: TypeAlias = Literal["iso", "dmy", "mdy", "ymd"]
# Most files have these, and many rows of them.
_PLAIN: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?")
# The zone is dropped: what counts is the clock on the wall, which also keeps whole days whole.
_ZONE: Final = re.compile(r"(.*\d)(?: ?(?:Z|UTC|GMT)| ?\+\d\d(?::?\d\d)?|(?<=:\d\d:\d\d) ?-\d\d(?::?\d\d)?)")
_YEAR_LAST: Final = re.compile(r"\d{1,2}([./-])\d{1,2}[./-]\d{4}\b.*")
_SHORT: Final = re.compile(
    r"(\d{1,2})([./-])(\d{1,2})\2(\d\d)\b(?![:.]\d)(.*)"
)  # a year of two digits, first or last
CENTURY: Final = 69  # of years in two digits, the first that is of the last century: POSIX's rule
# Excel's numbers of days, 1990 to 2050: before, days since 1970 would look the same.
_SERIAL: Final = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIALS: Final = (32_874, 55_153)
# Nobody is asked here: what names no day, no whole year, or is a number of a program is no date.
_UNSURE: Final = re.compile(r"\d{1,7}(?:[.,]\d+)?|\d{9,11}|\d{13}|\d{4}[-/.]\d{1,2}")
_LONGEST: Final = 5  # days that a cell may span: weeks and months name no day
_FIRST, _LAST = np.datetime64("1950-01-01", "s"), np.datetime64("2100-01-01", "s")
_NEVER: Final = np.datetime64("NaT", "s")
_DAY: Final = 86_400.0
WRONG_ORDER: Final = 0.01  # share of dates readable in the other order alone, beyond which that is no slip
_ORDERS: Final[dict[DateOrder, str]] = {"dmy": "day", "mdy": "month", "ymd": "year"}
_ADVICE: Final = (
    (r"\d{4}([-/.]\d{1,2})?", "It names no day, and near repeats are a matter of days."),
    (
        r"[1-7]\d{4}([.,]\d+)?",
        "It looks like Excel's number of a day: format the column as yyyy-mm-dd and save.",
    ),
    (r"\d{10}|\d{13}", "It looks like a computer's count of seconds: write it as a date."),
    (r"\d{1,2}[./-]\d{1,2}[./-]\d{2}\b.*", "Are day, month and year in another order? Then say --dates."),
    (r"", "The column is empty there."),
)


def as_days(texts: Sequence[str], order: DateOrder, *, column: str, last: bool = False) -> Floats:
    """Days since 1970, NaN where a text is no date between 1950 and 2100. A time zone is read and dropped.

    Of a text that tells a window (`2024-03-01 18-22`) its start, or its end where `last`.

    Raises Refused for dates such as 03/04/2016 unless `order` says which number is the day, and when many can only
    be read in the other order.
    """
    each = list(dict.fromkeys(texts))
    if order == "iso":
        _refuse_unsaid_order(each, column)
    known = {text: _moment(text.strip(), order, last=last) for text in each}
    moments = np.array([known[text] for text in texts], "datetime64[s]")
    usable = (moments >= _FIRST) & (moments < _LAST)
    unread = [text for text, fine in zip(texts, usable.tolist(), strict=True) if not fine]
    if order != "iso":
        _refuse_other_order(unread, len(texts), order, column)
    return np.where(usable, moments.astype(np.int64) / _DAY, np.nan)


def advice(text: str) -> str:
    """What to do about a text that is no date."""
    for pattern, said in _ADVICE:
        if re.fullmatch(pattern, text.strip()):
            return said
    return "Write dates as 2024-03-01 or 2024-03-01 14:30, from 1950 on."


def serials(texts: Sequence[str]) -> int:
    """How many texts are Excel's numbers of days, and are read so."""
    return sum(_serial(text.strip()) is not None for text in texts)


def _serial(text: str) -> float | None:
    if not _SERIAL.fullmatch(text):
        return None
    number = float(text.replace(",", "."))
    return number if _SERIALS[0] <= number < _SERIALS[1] else None


def _refuse_unsaid_order(each: Sequence[str], column: str) -> None:
    texts = [text.strip() for text in each]
    unsaid = [text for text in texts if _YEAR_LAST.fullmatch(text) or _SHORT.fullmatch(text)]
    if not unsaid:
        return
    short = _SHORT.fullmatch(unsaid[0])
    orders = tuple(_ORDERS) if any(map(_SHORT.fullmatch, unsaid)) else ("dmy", "mdy")
    fitting = [order for order in orders if not any(np.isnat(_moment(text, order, last=False)) for text in unsaid)]
    parts = re.findall(r"\d+", unsaid[0])
    what = ", ".join(parts[:2]) + f" or {parts[2]}" if short else f"{parts[0]} or {parts[1]}"
    both = ", ".join(f"--dates {order} ({_ORDERS[order]} first)" for order in orders)
    said = (
        f"Going by the other rows, say --dates {fitting[0]}." if len(fitting) == 1 else f"Say which it is: {both}."
    )
    raise Refused(f"“{unsaid[0]}” in {column}: the day could be {what}. {said}")


def _refuse_other_order(unread: Sequence[str], rows: int, order: DateOrder, column: str) -> None:
    other: DateOrder = "mdy" if order == "dmy" else "dmy"
    if order == "ymd":
        return
    slashed = [text for text in map(str.strip, unread) if _YEAR_LAST.fullmatch(text) or _SHORT.fullmatch(text)]
    found = [text for text in slashed if not np.isnat(_moment(text, other, last=False))]
    if len(found) > WRONG_ORDER * rows:
        raise Refused(
            f"“{found[0]}” in {column} is no date in the order {order}, like {len(found)} of {rows} rows. Are day "
            f"and month the other way round? Then say --dates {other}."
        )


def _moment(text: str, order: DateOrder, *, last: bool) -> np.datetime64:
    """What the house's reader makes of a text, as far as it is sure."""
    if _PLAIN.fullmatch(text):
        return _plain(text)
    number = _serial(text)
    if number is not None:
        return _at(cast("Said", tables.said(number)), last=last)
    if (short := _SHORT.fullmatch(text)) is not None:
        text = _in_full(short, order)
    if found := _ZONE.fullmatch(text):
        text = found[1]
    if _UNSURE.fullmatch(text):
        return _NEVER
    wanted = order if order in {"dmy", "mdy"} else ""
    try:
        said = tables.said(text, Written(wanted))
        return _NEVER if said is None or not _fits(text, order) else _at(said, last=last)
    except (ValueError, OverflowError):
        return _NEVER


def _in_full(short: re.Match[str], order: DateOrder) -> str:
    """The same date with its year in four digits."""
    one, sign, two, three, rest = short.groups()
    if order == "ymd":
        return f"{_year(one)}-{two.zfill(2)}-{three}{rest}"
    return f"{one}{sign}{two}{sign}{_year(three)}{rest}"


def _year(digits: str) -> int:
    return int(digits) + (1900 if int(digits) >= CENTURY else 2000)


def _plain(text: str) -> np.datetime64:
    try:
        return np.datetime64(text, "s")
    except ValueError:
        return _midnight(text)


def _midnight(text: str) -> np.datetime64:
    """24:00 is the day's end."""
    day, clock = text[:10], text[11:]
    if clock not in {"24:00", "24:00:00"}:
        return _NEVER
    try:
        return np.datetime64(day, "s") + np.timedelta64(1, "D")
    except ValueError:
        return _NEVER


def _fits(text: str, order: DateOrder) -> bool:
    """Whether a date with its year last is one in this order: the other order is told of, never taken."""
    if not _YEAR_LAST.fullmatch(text):
        return True
    if order == "ymd":
        return False
    first, second = re.findall(r"\d+", text)[:2]
    return int(second if order == "dmy" else first) <= 12


def _at(said: Said, *, last: bool) -> np.datetime64:
    end = said.last if last and said.last is not None else said.first
    if said.last is not None and said.first.day and said.last.day:
        whole = said.first.clock is None and said.last.clock is None
        if whole and (said.last.day - said.first.day).days > _LONGEST:
            return _NEVER
    return np.datetime64(end.at(otherwise=time()).replace(tzinfo=None), "s")
