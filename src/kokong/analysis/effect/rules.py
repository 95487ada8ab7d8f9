"""The verdict ladder: from what the designs and checks say to one of five steps. Plain Python.

Sources: the five steps and their guards follow the College of Policing's EMMIE (no effect without a comparison,
and none without delivery), Ratcliffe's and Wheeler's advice on small counts, Marchant on variance above
the mean, Guerette and Bowers (2009) on displacement, and the usual order of designs (Farrington's Maryland scale).
Each rule says which mistake it guards against.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

FEWEST_FOR_PERCENT: Final = 20  # a percentage of a handful misleads
FEWEST_EXPECTED: Final = 5
MONTHS_TO_SAY_ANYTHING: Final = 6
MONTHS_TO_SAY_EFFECT: Final = 12  # a whole year of seasons, and past the first weeks' enthusiasm
YEARS_BEFORE: Final = 3  # one bad year is no baseline
POWER_WANTED: Final = 0.5
DELIVERED_WANTED: Final = 0.5
STARTS_TO_REPLICATE: Final = 3  # different starts, each with the same result, replicate each other


class Step(IntEnum):
    """The rungs, weakest first."""

    TOO_FEW = 1
    CHANCE = 2
    OTHER_EXPLANATIONS = 3
    PROBABLY = 4
    STRONG = 5


@dataclass(frozen=True)
class Finding:
    """What one deciding design says: -1 fewer, 1 more; significant or not."""

    design: str
    significant: bool
    direction: int


@dataclass(frozen=True)
class Check:
    """A check: passed, failed, or None where the data can't tell. `p` or another figure stands behind it."""

    code: str
    passed: bool | None
    figure: float | None = None


@dataclass(frozen=True)
class Evidence:
    """All that the ladder looks at. `principal` also stands first among `deciding`."""

    comparison: bool
    before: float
    expected: float
    months_after: float
    power: float
    principal: Finding
    deciding: Sequence[Finding]
    checks: Sequence[Check]
    by_lot: bool = False
    starts: int = 1


@dataclass(frozen=True)
class Verdict:
    """A step, its direction (-1 fewer, 1 more, 0 neither), why no higher, and the checks that failed."""

    step: Step
    direction: int
    reasons: tuple[str, ...]
    failed_checks: tuple[str, ...]


def judge(evidence: Evidence) -> Verdict:
    """The highest step that every deciding design and every check allows."""
    failed = tuple(check.code for check in evidence.checks if check.passed is False)
    direction = evidence.principal.direction
    too_few = _too_few(evidence)
    if too_few:
        return Verdict(Step.TOO_FEW, direction, too_few, failed)
    if not evidence.principal.significant:
        if evidence.power < POWER_WANTED:
            return Verdict(Step.TOO_FEW, direction, ("low_power",), failed)
        return Verdict(Step.CHANCE, direction, ("not_significant",), failed)
    doubts = _doubts(evidence, failed)
    if doubts:
        return Verdict(Step.OTHER_EXPLANATIONS, direction, doubts, failed)
    if evidence.by_lot or evidence.starts >= STARTS_TO_REPLICATE:
        return Verdict(Step.STRONG, direction, ("by_lot" if evidence.by_lot else "staggered",), failed)
    left = ("no_lot", "one_start") if evidence.starts == 1 else ("no_lot",)
    return Verdict(Step.PROBABLY, direction, ("survives_all", *left), failed)


def _too_few(evidence: Evidence) -> tuple[str, ...]:
    reasons = []
    if evidence.months_after < MONTHS_TO_SAY_ANYTHING:
        reasons.append("too_early")
    if min(evidence.before, evidence.expected) < FEWEST_EXPECTED:
        reasons.append("too_few")
    return tuple(reasons)


def _doubts(evidence: Evidence, failed: tuple[str, ...]) -> tuple[str, ...]:
    doubts = [] if evidence.comparison else ["no_comparison"]
    if evidence.months_after < MONTHS_TO_SAY_EFFECT:
        doubts.append("first_year")
    if percent_withheld(evidence.before, evidence.expected):
        doubts.append("few_burglaries")
    agreed = evidence.principal.direction
    unsure = (found.design for found in evidence.deciding if not (found.significant and found.direction == agreed))
    return (*doubts, *(f"design:{design}" for design in unsure), *(f"check:{code}" for code in failed))


def percent_withheld(before: float, expected: float) -> bool:
    """Whether a percentage would mislead: fewer than 20 burglaries before, or expected after."""
    return min(before, expected) < FEWEST_FOR_PERCENT
