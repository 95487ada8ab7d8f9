"""Times as people and spreadsheets write them: a day, a time of day, both, or from one to another, in one cell.

What isn't understood whole is not understood: no part of a cell is passed over but the words of `_SILENT`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from math import isfinite
from typing import Final

from .cells import as_text
from .days import Day, day_at, last_of
from .headers import unaccented
from .written import UNSAID, Doubt, TwoReadings, Written

EXCEL_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 – local time, whichever zone the file was written in
EXCEL_DAYS: Final = (20_000, 80_000)  # 1954–2119; a bare number in this range is a day
DAYS_TO_1904: Final = 1462
EARLIEST_YEAR: Final = 1905  # a spreadsheet's time of day stands on a day before
NIGHT: Final = (time(22), time(6))

_WEEKDAYS = (
    "mandag|tisdag|onsdag|torsdag|fredag|lordag|sondag|man|tis|ons|tors|tor|fre|lor|son"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"
)
_NOT_KNOWN = "okant|okand|oklart|oklar|unknown"
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[t ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?) ?(z|utc|gmt|\+\d\d:?\d\d)(?![\d:])")
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?(?![\d:])"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<hour4>\d\d)(?P<minute4>\d\d)(?P<second4>\d\d)?(?!\d)"
    r"|(?P<hour3>\d)(?P<minute3>\d\d)(?!\d)"
    r"|(?P<hour1>\d{1,2})(?!\d)(?: ?(?P<half1>[ap])\.?m\b\.?)?"
)
_ON = re.compile(r" ?(?:-+>?|→|/|(?<![a-z])(?:och|till|and|to|until|t\.? ?o\.? ?m\.?)(?![a-z])) ?")
_DAY_FIRST = re.compile(r"(?<![a-z])(?:natten|mellan|den)(?![a-z])")  # who writes so puts the day first
_NIGHT = re.compile(r"natten (?:till|mot)(?![a-z])(?: den)?|(?:natten|natt)(?![a-z])(?: (?:mellan|den))?")
_SIGN = re.compile(r"(?:-+>?|→|/) ?\d")  # a sign before all else: a number below nothing, or an end without start
_SILENT = re.compile(
    r"[ ,;()]+|\.(?!\d)|t(?=\d)|h(?![a-z])|"
    r"(?:mellan|between|fran|from|fr\.? ?o\.? ?m\.?|den|the|on|kl|klockan|klockslag|klocka|tid|datum|ca|cirka|c:a"
    rf"|omkring|around|about|{_WEEKDAYS})\.?(?![a-z])"
)
_UNKNOWN = re.compile(
    rf"(?:{_NOT_KNOWN})(?: (?:klockslag|tid|time|tidpunkt|klocka))?|(?:klockslag|tid|time) (?:{_NOT_KNOWN})"
    r"|\?+|vet (?:ej|inte)|uppgift saknas|ej (?:angivet|angiven)|saknas|n/a|n\.a\.|(?<![^ ])-+(?![^ ])(?! ?\d)"
)


@dataclass(frozen=True)
class End:
    """One end of what a cell says: a day, a time of day, or both. `over`: the time is 24:00, the day's end."""

    day: date | None = None
    clock: time | None = None
    over: bool = False
    zone: tzinfo | None = None

    def at(self, *, otherwise: time) -> datetime:
        """The moment, at the time of day `otherwise` where none is said. Raises ValueError without a day."""
        if self.day is None:
            raise ValueError("no day")
        moment = datetime.combine(self.day, self.clock or otherwise, self.zone)
        return moment + timedelta(days=1) if self.over and self.clock is not None else moment

    @property
    def text(self) -> str:
        """The day and the time of day as programs write them."""
        if self.day is not None and self.clock is not None and not self.over:
            return datetime.combine(self.day, self.clock, self.zone).isoformat(" ", "seconds")
        clock = "24:00" if self.over else "" if self.clock is None else self.clock.isoformat("seconds")
        return " ".join(filter(None, (self.day.isoformat() if self.day else "", clock)))

    @property
    def minutes(self) -> float:
        """The time of day as a number to compare; after all others for 24:00."""
        clock = self.clock or time()
        return 1440.0 if self.over else clock.hour * 60 + clock.minute + clock.second / 60


