"""How far an action has come: its periods, what each was meant to be and was, and the pace. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from .rules import MONTHS, Rule

State = Literal["kept", "missed", "going", "behind", "coming", "idle"]
Result = Literal["kept", "partly", "not"]
NONE, WHOLE = Decimal(0), Decimal(1)
TENTH, ROOM, HALF = Decimal("0.1"), Decimal(2) / 3, Decimal("0.5")
"""A pace is behind when it lacks more than a tenth of what was due by now, and more than two thirds of one: a walk
a quarter is asked for in the quarter's last month, before it is too late."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What was counted, and of how many (only where a share is counted)."""

    n: Decimal = NONE
    of: Decimal = NONE

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.n + other.n, self.of + other.of)


@dataclass(frozen=True, slots=True)
class Period:
    """One period from `since` up to `until`: what was meant, what was counted, and what became of it.

    `due` is what should have been counted by now. For a share all three are per cent, and `amount` holds the
    counts behind it; "idle" is one in which there was nothing to take a share of.
    """

    since: date
    until: date
    wanted: Decimal
    due: Decimal
    got: Decimal
    amount: Amount
    state: State

    @property
    def credit(self) -> Decimal:
        """How much of what was meant is done, from 0 to 1."""
        return WHOLE if self.got >= self.wanted else self.got / self.wanted


@dataclass(frozen=True)
class Progress:
    """All periods; `done` and `due` are shares of the whole from 0 to 1. `result` is None before the end."""

    periods: tuple[Period, ...]
    done: Decimal
    due: Decimal
    state: State
    result: Result | None

    @property
    def running(self) -> Period | None:
        """The period that today lies in."""
        return next((each for each in self.periods if each.state in {"going", "behind"}), None)


def month_after(day: date, months: int = 1) -> date:
    """The first day of the month so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


@lru_cache(maxsize=4096)
def months(since: date, until: date) -> tuple[date, ...]:
    """The first days of the months from that of `since` up to `until`. Many actions ask for the same ones."""
    marks = [since.replace(day=1)]
    while marks[-1] < until:
        marks.append(month_after(marks[-1]))
    return tuple(each for each in marks if each < until)


def spans(rule: Rule, begins: date, ends: date) -> list[tuple[date, date]]:
    """The periods of a promise from the first of a month up to the first of another; the last may be shorter."""
    length = MONTHS.get(rule.per) if rule.how != "average" else None
    if length is None:
        return [(begins, ends)]
    marks = [begins]
    while marks[-1] < ends:
        marks.append(min(month_after(marks[-1], length), ends))
    return list(pairwise(marks))


def wanted(rule: Rule, since: date, until: date) -> Decimal:
    """What is meant in a period: a count, or per cent."""
    if rule.how != "average":
        return rule.n
    days = Decimal((until - since).days)
    return rule.n * (days / 7 if rule.per == "week" else sum(1 for _ in months(since, until)))


def progress(
    rule: Rule,
    counted: Mapping[date, Amount],
    *,
    begins: date,
    ends: date,
    today: date,
    applies: date | None = None,
) -> Progress:
    """How far it has come by `today`. `counted` are amounts by month, whose first day each names.

    A rule that was made later `applies` from the period in which that day lies; earlier ones are left out.
    """
    meant = [(a, b) for a, b in spans(rule, begins, ends) if applies is None or b > applies]
    periods = tuple(_period(rule, counted, since, until, today) for since, until in meant)
    held = [each for each in periods if each.state != "idle"] or list(periods)
    share = Decimal(len(held) or 1)
    done = sum((each.credit for each in held), NONE) / share
    due = sum((_elapsed(each.since, each.until, today) for each in held), NONE) / share
    return Progress(periods, done, due, _state(periods), _result(held, today))


def _period(rule: Rule, counted: Mapping[date, Amount], since: date, until: date, today: date) -> Period:
    amount = _summed(counted, since, until)
    meant = wanted(rule, since, until)
    got = (100 * amount.n / amount.of if amount.of else NONE) if rule.how == "share" else amount.n
    due = meant if rule.how == "share" else meant * _elapsed(since, until, today)
    if today < since:
        state: State = "coming"
    elif rule.how == "share" and not amount.of:
        state = "idle" if today >= until else "going"
    elif today >= until:
        state = "kept" if got >= meant else "missed"
    else:
        state = "behind" if _lags(rule, got, due) else "going"
    return Period(since, until, meant, due if today >= since else NONE, got, amount, state)


def _summed(counted: Mapping[date, Amount], since: date, until: date) -> Amount:
    """Added up number by number: thirty actions of ten years are thousands of months for one page."""
    found = [each for month in months(since, until) if (each := counted.get(month)) is not None]
    return Amount(sum((each.n for each in found), NONE), sum((each.of for each in found), NONE))


def _lags(rule: Rule, got: Decimal, due: Decimal) -> bool:
    return got < due if rule.how == "share" else got < due - max(due * TENTH, ROOM)


def _elapsed(since: date, until: date, today: date) -> Decimal:
    """The share of a period that has gone by."""
    if today >= until:
        return WHOLE
    return Decimal(min(max((today - since).days, 0), (until - since).days)) / (until - since).days


def _state(periods: Sequence[Period]) -> State:
    """What to say of all of it: what is wrong now comes first."""
    states = {each.state for each in periods}
    order: tuple[State, ...] = ("behind", "missed", "going", "kept", "idle", "coming")
    return next((each for each in order if each in states), "coming")


def _result(held: Sequence[Period], today: date) -> Result | None:
    if not held or any(today < each.until for each in held):
        return None
    if all(each.state in {"kept", "idle"} for each in held):
        return "kept"
    return "partly" if sum((each.credit for each in held), NONE) / len(held) >= HALF else "not"
