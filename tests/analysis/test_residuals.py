"""Residuals of the point process: quiet where it is the truth, loud where it is not."""

from typing import Any

import numpy as np
import pytest

from kokong.analysis.arrays import Refused
from kokong.analysis.forecast import by_cell, fit_point_process, thinned
from kokong.analysis.near_repeat import knox

from .planted import Planted, plant

TRUTH = Planted(own=3000, theta=0.3, decay=14.0, sigma=100.0, repeats=0.1, repeat_decay=14.0)
BANDS: Any = {"space": (0.1, 100.0, 200.0, 400.0), "days_apart": (7.0, 14.0, 28.0)}


def test_what_a_true_fit_leaves_shows_no_near_repeats() -> None:
    x, y, days = plant(TRUTH, np.random.default_rng(1), span=1000.0)
    fit = fit_point_process(x, y, days, until=1000.0, background_m=1500.0)
    before = knox(x, y, days, **BANDS, permutations=0)
    left = thinned(fit, x, y, days)
    assert before.ratio[1, 0] > 5
    assert left.ratio[1, 0] < 2
    assert left.significance is not None
    assert left.significance.p_global > 0.01


def test_a_fit_that_overlooks_them_is_found_out() -> None:
    x, y, days = plant(TRUTH, np.random.default_rng(1), span=1000.0)
    blind = fit_point_process(*plant(Planted(3000, 0.0, 14, 100, 0.0, 14), np.random.default_rng(2), span=1000.0))
    whole = blind.own[np.arange(x.size) % blind.own.size]
    from dataclasses import replace

    left = thinned(replace(blind, own=whole), x, y, days)
    assert left.significance is not None
    assert left.significance.p_global <= 0.01
    with pytest.raises(Refused, match="other burglaries"):
        thinned(blind, x, y, days)


@pytest.mark.parametrize("seed", range(3))
def test_places_that_stay_as_they_were_are_told_well(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y, days = plant(Planted(4000, 0.2, 10.0, 80.0, 0.0, 10.0), rng, span=1000.0)
    found = by_cell(x, y, days, until=700.0, cell=4000.0, background_m=2000.0)
    assert found.total == pytest.approx(1, abs=0.1)
    assert found.p > 0.001
    assert found.observed.sum() + found.rest[0] == (days >= 700).sum()
    assert found.expected.sum() == pytest.approx(found.observed.sum())


def test_a_quarter_that_becomes_worse_stands_out() -> None:
    rng = np.random.default_rng(3)
    x, y, days = plant(Planted(4000, 0.2, 10.0, 80.0, 0.0, 10.0), rng, span=1000.0)
    more = rng.uniform(0, 2000, (2, 200)) + 9000
    x, y, days = np.r_[x, more[0]], np.r_[y, more[1]], np.r_[days, rng.uniform(700, 1000, 200)]
    found = by_cell(x, y, days, until=700.0, cell=4000.0, background_m=2000.0)
    assert found.p < 1e-6
    worst = int(np.argmax(found.residual))
    assert abs(found.x[worst] - 10_000) < 2500
    assert abs(found.y[worst] - 10_000) < 2500


def test_nothing_to_compare_is_refused() -> None:
    x, y, days = plant(TRUTH, np.random.default_rng(1), span=100.0)
    with pytest.raises(Refused, match="No burglary lies after"):
        by_cell(x, y, days, until=200.0)
    with pytest.raises(Refused, match="Too few"):
        by_cell(x, y, days, until=float(np.sort(days)[-3]))
