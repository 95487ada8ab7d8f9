"""When a month is looked at, and which evaluations can't be. Plain Python."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from ..rules import Plan, first_of_month, months_between

SETTLES: Final = timedelta(days=5)  # burglaries of the last days of a month are told in the first of the next
FEWEST_CHOICES: Final = 20  # of areas, for one to be one in twenty
FEWEST_EXPECTED: Final = 5.0

Why = Literal["draft", "exploratory", "no_comparison", "few_areas", "few_burglaries", "changed"]


@dataclass(frozen=True)
class Taken:
    """One monthly look; figures as `analysis.effect.monitor` has them.

    `until` is the first day that wasn't counted. `delivered` and `spilled` are deliveries of the measures in the
    treated and in the comparison areas up to then.
    """

    until: date
    observed: float
    expected: float
    limit: float | None
    spent: float
    crossed: bool
    delivered: int
    spilled: int

    @property
    def miss(self) -> float:
        """Burglaries more than expected; fewer are below 0."""
        return self.observed - self.expected


def why_not(*, state: str, peeked: bool, first: Plan, plan: Plan, expected: float | None) -> Why | None:
    """Why an evaluation has no boundary; None where it has one.

    A boundary holds for a plan that was locked before anybody looked, for as long as areas and months stay.
    """
    if state != "registered":
        return "draft"
    if peeked:
        return "exploratory"
    if not first.compared:
        return "no_comparison"
    if math.comb(len(first.treated) + len(first.compared), len(first.treated)) < FEWEST_CHOICES:
        return "few_areas"
    if expected is not None and expected < FEWEST_EXPECTED:
        return "few_burglaries"
    return "changed" if _ground(first) != _ground(plan) else None


def _ground(plan: Plan) -> tuple[object, ...]:
    return set(plan.treated), set(plan.compared), plan.since, plan.start, plan.until


def due_until(plan: Plan, today: date) -> date:
    """Up to which month looks may be taken: those over, a few days after their end, within the plan."""
    return min(plan.until, first_of_month(today - SETTLES))


def months(plan: Plan) -> int:
    """How many looks are planned."""
    return months_between(plan.start, plan.until)


def next_look(plan: Plan, taken: int) -> date | None:
    """The day of the next look; None after the last."""
    if taken >= months(plan):
        return None
    number = 12 * plan.start.year + plan.start.month + taken
    return date(number // 12, number % 12 + 1, 1) + SETTLES


def crossing(looks: tuple[Taken, ...]) -> Taken | None:
    """The look that crossed the boundary."""
    return next((look for look in looks if look.crossed), None)
