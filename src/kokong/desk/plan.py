"""The year as a wheel: what the measures and the work list have to do in each month, and what was done in it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import cos, pi, sin
from typing import Final, Literal

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kokong.kernel import measure
from kokong.kernel.year import Item
from kokong.ledger import api as ledger
from kokong.people import api as people
from kokong.tasks import api as tasks

FIRST, LAST = 2000, 2100
RADIUS: Final = 42.0
GAP: Final = 0.06  # of a month's share of the circle, at each end

Tone = Literal["late", "due", "done", "free"]


@dataclass(frozen=True)
class Line:
    """Things of one sort in a month. `late`: some should have been done by now."""

    title: str
    count: int
    url: str
    icon: str
    late: bool = False
    by: date | None = None


@dataclass(frozen=True)
class Month:
    """One month: what is to be done, first what is late; and what was delivered, each in words with how many."""

    first: date
    now: bool
    due: Sequence[Line]
    done: Sequence[tuple[str, int]]

    @property
    def name(self) -> str:
        """As a heading."""
        return date_format(self.first, "F")

    @property
    def to_do(self) -> int:
        """How much there is to do."""
        return sum(line.count for line in self.due)

    @property
    def delivered(self) -> int:
        """How much was delivered."""
        return sum(number for _words, number in self.done)

    @property
    def tone(self) -> Tone:
        """How it stands in the wheel."""
        if any(line.late for line in self.due):
            return "late"
        return "due" if self.due else "done" if self.done else "free"

    @property
    def path(self) -> str:
        """Its stroke in the wheel, in a square of 100 by 100; January begins at the top."""
        begin, end = (_on_circle(self.first.month - 1 + part) for part in (GAP, 1 - GAP))
        return f"M{begin}A{RADIUS:g} {RADIUS:g} 0 0 1 {end}"

    @property
    def letter(self) -> tuple[str, str, str]:
        """Its first letter, and where that stands inside the wheel."""
        across, down = _on_circle(self.first.month - 0.5, 31).split()
        return self.name[0].upper(), across, down


@dataclass(frozen=True)
class Plan:
    """A year. `earlier` should have been done in the years before this one; `undated` waits, for no day."""

    year: int
    months: Sequence[Month]
    earlier: Sequence[Line]
    undated: Sequence[Line]

    @property
    def here(self) -> Month | None:
        """The month that it is now; None in another year."""
        return next((month for month in self.months if month.now), None)

    @property
    def late(self) -> Sequence[Line]:
        """What should have been done before this month."""
        months = (month for month in self.months if not month.now)
        return [*self.earlier, *(line for month in months for line in month.due if line.late)]

    @property
    def to_do(self) -> int:
        """How much of the year there is to do."""
        return sum(month.to_do for month in self.months)

    @property
    def delivered(self) -> int:
        """How much of the year was delivered."""
        return sum(month.delivered for month in self.months)

    @property
    def before(self) -> int | None:
        """The year before, if there is one to look at."""
        return self.year - 1 if self.year > FIRST else None

    @property
    def after(self) -> int | None:
        """The year after, if there is one to look at."""
        return self.year + 1 if self.year < LAST else None


def plan(*, actor: people.Actor, year: int | None, now: datetime) -> Plan:
    """The year that is asked for, or this one."""
    today = timezone.localdate(now)
    year = year if year is not None and FIRST <= year <= LAST else today.year
    begins, until = date(year, 1, 1), date(year + 1, 1, 1)
    since = date(FIRST, 1, 1) if year == today.year else begins  # what is late is late still after New Year
    waiting = tasks.by_day(actor=actor, since=since, until=until)
    items = [*_declared(actor, since, until), *_tasks(waiting)]
    done = _delivered(begins, until)
    months = [date(year, month, 1) for month in range(1, 13)]
    return Plan(
        year=year,
        months=[_month(first, _of(items, first), done, today) for first in months],
        earlier=_lines([each for each in items if each[0].by < begins], today),
        undated=[_line(kind.words, number, _page(), kind.icon) for kind, number in _undated(waiting)],
    )


def _declared(actor: people.Actor, since: date, until: date) -> Iterator[tuple[Item, str]]:
    for one, items in measure.each("year"):
        yield from ((each, one.icon) for each in items(actor=actor, since=since, until=until))


def _tasks(waiting: Sequence[tasks.ByDay]) -> Iterator[tuple[Item, str]]:
    for each in waiting:
        if each.by is not None:
            yield Item(each.by, str(each.kind.words), each.count, _page()), each.kind.icon


def _undated(waiting: Sequence[tasks.ByDay]) -> Iterator[tuple[tasks.Kind, int]]:
    return ((each.kind, each.count) for each in waiting if each.by is None)


def _page() -> str:
    return reverse("tasks:list")


def _line(title: object, count: int, url: str, icon: str) -> Line:
    return Line(str(title), count, url, icon)


def _delivered(since: date, until: date) -> dict[date, list[tuple[str, int]]]:
    """By month what was delivered, in the words of the measure that did."""
    said = {code: str(words) for one in measure.everyone() for code, words in one.delivers.items()}
    found: dict[date, list[tuple[str, int]]] = {}
    for (code, month), number in ledger.by_measure_and_month(since=since, until=until).items():
        found.setdefault(month, []).append((said.get(code, code), number))
    return found


def _of(items: Sequence[tuple[Item, str]], month: date) -> list[tuple[Item, str]]:
    return [each for each in items if each[0].by.replace(day=1) == month]


def _month(
    first: date, items: Sequence[tuple[Item, str]], done: dict[date, list[tuple[str, int]]], today: date
) -> Month:
    now = (first.year, first.month) == (today.year, today.month)
    return Month(first, now, _lines(items, today), done.get(first, []))


def _lines(items: Sequence[tuple[Item, str]], today: date) -> list[Line]:
    """Items of one sort together, what is late first, then by their days."""
    counts: Counter[tuple[bool, str, str, str]] = Counter()
    days: dict[tuple[bool, str, str, str], date] = {}
    for item, icon in items:
        key = (item.by >= today, item.title, item.url, icon)
        counts[key] += item.count
        days[key] = min(days.get(key, item.by), item.by)
    return [
        Line(title, counts[ahead, title, url, icon], url, icon, late=not ahead, by=days[ahead, title, url, icon])
        for ahead, title, url, icon in sorted(counts, key=lambda key: (key[0], days[key], key[1]))
    ]


def _on_circle(months: float, radius: float = RADIUS) -> str:
    angle = 2 * pi * months / 12
    return f"{50 + radius * sin(angle):.2f} {50 - radius * cos(angle):.2f}"