@dataclass(frozen=True)
class Said:
    """What one cell says: from `first` to `last`; one moment or day where that is None."""

    first: End
    last: End | None = None

    @property
    def text(self) -> str:
        """The same as text that `said` reads alike."""
        return " - ".join(end.text for end in (self.first, self.last) if end is not None)


@dataclass
class _Part:
    """What stands between two joining words. `bare`: its time of day is one number, as a day may be too."""

    day: Day | None = None
    end: End | None = None  # said with its zone
    clock: End | None = None
    bare: bool = False
    night: str = ""
    unknown: bool = False


def said(cell: object, written: Written = UNSAID) -> Said | None:
    """What a cell says of time; None for an empty one, or one that says that nothing is known.

    Raises TwoReadings where it may be two days, ValueError where it can't be understood.
    """
    if isinstance(cell, bool):
        raise ValueError(cell)
    if isinstance(cell, datetime):
        clock = End(clock=cell.time())
        return Said(clock if cell.year < EARLIEST_YEAR else replace(clock, day=cell.date(), zone=cell.tzinfo))
    if isinstance(cell, date):
        return Said(End(day=cell))
    if isinstance(cell, time):
        return Said(End(clock=cell.replace(tzinfo=None)))
    if isinstance(cell, timedelta):
        return Said(_fraction(cell / timedelta(days=1)))
    text = as_text(cell)
    return (_counted(cell, text, written) or _read(text, written)) if text else None


def _fraction(days: float) -> End:
    """A fraction of a day as a spreadsheet keeps it; the second it means is the nearest one."""
    if not 0 <= days <= 1:
        raise ValueError(days)
    seconds = round(days * 86_400)
    return (
        End(clock=time(), over=True)
        if seconds == 86_400
        else End(clock=(EXCEL_EPOCH + timedelta(seconds=seconds)).time())
    )


def _counted(cell: object, text: str, written: Written) -> Said | None:
    """A spreadsheet's number of a day, of a fraction of one, or a time typed as a decimal number."""
    plain = isinstance(cell, int | float)
    if not plain and not re.fullmatch(r"\d{5}(?:[.,]\d+)?|0[.,]\d{3,}", text):
        return None
    days = float(cell) if isinstance(cell, int | float) else float(text.replace(",", "."))
    if not isfinite(days):
        raise ValueError(text)
    if 0 <= days < 1 and not (plain and days == 0):
        return Said(_fraction(days))
    if 1 < days < 24 and not days.is_integer():  # 18.30, typed where a point divides decimals
        return _read(f"{days:.2f}", written) if abs(days * 100 - round(days * 100)) < 1e-6 else None
    if len(str(int(days))) != 5:
        return None
    days += DAYS_TO_1904 if plain and written.epoch_1904 else 0
    if not EXCEL_DAYS[0] <= days <= EXCEL_DAYS[1]:
        raise ValueError(text)
    moment = EXCEL_EPOCH + timedelta(seconds=round(days * 86_400))
    return Said(End(moment.date(), None if days.is_integer() else moment.time()))


def _read(text: str, written: Written) -> Said | None:
    plain = _plain(text)
    parts = list(_parts(plain, written, text))
    if len(parts) > 2 or _SIGN.match(plain) or _day_or_hour(parts):
        raise ValueError(text)
    night = next((part.night for part in parts if part.night), "")
    known = [part for part in parts if part.day or part.end or part.clock]
    if not known:
        if all(part.unknown for part in parts):
            return None
        raise ValueError(text)
    ends = _ends(known, written, text)
    if len(ends) == 1 and not night and (part := _open(parts, *ends[0])):
        return part
    return _by_night(ends, night, text) if night else _joined(ends, text)


