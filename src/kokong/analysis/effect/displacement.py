"""Did burglary move next door? The weighted displacement difference, and the older quotient."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kokong.analysis.words import gettext as _

from . import assumptions
from .errors import NotWarranted
from .values import LEVEL, Estimate, Pair, difference_estimate

TAKEN = (assumptions.PARALLEL_COUNTS, assumptions.NO_SPILL)


@dataclass(frozen=True)
class WeightedDisplacementDifference:
    """The WDD: `local` (treated against control), `displacement` (buffer against its control) and their sum."""

    local: Estimate
    displacement: Estimate
    total: Estimate


@dataclass(frozen=True)
class Areas:
    """Sizes by which counts are divided, in any one unit."""

    treated: float = 1.0
    control: float = 1.0
    displacement: float = 1.0
    displacement_control: float = 1.0


@dataclass(frozen=True)
class WeightedDisplacementQuotient:
    """Bowers and Johnson's quotient and its companions. It has no standard error; WDD was made for that.

    `success` below 0: the treated area improved against control. `quotient` above 1: diffusion beyond the
    gain; 0 to 1: diffusion; −1 to 0: displacement below the gain; below −1: beyond it. None when the treated
    area did not improve: the quotient means nothing then.
    """

    counts: Mapping[str, float]
    success: float
    buffer: float
    quotient: float | None
    gross_effect: float
    net_effect: float
    total_net_effect: float
    assumptions: tuple[str, ...] = (assumptions.PARALLEL, assumptions.NO_SPILL)


def wdd(
    treated: Pair,
    control: Pair,
    displacement: Pair = (0.0, 0.0),
    displacement_control: Pair = (0.0, 0.0),
    *,
    periods: Pair = (1.0, 1.0),
    areas: Areas | None = None,
    dispersion: float = 1.0,
    level: float = LEVEL,
) -> WeightedDisplacementDifference:
    """The weighted displacement difference (Wheeler and Ratcliffe, Crime Science 7:11, 2018).

    Each pair is (before, after). `periods` are the lengths of the two spans and `areas` sizes: counts are
    divided by both, and their Poisson variance by the squares. `dispersion` multiplies the variance (Wheeler
    and Ratcliffe take 1; with a variance twice the mean, 1 rejects a true null about 16 times in 100).
    """
    sizes = areas or Areas()
    _check(treated, control, displacement, displacement_control)
    if not any((*treated, *control, *displacement, *displacement_control)):
        raise NotWarranted(_("All counts are 0; there is nothing to compare."))
    if min(*periods, sizes.treated, sizes.control, sizes.displacement, sizes.displacement_control) <= 0:
        raise NotWarranted(_("Lengths and sizes must be above 0."))
    parts = [
        (_change(treated, periods, sizes.treated), _change(control, periods, sizes.control)),
        (
            _change(displacement, periods, sizes.displacement),
            _change(displacement_control, periods, sizes.displacement_control),
        ),
    ]
    estimates = [inside[0] - outside[0] for inside, outside in parts]
    variances = [dispersion * (inside[1] + outside[1]) for inside, outside in parts]
    counts = [_named("treated", treated, "control", control)]
    counts.append(_named("displacement", displacement, "displacement_control", displacement_control))

    def made(design: str, value: float, variance: float, used: Mapping[str, float]) -> Estimate:
        taken = assumptions.POISSON if dispersion == 1 else assumptions.DISPERSED
        return difference_estimate(
            design,
            value,
            math.sqrt(variance),
            counts=used,
            assumptions=(taken, *TAKEN),
            dispersion=dispersion,
            level=level,
        )

    return WeightedDisplacementDifference(
        local=made("wdd_local", estimates[0], variances[0], counts[0]),
        displacement=made("wdd_displacement", estimates[1], variances[1], counts[1]),
        total=made("wdd", sum(estimates), sum(variances), {**counts[0], **counts[1]}),
    )


def wdd_harm(parts: Sequence[Estimate], weights: Sequence[float], *, level: float = LEVEL) -> Estimate:
    """Several kinds of crime in one WDD, each weighted by its harm (Wheeler, 2020): Σ wx, variance Σ w²σ²."""
    if len(parts) != len(weights) or not parts:
        raise NotWarranted(_("Give one weight for each kind of crime."))
    pairs = list(zip(parts, weights, strict=True))
    variance = sum((weight * (part.se or 0.0)) ** 2 for part, weight in pairs)
    return difference_estimate(
        "wdd_harm",
        sum(weight * part.estimate for part, weight in pairs),
        math.sqrt(variance),
        counts={
            f"{name}_{number}": n for number, (p, _weight) in enumerate(pairs, 1) for name, n in p.counts.items()
        },
        assumptions=(assumptions.POISSON, *TAKEN),
        dispersion=max(part.dispersion for part in parts),
        level=level,
    )


def wdq(treated: Pair, control: Pair, buffer: Pair) -> WeightedDisplacementQuotient:
    """The weighted displacement quotient (Bowers and Johnson, 2003) with GE, NE and TNE (Guerette, 2009).

    Raises NotWarranted when the control area had no burglary in one of the spans.
    """
    _check(treated, control, buffer)
    if min(control) <= 0:
        raise NotWarranted(_("The quotient divides by the control area's count, which is 0."))
    success = treated[1] / control[1] - treated[0] / control[0]
    moved = buffer[1] / control[1] - buffer[0] / control[0]
    growth = control[1] / control[0]
    return WeightedDisplacementQuotient(
        counts={**_named("treated", treated, "control", control), **_named("buffer", buffer)},
        success=success,
        buffer=moved,
        quotient=moved / success if success < 0 else None,
        gross_effect=treated[0] - treated[1],
        net_effect=-success,
        total_net_effect=(treated[0] * growth - treated[1]) + (buffer[0] * growth - buffer[1]),
    )


def _change(counts: Pair, periods: Pair, size: float) -> Pair:
    """Change per unit of time and area, and its Poisson variance."""
    weights = periods[0] * size, periods[1] * size
    variance = counts[0] / weights[0] ** 2 + counts[1] / weights[1] ** 2
    return counts[1] / weights[1] - counts[0] / weights[0], variance


def _named(name: str, counts: Pair, other: str = "", more: Pair = (0.0, 0.0)) -> dict[str, float]:
    found = {f"{name}_before": counts[0], f"{name}_after": counts[1]}
    return {**found, f"{other}_before": more[0], f"{other}_after": more[1]} if other else found


def _check(*pairs: Pair) -> None:
    if any(not math.isfinite(n) or n < 0 for pair in pairs for n in pair):
        raise NotWarranted(_("A count can't be negative."))
