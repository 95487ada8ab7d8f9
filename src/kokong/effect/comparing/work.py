"""Areas to compare with: each with how well it goes with the treated ones, or why it can't be used.

Of the outcome nothing is counted. What was delivered may be: it is what was done, not what came of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Final, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.places import api as places

from .. import counting, reading, rules
from .. import work as evaluations
from ..rules import Plan
from ..values import Refused

if TYPE_CHECKING:
    from kokong.analysis.effect.comparison import Fit

MOST: Final = 20
TREATED_TOO: Final = 0.1
"""From this share of the treated areas' deliveries a home on, an area has the measure, too."""

WhyNot = Literal["", "retired", "border", "homes", "shared", "treated", "few", "unlike"]


@dataclass(frozen=True)
class Proposal:
    """An area as a comparison. `why_not` is empty for one that can be used; `proposed`: the system would take it.

    `delivered` is how often the measures were delivered there in the months of the plan.
    """

    area_id: int
    name: str
    homes: int
    fit: "Fit"
    delivered: int
    why_not: WhyNot
    proposed: bool


def proposals(plan: Plan) -> tuple[Proposal, ...]:
    """Every area but the treated, the best fitting first. Raises Refused where no treated area has homes."""
    import numpy as np

    from kokong.analysis.effect import comparison

    known = {each.id: each for each in reading.known_areas()}
    others = [area for area in known if area not in plan.treated]
    every = [places.area(area_id=area) for area in (*plan.treated, *others)]
    homes, table = counting.before(every, since=plan.since, start=plan.start)
    size = np.array([len(inside) for inside in homes], np.float64)
    many = len(plan.treated)
    if not size[:many].any():
        raise Refused(_("The areas with the measure have no homes, so nothing is like them."))
    found = comparison.fits(table[:many], size[:many], table[many:], size[many:])
    told = _delivered(plan, [*plan.treated, *others])
    pace = sum(told[area] for area in plan.treated) / size[:many].sum()
    own = frozenset(home for inside in homes[:many] for home in inside)
    rows = []
    for place, (area, fit) in enumerate(zip(others, found, strict=True)):
        inside = frozenset(homes[many + place])
        why = _why_not(plan, known[area], inside, own, fit, told[area], pace)
        rows.append(Proposal(area, known[area].name, len(inside), fit, told[area], why, proposed=False))
    usable = sorted((each for each in rows if not each.why_not), key=lambda each: each.fit.distance)
    rest = sorted((each for each in rows if each.why_not), key=lambda each: each.name)
    return (*(replace(each, proposed=place < MOST) for place, each in enumerate(usable)), *rest)


def _why_not(
    plan: Plan, area: places.Area, inside: frozenset[int], own: frozenset[int], fit: "Fit", told: int, pace: float
) -> WhyNot:
    """The first reason against an area."""
    if not inside:
        return "homes"
    if inside & own:
        return "shared"
    if told / len(inside) > TREATED_TOO * pace:
        return "treated"
    if _border_changed(plan, area.id):
        return "border"
    if fit.too_few:
        return "few"
    return "unlike" if fit.grade == "poor" else ""


def _border_changed(plan: Plan, area_id: int) -> bool:
    """Whether the area was drawn anew while it would be counted, so that its figures are not of one ground."""
    begin = timezone.make_aware(datetime.combine(plan.since, time()))
    lines = places.outlines(area_id=area_id)
    return any(line.since > begin for line in lines[:-1])


def _delivered(plan: Plan, areas: Sequence[int]) -> dict[int, int]:
    """How often the measures were delivered in each area, from the first month that is counted to the last."""
    rings = {"all": tuple(areas)}
    told = counting.dose(measures=plan.measures, rings=rings, since=plan.since, until=plan.until)["all"]
    return {int(area): many for area, many in told.items()}


@transaction.atomic
def take(*, evaluation_id: int, compared: Sequence[int]) -> None:
    """Compare with these areas from now on. Raises EvaluationMissing; Refused for what is locked, or no draft."""
    plan = reading.evaluation(evaluation_id=evaluation_id).plan
    evaluations.rewrite(evaluation_id=evaluation_id, plan=replace(plan, compared=tuple(compared)))


def years(plan: Plan) -> float:
    """How long the time before the start is."""
    return rules.months_between(plan.since, plan.start) / 12