def _open(parts: list[_Part], end: End, days: int) -> Said | None:
    """From or to a time, where the other end isn't known: the rest of that day. `18:30 -`, `okänt - 07:00`."""
    unsaid = any(part.unknown for part in parts) or parts[1:] == [_Part()]
    if end.day is None or end.clock is None or days > 1 or not unsaid:
        return None
    whole = End(end.day, zone=end.zone)
    return Said(whole, end) if parts[0].unknown and parts[0].clock is parts[0].end is None else Said(end, whole)


def _day_or_hour(parts: list[_Part]) -> bool:
    """Whether one end is a number alone and the other a day without a time: `2026-11-20/21` means no hour."""
    days_alone = any(part.day is not None and part.clock is None for part in parts)
    return days_alone and any(part.bare and part.day is None for part in parts)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[‐-―−]", "-", unaccented(text))).strip(" .,;")


def _parts(plain: str, written: Written, text: str) -> Iterator[_Part]:
    """The parts of a cell, divided by what joins two ends. Raises ValueError for a word that isn't known."""
    if not written.order and _DAY_FIRST.search(plain):
        written = replace(written, order="dmy")
    part, at = _Part(), 0
    while at < len(plain):
        at, ended = _step(plain, at, part, written)
        if at < 0:
            raise ValueError(text)
        if ended:
            yield part
            part = _Part()
    yield part


def _step(plain: str, at: int, part: _Part, written: Written) -> tuple[int, bool]:
    """What stands at a place, into the part; where it ends, and whether the part does. -1 for an unknown word."""
    before = plain[at - 1] if at else " "
    word = not before.isalpha()
    if found := word and _UNKNOWN.match(plain, at):
        part.unknown = True
    elif found := word and _NIGHT.match(plain, at):
        part.night = "till" if found.group().startswith(("natten till", "natten mot")) else "natten"
    elif not before.isdigit() and (end := _zoned(plain, at)) and part.day is None and part.end is None:
        part.end, at = end
        return at, False
    elif part.day is None and not before.isdigit() and (day := day_at(plain, at, written)):
        part.day, at = day
        return at, False
    elif part.clock is None and (not before.isdigit() or part.day) and (found := _CLOCK.match(plain, at)):
        part.clock, part.bare = _clock(found), bool(found["hour1"] and not found["half1"])
    elif found := _ON.match(plain, at):
        return found.end(), True
    elif not (found := _SILENT.match(plain, at)):
        return -1, False
    return found.end(), False


def _zoned(plain: str, at: int) -> tuple[End, int] | None:
    found = _ISO.match(plain, at)
    if not found:
        return None
    zone = "+00:00" if found[3][0] != "+" else found[3]
    moment = datetime.fromisoformat(f"{found[1]}T{found[2].replace(',', '.')}{zone}")
    return End(moment.date(), moment.time(), zone=moment.tzinfo), found.end()


def _clock(found: re.Match[str]) -> End:
    parts = {name: value for name, value in found.groupdict().items() if value}
    hour, minute, second = (
        int(next((parts[name + more] for more in ("", "4", "3", "1") if name + more in parts), 0))
        for name in ("hour", "minute", "second")
    )
    if half := parts.get("half") or parts.get("half1"):
        if not 1 <= hour <= 12:
            raise ValueError(found.group())
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute, second) == (24, 0, 0):
        return End(clock=time(), over=True)
    return End(clock=time(hour, minute, second))


def _ends(parts: list[_Part], written: Written, text: str) -> list[tuple[End, int]]:
    """Each part as an end, with the number of its days. A year that one part says is the other's too."""
    found: list[tuple[End, int]] = []
    later: date | None = None
    for part in reversed(parts):
        if part.end:
            found.append((part.end, 1))
            later = part.end.day
            continue
        clock = part.clock or End()
        if part.day is None:
            found.append((clock, 1))
            continue
        day = _first(part.day, written, text, later)
        later = day
        found.append((replace(clock, day=day), part.day.days))
    return _forward(parts, list(reversed(found)), written, text)


