"""What can be drawn, who starts when, and whether it went as drawn. Plain Python."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from ..rules import FEWEST_MONTHS_AFTER, MOST_YEARS, Fault, first_of_month, months_between

LONGEST: Final = 300
MOST_APART: Final = 24
FEWEST_AREAS: Final = 3

Went = Literal["as_drawn", "early", "late", "missing", "waits"]


@dataclass(frozen=True)
class Lottery:
    """What is announced before the lot is drawn: areas, months, and what the seed will be.

    Months are named by their first day. `apart` months lie between the starts of `at_once` areas each. `seed_is`
    says where the seed will come from, such as "the numbers of Lotto on 5 December 2026".
    """

    question: str
    measures: tuple[str, ...]
    areas: tuple[int, ...]
    since: date
    start: date
    at_once: int
    apart: int
    seed_is: str


def later(month: date, many: int) -> date:
    """The month so many months after another."""
    number = 12 * month.year + month.month - 1 + many
    return date(number // 12, number % 12 + 1, 1)


def steps(asked: Lottery) -> int:
    """How many starts there are."""
    return math.ceil(len(asked.areas) / asked.at_once)


def begins(asked: Lottery, place: int) -> date:
    """The month in which the area at a place of the order (0 first) starts."""
    return later(asked.start, asked.apart * (place // asked.at_once))


def ends(asked: Lottery) -> date:
    """The month in which the last areas start: then nobody is left to compare with, and the outcome is read."""
    return later(asked.start, asked.apart * (steps(asked) - 1))


def fault(asked: Lottery) -> Fault | None:
    """The first thing that is wrong; None where it can be carried out."""
    looked = (
        ("question", not asked.question.strip(), "empty"),
        ("measures", not asked.measures, "no_measure"),
        ("areas", len(asked.areas) < FEWEST_AREAS, "few_areas"),
        ("at_once", not 1 <= asked.at_once < len(asked.areas), "at_once"),
        ("apart", not 1 <= asked.apart <= MOST_APART, "apart"),
        ("start", not asked.since < asked.start, "nothing_before"),
        ("seed_is", not asked.seed_is.strip(), "no_seed"),
    )
    found = next((Fault(field, why) for field, wrong, why in looked if wrong), None)
    if found is not None:
        return found
    if months_between(asked.start, ends(asked)) < FEWEST_MONTHS_AFTER:
        return Fault("apart", "too_short")
    return Fault("apart", "too_long") if months_between(asked.since, ends(asked)) > 12 * MOST_YEARS else None


def went(*, begins: date, until: date, first: date | None, today: date) -> Went:
    """How an area's first delivery lies to its drawn start; `until` is the month of the next step's start."""
    if first is not None and first < begins:
        return "early"
    if first is not None:
        return "as_drawn" if first < until else "late"
    return "missing" if first_of_month(today) >= until else "waits"
