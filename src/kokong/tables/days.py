"""Days as people write them, found at a place in a text. What has two readings keeps both."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from .written import Doubt, TwoReadings, Written

_NAMES: Final = (
    "januari january jan", "februari february feb", "mars march mar", "april apr", "maj may mai", "juni june jun",
    "juli july jul", "augusti august aug", "september sept sep", "oktober october okt oct", "november nov",
    "december dec",
)  # fmt: skip
MONTHS: Final = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_NAME: Final = rf"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])\.?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_SHORT: Final = r"(?P<short>\d\d)(?!\d)"
_LATER: Final = rf"(?:[ ,./-]*{_YEAR}| ?[-'’] ?{_SHORT}(?![:.]\d))"
_ON: Final = r"(?: ?- ?| ?& ?| (?:och|till|and|to) )"


@dataclass(frozen=True)
class Day:
    """A day, or several in a row. `readings` are the first by the order in which it is read; one where it is sure.

    `fits` are all orders that it can be read in, also those that come to the same day: 6/6 shows no order.
    Without a year (`month`, `day` known, `doubt` "year") there is none until the year is known.
    """

    readings: Mapping[str, date]
    doubt: Doubt | None = None
    days: int = 1
    part: tuple[int, int] = (0, 0)
    fits: frozenset[str] = frozenset()

    def first(self, written: Written, said: str, *, year: int = 0) -> date:
        """The first day. Raises TwoReadings."""
        if self.doubt == "year":
            known = year or written.year
            if not known:
                raise TwoReadings("year", {}, said)
            return date(known, *self.part)
        if len(self.readings) == 1:
            return next(iter(self.readings.values()))
        told = written.order if self.doubt == "order" else written.short
        if self.doubt and told in self.readings:
            return self.readings[told]
        raise TwoReadings(self.doubt or "order", self.readings, said)


def _sure(day: date, days: int = 1) -> Day:
    return Day({"": day}, days=days)


def _year_of(found: re.Match[str]) -> int:
    parts = found.groupdict()
    return int(parts["year"]) if parts.get("year") else 2000 + int(parts["short"]) if parts.get("short") else 0


def _within(found: re.Match[str], month: int, day: int, days: int = 1) -> Day:
    """A day of a month, with or without its year."""
    year = _year_of(found)
    if year:
        return _sure(date(year, month, day), days)
    date(2024, month, day)  # raises ValueError for a day that no year has
    return Day({}, "year", days, (month, day))


def _whole(found: re.Match[str], _written: Written) -> Day:
    return _sure(date(int(found["year"]), int(found["m"]), int(found["d"])))


def _two(found: re.Match[str], written: Written) -> Day:
    """Day and month in either order, the year in full."""
    year, one, two = int(found["year"]), int(found["one"]), int(found["two"])
    by = {"dmy": (two, one), "mdy": (one, two)}
    readings = _valid({order: (year, *parts) for order, parts in by.items()}, written, always=True)
    if found["by"] == "." and "dmy" in readings:  # with dots nobody writes the month first
        return _sure(readings["dmy"])
    return Day(_differing(readings), "order", fits=frozenset(readings))


def _three(found: re.Match[str], written: Written) -> Day:
    """Three numbers of two digits."""
    one, two, three = (int(found[part]) for part in ("one", "two", "three"))
    by = {"ymd": (2000 + one, two, three), "dmy": (2000 + three, two, one), "mdy": (2000 + three, one, two)}
    if found["by"] in {".", ""}:
        del by["mdy"]
        readings = _valid(by, written)  # what can't be a day may be a time: 18.30.00
    else:
        try:
            readings = _valid(by, written)
        except ValueError:  # all of them long ago
            readings = _valid(by, written, always=True)
    return Day(_differing(readings), "short", fits=frozenset(readings))


def _differing(readings: Mapping[str, date]) -> dict[str, date]:
    """The readings that come to different days."""
    found: dict[str, date] = {}
    for order, day in readings.items():
        if day not in found.values():
            found[order] = day
    return found


def _valid(by: Mapping[str, tuple[int, int, int]], written: Written, *, always: bool = False) -> dict[str, date]:
    found: dict[str, date] = {}
    for order, parts in by.items():
        try:
            day = date(*parts)
        except ValueError:
            continue
        found[order] = day
    likely = found if always else {order: day for order, day in found.items() if written.possible(day)}
    if not likely:
        raise ValueError(str(by))
    return likely


def _swedish(found: re.Match[str], written: Written) -> Day:
    """`1/3-26`: so the year is only written where the day goes first."""
    if not written.possible(date(_year_of(found), 1, 1)):  # `20/11 2130` tells a time of day
        raise ValueError(found.group())
    return _within(found, int(found["m"]), int(found["d"]))


def _bare(found: re.Match[str], written: Written) -> Day:
    """`20/11`, without a year."""
    one, two = int(found["d"]), int(found["m"])
    if one <= 12 >= two and one != two and not written.order:
        this = written.today.year if written.today else 2024
        return Day({"dmy": date(this, two, one), "mdy": date(this, one, two)}, "order")
    day, month = (two, one) if two > 12 or (written.order == "mdy" and one <= 12) else (one, two)
    return _within(found, month, day)


def _named(found: re.Match[str], _written: Written) -> Day:
    return _within(found, MONTHS[found["name"]], int(found["d"]))


def _range(found: re.Match[str], _written: Written) -> Day:
    """`20-21/11`, `20–21 november 2026`, `20-21.11.2026`, `20-21-11-2026`."""
    parts = found.groupdict()
    month = MONTHS[parts["name"]] if parts.get("name") else int(parts["m"])
    first, last = int(found["d"]), int(found["last"])
    if last <= first or last > 31:
        raise ValueError(found.group())
    return _within(found, month, first, last - first + 1)


def _month(found: re.Match[str], written: Written) -> Day:
    parts = found.groupdict()
    month = MONTHS[parts["name"]] if parts.get("name") else int(parts["m"])
    start = date(int(found["year"]), month, 1)
    if not written.possible(start):
        raise ValueError(found.group())
    after = date(start.year + month // 12, month % 12 + 1, 1)
    return _sure(start, (after - start).days)


def _week(found: re.Match[str], _written: Written) -> Day:
    return _sure(date.fromisocalendar(int(found["year"]), int(found["week"]), 1), 7)


Reader = Callable[[re.Match[str], Written], Day]
_PATTERNS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?P<year>\d{4})(?P<by>[-/.])(?P<m>\d{1,2})(?P=by)(?P<d>\d{1,2})(?!\d)", _whole),
        (r"(?P<year>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=\D|$|\d{4}(?:\d\d)?(?!\d))", _whole),
        (r"(?P<d>\d{1,2})/(?P<m>\d{1,2}) ?- ?(?P<year>(?:19|20)\d\d)(?![\d/])", _swedish),
        (r"(?P<d>\d{1,2})/(?P<m>\d{1,2}) ?-(?P<short>\d\d)(?![\d/:.])", _swedish),
        (r"(?P<d>\d{1,2})/(?P<m>\d{1,2}) (?P<year>(?:19|20)\d\d)(?!\d)", _swedish),
        (rf"(?P<d>\d{{1,2}}){_ON}(?P<last>\d{{1,2}})/(?P<m>\d{{1,2}})(?![\d/]){_LATER}?", _range),
        (rf"(?P<d>\d{{1,2}}){_ON}(?P<last>\d{{1,2}})\.? {_NAME}{_LATER}?", _range),
        (rf"(?P<d>\d{{1,2}}){_ON}(?P<last>\d{{1,2}})(?P<by>[-.])(?P<m>\d{{1,2}})(?P=by){_YEAR}", _range),
        (rf"(?P<one>\d{{1,2}})(?P<by>[-/. ])(?P<two>\d{{1,2}})(?P=by){_YEAR}", _two),
        (r"(?P<one>\d{1,2})(?P<by>[-/.])(?P<two>\d{1,2})(?P=by)(?P<three>\d\d)(?![\d:])", _three),
        (r"(?P<one>\d\d)(?P<by>)(?P<two>\d\d)(?P<three>\d\d)(?!\d)", _three),
        (rf"(?P<d>\d{{1,2}})(?:\:?[ea]|\.|st|nd|rd|th)?[ -]?{_NAME}{_LATER}?", _named),
        (rf"{_NAME} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]),? {_YEAR}", _named),
        (rf"{_NAME}[ ,-]*{_YEAR}", _month),
        (rf"{_YEAR}-(?P<m>\d\d)(?![\d-])", _month),
        (rf"(?:vecka|week|v|w)[. ]*(?P<week>\d\d?)(?!\d)[ ,/-]*{_YEAR}", _week),
        (rf"{_YEAR}[ ,-]*(?:vecka|week|v|w)[. ]*(?P<week>\d\d?)(?!\d)", _week),
        (r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])", _bare),
    )
)


def day_at(text: str, at: int, written: Written) -> tuple[Day, int] | None:
    """The day that is written at a place of a folded text, and where it ends; None where there is none."""
    for pattern, reader in _PATTERNS:
        if found := pattern.match(text, at):
            try:
                return reader(found, written), found.end()
            except (ValueError, OverflowError):
                continue
    return None


def last_of(first: date, days: int) -> date:
    """The last of several days."""
    return first + timedelta(days=days - 1)
