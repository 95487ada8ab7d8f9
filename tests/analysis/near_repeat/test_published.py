"""Published tables, reproduced to every digit from the public data they were made from."""

from typing import Any

import numpy as np
import pytest

from kokong.analysis.near_repeat import knox, prevention_ceiling

from ..data import points

JANUARY = "chicago_burglary_2016_01.csv.gz"
THREE_YEARS = "chicago_residential_burglary_2014_2016.csv.gz"


def test_near_repeat_for_r_vignette() -> None:
    found = knox(
        *points(JANUARY, header=False),
        space=(0.1, 200, 400, 600),
        days_apart=(7, 14, 21),
        metric="manhattan",
        permutations=0,
    )
    assert found.observed.tolist() == [[28, 5, 5], [141, 69, 27], [186, 140, 100], [237, 192, 128]]
    assert found.ratio[:3, 0].round(4).tolist() == [1.8032, 1.4133, 1.0151]


def test_near_repeat_calculator_january() -> None:
    found = knox(
        *points(JANUARY, header=False),
        space=(0.1, 100, 200, 300, np.inf),
        days_apart=(7, 14, 21, np.inf),
        metric="manhattan",
        permutations=999,
    )
    assert found.observed.tolist() == [
        [28, 5, 5, 2],
        [44, 13, 8, 4],
        [97, 56, 19, 16],
        [77, 67, 45, 20],
        [182194, 146149, 95237, 45879],
    ]
    assert found.significance is not None
    assert found.significance.p[:3, 0].tolist() == [0.001, 0.001, 0.001]


@pytest.fixture(scope="module")
def year_2016() -> Any:
    x, y, date = points(THREE_YEARS)
    keep = date >= np.datetime64("2016-01-01")
    return x[keep], y[keep], date[keep]


def test_davies_notebook(year_2016: Any) -> None:
    found = knox(*year_2016, space=(0.1, 200, 400, 600), days_apart=(7, 14, 21), closed="right", permutations=0)
    assert found.observed.tolist() == [[342, 97, 62], [1892, 1514, 1362], [4145, 3643, 3592], [5805, 5143, 4919]]
    assert found.ratio.round(3).tolist() == [
        [6.417, 2.006, 1.308],
        [1.413, 1.247, 1.144],
        [1.141, 1.105, 1.112],
        [1.130, 1.104, 1.077],
    ]


def test_near_repeat_calculator_2016(year_2016: Any) -> None:
    found = knox(*year_2016, space=(0.1, 100, 200, 300), days_apart=(2, 4), permutations=0)
    assert found.observed.tolist() == [[202, 51], [189, 143], [290, 343], [456, 526]]


def test_ceiling_of_chicago_is_a_few_percent() -> None:
    found = prevention_ceiling(*points(THREE_YEARS), within_m=200, within_days=7)
    assert 0.10 < found.following < 0.15
    assert 0.02 < found.excess < 0.04
