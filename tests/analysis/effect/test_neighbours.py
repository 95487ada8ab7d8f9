"""Areas that lie together: how much more they vary, and groups of their shape elsewhere."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.analysis.effect import neighbours, placebo
from kokong.analysis.effect.errors import BadFile
from kokong.analysis.effect.evaluation import evaluate, evaluate_staggered
from kokong.analysis.effect.panel import CONTROL, TREATED, Panel
from kokong.analysis.effect.rules import Step
from kokong.analysis.effect.staggered import NEVER
from kokong.analysis.effect.values import Floats, ratio_estimate
from kokong.analysis.report.effect import as_json
from kokong.analysis.report.effect.reading import Columns, read_file

from .towns import HEADER, rows, town, write

SIDE = 20
GRID: Floats = (
    np.column_stack([np.arange(SIDE * SIDE) % SIDE, np.arange(SIDE * SIDE) // SIDE]).astype(np.float64) * 100
)
BLOCK = (GRID[:, 0] < 400) & (GRID[:, 1] < 300)


def city(*, seed: int = 1, change: float = 1.0, drift: float = 0.0, years: int = 6) -> Panel:
    """400 squares by quarter; blocks of 4 × 4 change alike from year to year; the first corner is treated."""
    random = np.random.default_rng(seed)
    rates = random.gamma(4, 0.75, SIDE * SIDE)[:, None] * np.ones(4 * years)
    block = (GRID // 400 @ [1, SIDE]).astype(int)
    walk = np.cumsum(drift * random.normal(size=(block.max() + 1, years)), axis=1)
    rates *= np.exp(np.repeat(walk[block], 4, axis=1))
    start = 4 * (years - 1)
    rates[BLOCK, start:] *= change
    names = tuple(str(k) for k in range(SIDE * SIDE)), tuple(str(k) for k in range(4 * years))
    ring = np.where(BLOCK, TREATED, CONTROL)
    return Panel(random.poisson(rates).astype(float), *names, ring, start, 4, places=GRID)


def chosen(*numbers: int) -> np.ndarray:
    found = np.zeros(SIDE * SIDE, dtype=bool)
    found[list(numbers)] = True
    return found


def test_independent_areas_vary_no_more_together() -> None:
    random = np.random.default_rng(3)
    fitted = np.full(SIDE * SIDE, 8.0)
    found = [neighbours.inflation(GRID, fitted, random.poisson(fitted).astype(float), BLOCK) for _n in range(20)]
    assert np.mean(found) == pytest.approx(1.0, abs=0.15)
    assert min(found) >= 1


def test_areas_that_change_alike_vary_more_together_and_scattered_ones_do_not() -> None:
    panel = city(drift=0.3)
    fitted = panel.before / panel.before.sum() * panel.after.sum()
    together = neighbours.inflation(GRID, fitted, panel.after, BLOCK)
    scattered = neighbours.inflation(GRID, fitted, panel.after, chosen(*range(0, 400, 37)))
    assert together > 2.5
    assert scattered == 1.0


def test_the_inflation_is_that_of_the_sum_over_independent_areas() -> None:
    """All residuals of a block equal: the sum of n has n times the variance of n apart, where pairs are seen."""
    random = np.random.default_rng(5)
    block = (GRID // 400 @ [1, SIDE]).astype(int)
    fitted = np.full(SIDE * SIDE, 25.0)
    after = fitted + 5 * random.normal(size=block.max() + 1)[block]
    found = neighbours.inflation(GRID, fitted, after, BLOCK)
    assert 3 < found < 12  # 12 if every pair of the block were only ever in one block


@given(st.floats(0.05, 3), st.floats(0.01, 1), st.floats(1, 20))
def test_widening_keeps_the_estimate_and_agrees_with_p(ratio: float, se: float, factor: float) -> None:
    one = ratio_estimate("x", float(np.log(ratio)), se, counts={}, assumptions=())
    wide = neighbours.widened(one, factor)
    assert wide.estimate == one.estimate
    assert wide.interval[0] <= one.interval[0] * (1 + 1e-9)
    assert wide.interval[1] >= one.interval[1] * (1 - 1e-9)
    straight = ratio_estimate("x", float(np.log(ratio)), se * factor**0.5, counts={}, assumptions=())
    assert wide.interval == pytest.approx(straight.interval, rel=1e-6)
    assert wide.p == pytest.approx(straight.p, abs=1e-6)


def test_nothing_counted_has_an_upper_limit_that_widens() -> None:
    none = replace(ratio_estimate("x", 0.0, 1.0, counts={}, assumptions=()), estimate=0.0, interval=(0.0, 0.5))
    assert neighbours.widened(none, 4.0).interval == (0.0, 2.0)


def test_places_apart_are_counted() -> None:
    assert neighbours.groups(GRID, BLOCK) == 1
    assert neighbours.groups(GRID, chosen(0, 1, 21, 399)) == 2
    assert neighbours.groups(GRID, chosen(0, 19, 399)) == 3


def test_groups_elsewhere_lie_as_the_treated_do() -> None:
    groups = neighbours.elsewhere(GRID, BLOCK, draws=60, generator=np.random.default_rng(1))
    assert groups.shape == (60, BLOCK.sum())
    assert not BLOCK[groups].any()
    assert all(len(set(group)) == BLOCK.sum() for group in groups)
    spread = np.median([np.ptp(GRID[group], axis=0).sum() for group in groups])
    assert spread <= 700  # 300 + 200 m for the block itself; drawn from the whole city it would be some 3,500


def test_a_town_with_no_room_for_the_shape_has_no_groups() -> None:
    line = np.column_stack([np.arange(10) * 100.0, np.zeros(10)])
    treated = np.arange(10) < 9
    assert neighbours.elsewhere(line, treated, draws=5, generator=np.random.default_rng(1)).shape == (0, 9)


def test_one_neighbourhood_that_drifts_is_no_effect() -> None:
    """Where nothing was done but blocks change by themselves, "probably" stays out of reach."""
    steps, covered = [], 0
    for seed in range(8):
        found = evaluate(city(seed=seed, drift=0.25), draws=99)
        steps.append(found.verdict.step)
        covered += found.headline.interval[0] <= 1 <= found.headline.interval[1]
    assert max(steps) < Step.PROBABLY
    assert covered >= 7


def test_without_places_the_same_city_is_too_sure_and_says_that_it_cannot_know() -> None:
    panel = city(seed=2, drift=0.25)
    known, unknown = evaluate(panel, draws=99), evaluate(replace(panel, places=None), draws=99)
    wide, narrow = (one.headline.interval[1] / one.headline.interval[0] for one in (known, unknown))
    assert wide > 1.2 * narrow
    assert {one.code: one.passed for one in unknown.checks}["places"] is None
    assert "coordinates" in " ".join(as_json.evaluation(unknown)["change_our_mind"])


def test_starts_at_different_times_side_by_side_are_less_sure_where_places_are_known() -> None:
    panel = city(seed=2, drift=0.25)
    first = np.where(BLOCK, np.where(GRID[:, 0] < 200, 16, 20), NEVER)
    known = evaluate_staggered(panel, first, draws=99)
    unknown = evaluate_staggered(replace(panel, places=None), first, draws=99)
    wide, narrow = (one.headline.interval[1] / one.headline.interval[0] for one in (known, unknown))
    assert wide > 1.1 * narrow
    levels = [next(row.estimate for row in one.specifications if row.estimate.scale == "difference").interval
              for one in (known, unknown)]  # fmt: skip
    assert np.ptp(levels[0]) > np.ptp(levels[1])
    told = [{one.code: one.passed for one in found.checks}["places"] for found in (known, unknown)]
    assert told == [False, None]


def test_a_clear_fall_of_one_neighbourhood_in_a_large_city_may_still_show() -> None:
    found = evaluate(city(change=0.4), draws=99)
    assert {one.code: one.passed for one in found.checks}["places"] is True
    assert found.verdict.step == Step.PROBABLY


def test_a_town_that_is_too_small_for_twenty_such_places_can_not_tell() -> None:
    panel = city(change=0.4)
    small = panel.only(np.asarray(np.all(GRID < 1000, axis=1)))
    assert placebo.in_place_and_time(small, generator=np.random.default_rng(1)) is None
    found = evaluate(small, draws=99)
    assert "check:places" in found.verdict.reasons
    assert "several municipalities" in " ".join(as_json.evaluation(found)["change_our_mind"])
    assert evaluate(small, draws=99, by_lot=True).verdict.step == Step.STRONG


def test_the_headline_reaches_as_far_as_four_different_designs() -> None:
    found = evaluate(town(seed=4), draws=99)
    designs = {row.estimate.design: row.estimate.interval for row in found.specifications}
    four = [designs[name] for name in ("baseline_adjusted", "did_area_quasi", "shrinkage_forecast")]
    assert found.headline.interval[0] <= min(low for low, _high in four)
    assert found.headline.interval[1] >= max(high for _low, high in four)
    assert found.headline.estimate == found.principal.estimate
    low, high = found.saved_interval
    assert (low, high) == pytest.approx(tuple(found.expected * (1 - end) for end in found.headline.interval[::-1]))


PLACED = Columns(buffer="buffer", x="x", y="y")


def placed(path: Path, at: Floats) -> Path:
    """The file of a town whose areas lie at these places."""
    panel = town(areas=6, treated=2, months=40)
    lines = [[*line, *(str(value) for value in at[panel.units.index(line[0])])] for line in rows(panel)]
    return write(path, lines, header=[*HEADER, "x", "y"])


def test_places_are_read_from_a_file(tmp_path: Path) -> None:
    at = np.column_stack([580_000 + 100.0 * np.arange(6), 6_280_000 + 50.0 * np.arange(6)])
    found = read_file(placed(tmp_path / "a.csv", at), PLACED, "2017-01").panel
    assert found.places is not None
    assert np.array_equal(found.places, at)


def test_longitude_and_latitude_are_laid_flat(tmp_path: Path) -> None:
    at = np.column_stack([16.3 + 0.01 * np.arange(6), np.full(6, 56.66)])
    found = read_file(placed(tmp_path / "a.csv", at), PLACED, "2017-01").panel
    assert found.places is not None
    assert np.diff(found.places[:, 0]) == pytest.approx(np.full(5, 612.0), abs=1)


@pytest.mark.parametrize(
    ("columns", "at", "said"),
    [
        (Columns(x="x"), 1.0, "both columns"),
        (PLACED, 0.0, "same coordinates"),
    ],
)
def test_places_that_can_not_be_are_refused(tmp_path: Path, columns: Columns, at: float, said: str) -> None:
    path = placed(tmp_path / "a.csv", np.column_stack([at * np.arange(6), np.zeros(6)]))
    with pytest.raises(BadFile, match=said):
        read_file(path, columns, "2017-01")


def test_an_area_in_two_places_and_words_for_coordinates_are_refused(tmp_path: Path) -> None:
    path = placed(tmp_path / "a.csv", GRID[:6])
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:-1], lines[-1].rsplit(",", 2)[0] + ",9,9"]), encoding="utf-8")
    with pytest.raises(BadFile, match="omr 5 lies in two places"):
        read_file(path, PLACED, "2017-01")
    path.write_text("\n".join([*lines[:-1], lines[-1].rsplit(",", 2)[0] + ",väst,9"]), encoding="utf-8")
    with pytest.raises(BadFile, match="is not a coordinate"):
        read_file(path, PLACED, "2017-01")
