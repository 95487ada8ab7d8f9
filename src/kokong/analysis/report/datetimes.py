"""Dates and times as police systems write them, as days since 1970."""

import re
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import numpy as np

from ..arrays import Floats, Refused

DateOrder: TypeAlias = Literal["iso", "dmy", "mdy"]
# The zone is dropped: what counts is the clock on the wall, which also keeps whole days whole.
_CLOCK: Final = (
    r"(?:(?:T|,? +)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r" *(?:(?P<half>[AaPp])\.?[Mm]\.?)? *(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
)
_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})(?P<by>[-/.])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})" + _CLOCK)
_YEAR_LAST: Final = re.compile(r"(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<year>\d{4})" + _CLOCK)
_SOLID: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?Z?)?")
_FIRST, _LAST = np.datetime64("1950-01-01", "s"), np.datetime64("2100-01-01", "s")
_NEVER: Final = np.datetime64("NaT", "s")
_DAY: Final = 86_400.0
WRONG_ORDER: Final = 0.01  # share of dates readable in the other order alone, beyond which that is no slip
_ADVICE: Final = (
    (r"\d{4}([-/.]\d{1,2})?", "It names no day, and near repeats are a matter of days."),
    (
        r"[1-7]\d{4}([.,]\d+)?",
        "It looks like Excel's number of a day: format the column as yyyy-mm-dd and save.",
    ),
    (r"\d{10}|\d{13}", "It looks like a computer's count of seconds: write it as a date."),
    (r"\d{1,2}[./-]\d{1,2}[./-]\d{2}\b.*", "Write the year with four digits."),
    (r"", "The column is empty there."),
)


def as_days(texts: Sequence[str], order: DateOrder, *, column: str) -> Floats:
    """Days since 1970, NaN where a text is no date between 1950 and 2100. A time zone is read and dropped.

    Raises Refused for dates such as 03/04/2016 unless `order` says which number is the day, and when many can only
    be read in the other order.
    """
    each = list(dict.fromkeys(texts))
    if order == "iso":
        _refuse_unsaid_order(each, column)
    known = {text: _moment(text.strip(), order) for text in each}
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


def _refuse_unsaid_order(each: Sequence[str], column: str) -> None:
    unsaid = [text.strip() for text in each if _YEAR_LAST.fullmatch(text.strip())]
    if not unsaid:
        return
    orders: tuple[DateOrder, ...] = ("dmy", "mdy")
    fitting = [order for order in orders if not any(np.isnat(_moment(text, order)) for text in unsaid)]
    day, month, _ = re.split(r"[./-]", unsaid[0], maxsplit=2)
    both = "--dates dmy (day first) or --dates mdy (month first)"
    said = (
        f"Going by the other rows, say --dates {fitting[0]}." if len(fitting) == 1 else f"Say which it is: {both}."
    )
    raise Refused(f"“{unsaid[0]}” in {column}: the day could be {day} or {month}. {said}")


def _refuse_other_order(unread: Sequence[str], rows: int, order: DateOrder, column: str) -> None:
    other: DateOrder = "mdy" if order == "dmy" else "dmy"
    slashed = [text.strip() for text in unread if _YEAR_LAST.fullmatch(text.strip())]
    found = [text for text in slashed if not np.isnat(_moment(text, other))]
    if len(found) > WRONG_ORDER * rows:
        raise Refused(
            f"“{found[0]}” in {column} is no date in the order {order}, like {len(found)} of {rows} rows. Are day "
            f"and month the other way round? Then say --dates {other}."
        )


def _moment(text: str, order: DateOrder) -> np.datetime64:
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        return _parsed(found, found["month"], found["day"])
    found = _YEAR_LAST.fullmatch(text)
    if found:
        day, month = (found["one"], found["two"]) if order == "dmy" else (found["two"], found["one"])
        return _parsed(found, month, day)
    found = _SOLID.fullmatch(text)
    return _at(*(int(part or 0) for part in found.groups())) if found else _NEVER


def _parsed(found: re.Match[str], month: str, day: str) -> np.datetime64:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    return _at(int(found["year"]), int(month), int(day), hour, minute, second)


def _at(year: int, month: int, day: int, hour: int, minute: int, second: int) -> np.datetime64:
    seconds = 3600 * hour + 60 * minute + second
    if seconds > _DAY or max(minute, second) > 59:  # 24:00 is the day's end
        return _NEVER
    try:
        return np.datetime64(f"{year:04}-{month:02}-{day:02}", "s") + np.timedelta64(seconds, "s")
    except ValueError:
        return _NEVER
