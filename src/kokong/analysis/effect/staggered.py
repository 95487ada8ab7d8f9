"""Starts at different times: extended two-way fixed effects (Wooldridge, 2021 and 2023), linear or Poisson.

Each cohort (units with one start) gets a treatment coefficient for each of its periods after; effects are averages
of these, so early starters never serve as comparison for late ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import numpy as np

from kokong.analysis.words import gettext as _

from . import assumptions
from .errors import NotWarranted
from .values import LEVEL, Estimate, Flags, Floats, Ints, difference_estimate

Family: TypeAlias = Literal["gaussian", "poisson"]
NEVER: Final = -1
STEPS: Final = 60


@dataclass(frozen=True)
class EventStudy:
    """The average over all treated unit-periods, and by periods since start (0 is the first)."""

    overall: Estimate
    events: Mapping[int, Estimate]


@dataclass(frozen=True, eq=False)
class _Model:
    x: Floats  # rows are unit-periods
    without: Floats  # the same rows, untreated
    treated: Flags
    event: Ints
    unit: Ints


def etwfe(
    outcomes: Floats,
    first: Ints,
    *,
    covariates: Floats | None = None,
    family: Family = "poisson",
    level: float = LEVEL,
) -> EventStudy:
    """Extended two-way fixed effects with standard errors clustered by unit; differences in levels.

    `outcomes` is units × periods, `first` each unit's first treated period (index; NEVER for none), `covariates`
    units × covariates, constant in time: their slopes differ by cohort and period, and they are centred by
    cohort within the treatment cells. The effect of a cell is the mean over its treated units of the prediction
    with treatment less that without. Where all are treated in the end, periods from the last start on are left
    out. Small-sample factor G/(G−1)·(n−1)/(n−k), as fixest's and so the R package etwfe's.
    """
    outcomes, first = _comparable(outcomes, first)
    model = _build(outcomes, first, covariates)
    y = outcomes.ravel()
    beta, inverse = _solve(model.x, y, family)
    covariance = _sandwich(model, y, beta, inverse, family)
    mean, slope = _link(family)

    def averaged(rows: Flags, design: str, event: float | None = None) -> Estimate:
        with_, without = model.x[rows], model.without[rows]
        difference = mean(with_ @ beta) - mean(without @ beta)
        gradient = (slope(with_ @ beta)[:, None] * with_ - slope(without @ beta)[:, None] * without).mean(axis=0)
        made = difference_estimate(
            design,
            float(difference.mean()),
            float(np.sqrt(max(gradient @ covariance @ gradient, 0.0))),
            counts={"treated": float(y[rows].sum()), "unit_periods": float(rows.sum())},
            assumptions=(assumptions.NOT_ANTICIPATED, assumptions.PARALLEL, assumptions.CLUSTERS),
            dispersion=_spread(y, mean(model.x @ beta), model.x.shape[1]) if family == "poisson" else float("nan"),
            level=level,
        )
        return made if event is None else replace(made, more={"event": event})

    events = np.unique(model.event[model.treated])
    return EventStudy(
        averaged(model.treated, f"etwfe_{family}"),
        {int(e): averaged(model.treated & (model.event == e), f"etwfe_{family}_event", float(e)) for e in events},
    )


def _comparable(outcomes: Floats, first: Ints) -> tuple[Floats, Ints]:
    if outcomes.ndim != 2 or len(outcomes) != len(first) or not np.isfinite(outcomes).all():
        raise NotWarranted(_("Some outcomes are missing."))
    periods = outcomes.shape[1]
    first = np.where(first >= periods, NEVER, first)
    if not (first != NEVER).any():
        raise NotWarranted(_("No unit starts within the periods of the file."))
    if (first == 0).any():
        raise NotWarranted(
            _("Some units are treated from the first period on; there is no before to compare with.")
        )
    if (first == NEVER).any():
        return outcomes, first
    last = int(first.max())
    if len(np.unique(first)) < 2:
        raise NotWarranted(_("All units start at once and none is left to compare with."))
    return outcomes[:, :last], np.where(first >= last, NEVER, first)


def _build(outcomes: Floats, first: Ints, covariates: Floats | None) -> _Model:
    units, periods = outcomes.shape
    unit, period = (grid.ravel() for grid in np.meshgrid(np.arange(units), np.arange(periods), indexing="ij"))
    cohorts = np.unique(first)
    start = first[unit]
    treated = (start != NEVER) & (period >= start)
    by_cohort = [(start == g).astype(np.float64) for g in cohorts]
    by_period = [(period == t).astype(np.float64) for t in range(1, periods)]
    cells = [(treated & (start == g) & (period == t)).astype(np.float64)
             for g in cohorts if g != NEVER for t in range(int(g), periods)]  # fmt: skip
    fixed, effects = [*by_cohort, *by_period], [*cells]
    for values in (covariates if covariates is not None else np.empty((units, 0))).T:
        own = values[unit]
        fixed += [column * own for column in (*by_cohort, *by_period)]
        means = {int(g): float(values[first == g].mean()) for g in cohorts}
        centred = own - np.array([means[int(g)] for g in start])
        effects += [cell * centred for cell in cells]
    x = np.column_stack([*fixed, *effects])
    without = x.copy()
    without[:, len(fixed) :] = 0.0
    return _Model(x, without, treated, period - start, unit)


def _link(family: Family) -> tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]:
    """The mean and its derivative by the linear predictor."""
    if family == "gaussian":
        return (lambda eta: eta), np.ones_like
    return np.exp, np.exp


def _solve(x: Floats, y: Floats, family: Family) -> tuple[Floats, Floats]:
    """Coefficients and the inverse of the information; a cell without burglaries is held at a very low mean."""
    if family == "gaussian":
        inverse = np.linalg.pinv(x.T @ x, hermitian=True)
        return np.asarray(inverse @ (x.T @ y)), np.asarray(inverse, dtype=np.float64)
    mean = (y + max(float(y.mean()), 1e-9)) / 2
    beta: Floats = np.zeros(x.shape[1])
    new = beta
    for _step in range(STEPS):
        eta = np.log(mean)
        weighted = x * mean[:, None]
        information = weighted.T @ x
        information[np.diag_indices_from(information)] += 1e-10
        new = np.asarray(np.linalg.solve(information, weighted.T @ (eta + (y - mean) / mean)), dtype=np.float64)
        mean = np.exp(np.clip(x @ new, -25, 25))
        if np.abs(new - beta).max() < 1e-9:
            break
        beta = new
    return new, np.asarray(np.linalg.inv(information), dtype=np.float64)


def _sandwich(model: _Model, y: Floats, beta: Floats, inverse: Floats, family: Family) -> Floats:
    mean, _slope = _link(family)
    residual = y - mean(model.x @ beta)
    groups = int(model.unit[-1]) + 1
    scores = (model.x * residual[:, None]).reshape(groups, -1, model.x.shape[1]).sum(axis=1)
    n, k = model.x.shape
    factor = groups / (groups - 1) * (n - 1) / (n - k)
    return np.asarray(factor * inverse @ (scores.T @ scores) @ inverse, dtype=np.float64)


def _spread(y: Floats, mean: Floats, k: int) -> float:
    known = mean > 1e-9
    return float(((y - mean)[known] ** 2 / mean[known]).sum() / max(y.size - k, 1))
