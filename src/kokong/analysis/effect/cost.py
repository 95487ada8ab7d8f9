"""What a prevented burglary cost."""

from dataclasses import dataclass

from kokong.analysis.words import gettext as _

from . import assumptions as taken
from .errors import NotWarranted
from .values import Estimate, Pair


@dataclass(frozen=True)
class Cost:
    """Cost per prevented burglary; None where prevention can't be told from none, so no cost is known.

    `interval` runs from the cheapest to the dearest; its end is None when preventing none is within reason.
    """

    spent: float
    prevented: float
    prevented_interval: Pair
    each: float | None
    interval: tuple[float | None, float | None]
    dispersion: float
    assumptions: tuple[str, ...]


def prevented(estimate: Estimate, expected: float) -> tuple[float, Pair]:
    """Burglaries fewer than expected, with limits, from a ratio or a difference."""
    if estimate.scale == "difference":
        return -estimate.estimate, (-estimate.interval[1], -estimate.interval[0])
    low, high = estimate.interval
    return expected * (1 - estimate.estimate), (expected * (1 - high), expected * (1 - low))


def cost_per_prevented(spent: float, estimate: Estimate, *, expected: float) -> Cost:
    """What was spent over what was prevented, with the estimate's own interval.

    `expected` is the count without the measure. Raises NotWarranted for a negative sum.
    """
    if spent < 0:
        raise NotWarranted(_("A cost can't be negative."))
    saved, limits = prevented(estimate, expected)
    each, interval = over(spent, saved, limits)
    return Cost(
        spent=spent,
        prevented=saved,
        prevented_interval=limits,
        each=each,
        interval=interval,
        dispersion=estimate.dispersion,
        assumptions=(*estimate.assumptions, taken.NO_SPILL),
    )


def over(spent: float, saved: float, limits: Pair) -> tuple[float | None, tuple[float | None, float | None]]:
    """What was spent for each burglary prevented, and from the cheapest to the dearest within reason.

    `limits` are the fewest and the most prevented. None where that many may be none: then no cost is known.
    """
    fewest, most = limits
    return _each(spent, saved), (_each(spent, most), _each(spent, fewest))


def _each(spent: float, saved: float) -> float | None:
    return spent / saved if saved > 0 else None
