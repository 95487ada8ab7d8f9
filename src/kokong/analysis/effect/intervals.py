"""The interval of a count over an uncertain expectation."""

import math

from .values import LEVEL, Pair, quantile, two_sided


def score_interval(
    observed: float,
    expected: float,
    variance: float,
    *,
    dispersion: float = 1.0,
    degrees: float | None = None,
    level: float = LEVEL,
) -> Pair:
    """Limits of θ where `observed` has mean θ·expected and variance dispersion·θ·expected.

    `expected` itself is uncertain with `variance`. Inverts the score test (Fieller's way): all θ with
    (observed − θE)² ≤ q²(dispersion·θE + θ²·variance). Copes with 0 observed; the upper limit is infinite when
    the expectation can't be told from 0.
    """
    q2 = quantile(level, degrees) ** 2
    a = expected**2 - q2 * variance
    b = -(2 * observed * expected + q2 * dispersion * expected)
    c = observed**2
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    if a <= 0:
        return (2 * c / (-b + root) if b else 0.0), math.inf
    return 2 * c / (-b + root) if c else 0.0, (-b + root) / (2 * a)


def score_p(
    observed: float, expected: float, variance: float, *, dispersion: float = 1.0, degrees: float | None = None
) -> float:
    """p of "no change", in agreement with `score_interval`: below 0.05 just when that leaves 1 out."""
    return two_sided((observed - expected) / math.sqrt(dispersion * expected + variance), degrees)
