"""Years of Chicago, forecast week by week from what lay before; settings were chosen on 2014 and 2015."""

import numpy as np
import pytest

from kokong.analysis.forecast import Combination, LongDensity, backtest, events_on, fit_point_process

from .data import points

FILE = "chicago_residential_burglary_2014_2016.csv.gz"


@pytest.mark.parametrize(("year", "rate"), [(2015, 0.120), (2016, 0.141)])
def test_the_combination_beats_long_run_density(year: int, rate: float) -> None:
    first = float(np.datetime64(f"{year}-01-01").astype(int))
    result = backtest(
        events_on(*points(FILE)), [LongDensity(), Combination()], first=first, weeks=52, shares=(0.01, 0.05)
    )
    rival, ours = result.scores
    for difference in result.against(ours, rival):
        assert difference.low > 0
    assert result.hit_rate(ours)[1] == pytest.approx(rate, abs=0.003)


def test_the_point_process_does_not_collapse_on_exact_repeats() -> None:
    found = fit_point_process(*points(FILE))
    assert 80 < found.sigma_m < 250
    assert 14 < found.decay_days < 50
