"""What can be planned, what is locked, and what a look at the outcome may be called. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

DESK: Final = frozenset({"officer", "coordinator"})
MAY: Final[Mapping[str, frozenset[str]]] = {
    "effect.see": DESK,
    "effect.do": DESK,
    "effect.publish": frozenset({"coordinator"}),
}

State = Literal["draft", "registered"]
Called = Literal["exploratory", "early", "planned"]

LONGEST_QUESTION: Final = 300
LONGEST_WHY: Final = 1000
USUAL_YEARS_BEFORE: Final = 3
MOST_YEARS: Final = 20
FEWEST_MONTHS_AFTER: Final = 6  # with fewer no answer but "too early" can come


@dataclass(frozen=True)
class Plan:
    """What an evaluation asks, all of it decided before anybody looks.

    Months are named by their first day: counted from `since`, with the measure from `start`, up to `until`, which
    is not included: from that day on the outcome may be read. `treated` and `compared` are numbers of areas.
    """

    question: str
    measures: tuple[str, ...]
    treated: tuple[int, ...]
    compared: tuple[int, ...]
    since: date
    start: date
    until: date
    by_lot: bool = False


@dataclass(frozen=True)
class Fault:
    """Why a plan can't be: the field, and a code for the words."""

    field: str
    why: str


def fault(plan: Plan) -> Fault | None:
    """The first thing that is wrong with a plan; None where it can be carried out."""
    looked = (
        ("question", not plan.question.strip(), "empty"),
        ("measures", not plan.measures, "no_measure"),
        ("treated", not plan.treated, "no_area"),
        ("compared", not set(plan.treated).isdisjoint(plan.compared), "both"),
        ("start", not plan.since < plan.start, "nothing_before"),
        ("until", months_between(plan.start, plan.until) < FEWEST_MONTHS_AFTER, "too_short"),
        ("until", months_between(plan.since, plan.until) > 12 * MOST_YEARS, "too_long"),
    )
    return next((Fault(field, why) for field, wrong, why in looked if wrong), None)


def first_of_month(day: date) -> date:
    """The day that names its month."""
    return day.replace(day=1)


def months_between(first: date, last: date) -> int:
    """How many months lie from one month up to another."""
    return 12 * (last.year - first.year) + last.month - first.month


def counted_until(plan: Plan, today: date) -> date:
    """Up to which month can be counted today: the plan's end, or the month that is not over yet."""
    return min(plan.until, first_of_month(today))


def called(*, state: str, peeked: bool, plan: Plan, until: date) -> Called:
    """What a look is. The planned answer is that of a registered plan, read at its end, not looked at before."""
    if state != "registered" or peeked:
        return "exploratory"
    return "planned" if until >= plan.until else "early"


def known_before(plan: Plan, registered: date) -> int:
    """How many months of the outcome were over when the plan was registered: somebody may have known them."""
    return max(0, min(months_between(plan.start, registered), months_between(plan.start, plan.until)))