def _first(day: Day, written: Written, text: str, later: date | None) -> date:
    if later is None:
        try:
            return day.first(written, text)
        except TwoReadings as error:
            if error.doubt != "year":
                raise
            return date(4, *day.part)  # until the part before says its year
    if day.doubt != "year" or later.year == 4:
        return day.first(written, text) if day.doubt != "year" else date(4, *day.part)
    found = day.first(written, text, year=later.year)
    return found if found <= later else day.first(written, text, year=later.year - 1)


def _forward(
    parts: list[_Part], found: list[tuple[End, int]], written: Written, text: str
) -> list[tuple[End, int]]:
    """The same, with the years that only the part before says. Raises TwoReadings where none does."""
    before: date | None = None
    ends: list[tuple[End, int]] = []
    for part, (told, days) in zip(parts, found, strict=True):
        end = told
        if end.day is not None and end.day.year == 4:
            assert part.day is not None
            day = part.day.first(written, text, year=before.year if before else 0)
            if before and day < before:
                day = part.day.first(written, text, year=day.year + 1)
            end = replace(end, day=day)
        before = end.day or before
        ends.append((end, days))
    return ends


def _joined(ends: list[tuple[End, int]], text: str) -> Said:
    first, days = ends[0]
    if len(ends) == 1:
        if days == 1:
            return Said(first)
        assert first.day is not None
        if first.clock is not None:
            raise ValueError(text)
        return Said(first, End(last_of(first.day, days)))
    last, more = ends[1]
    if more > 1 or (days > 1 and (last.day is not None or last.clock is None)):
        raise ValueError(text)
    if days > 1:  # `20-21/11 kl 18-07`: the days, and then the times of both
        assert first.day is not None
        return Said(first, replace(last, day=last_of(first.day, days)))
    return Said(*ordered(first, last))


def ordered(first: End, last: End) -> tuple[End, End]:
    """Two ends of which one may lack its day: it is the other's, or the one beside it where the times say so."""
    wraps = first.clock is not None and last.clock is not None and last.minutes < first.minutes
    if first.day and last.day is None:
        last = replace(last, day=first.day + timedelta(days=wraps))
    elif last.day and first.day is None:
        first = replace(first, day=last.day - timedelta(days=wraps))
    return first, last


def _by_night(ends: list[tuple[End, int]], night: str, text: str) -> Said:
    """The night to a day: `natten till 21/11`, `natten 20–21/11`, `natten mellan 20/11 och 21/11`."""
    days = [end.day for end, _ in ends if end.day]
    clocks = [end for end, _ in ends if end.clock is not None]
    if not days:
        raise ValueError(text)
    many = ends[0][1]
    morning = last_of(days[0], many) if len(days) == 1 else days[1]
    two = many == 2 or len(days) == 2
    if (two and morning - days[0] != timedelta(days=1)) or (night != "till" and not two) or many > 2:
        raise ValueError(text)
    if not clocks:
        return Said(End(morning - timedelta(days=1), NIGHT[0]), End(morning, NIGHT[1]))
    told = [replace(end, day=morning - timedelta(days=end.minutes >= 720)) for end in clocks]
    return Said(told[0], told[1] if len(told) > 1 else None)


def orders(cell: object, written: Written) -> Iterator[tuple[Doubt, frozenset[str]]]:
    """The orders in which the days of a cell can be read, where it is written so that the order counts."""
    if not isinstance(cell, str | int | float) or isinstance(cell, bool):
        return
    text = as_text(cell)
    try:
        parts = list(_parts(_plain(text), written, text)) if text and not _counted(cell, text, written) else []
    except (ValueError, OverflowError):
        return
    for part in parts:
        if part.day is not None and part.day.doubt in {"order", "short"} and part.day.fits:
            yield part.day.doubt, part.day.fits
