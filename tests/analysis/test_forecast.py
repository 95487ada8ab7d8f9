"""Forecasts that can't see the future, and a point process that finds what was planted."""

from typing import Any

import numpy as np
import pytest

from kokong.analysis.arrays import Refused
from kokong.analysis.compiled import at_most
from kokong.analysis.forecast import (
    Coarser,
    Combination,
    Events,
    LongDensity,
    Method,
    PointProcess,
    all_methods,
    as_json,
    as_text,
    backtest,
    choose_cell,
    events_on,
    fit_point_process,
    precision,
    sensitivity,
    study_area,
)
from kokong.analysis.forecast.fading import Fading
from kokong.analysis.forecast.horizons import edges
from kokong.analysis.report.astray import out_of_time
from kokong.analysis.report.backtesting import run
from kokong.analysis.report.reading import Burglaries

from .planted import Planted, plant


def city(n: int = 1500, days: int = 400, seed: int = 0) -> Events:
    rng = np.random.default_rng(seed)
    middle = rng.uniform(0, 5000, (12, 2))
    place = middle[rng.integers(0, 12, n)] + rng.normal(0, 200, (n, 2))
    x, y = place.T
    return events_on(x, y, np.floor(rng.uniform(0, days, n)), cell=200)


def poisoned(events: Events, day: float) -> Events:
    """The same until `day`; from then on everything happens at one corner, a hundred times over."""
    before = events.before(day)
    after = np.full(5000, events.x.min())
    return events_on(
        np.r_[before.x, after],
        np.r_[before.y, np.full(5000, events.y.min())],
        np.r_[before.days, np.linspace(day, day + 60, 5000)],
        grid=events.grid,
    )


def test_no_method_sees_the_future() -> None:
    events = city()
    spoilt = poisoned(events, 340)
    clean = {m.name: m for m in all_methods()}
    fooled = {m.name: m for m in all_methods()}
    for week in (300.0, 307.0, 333.0, 340.0):
        for name, method in clean.items():
            ours = method.fit(events.before(week), week)
            theirs = fooled[name].fit(spoilt.before(week), week)
            np.testing.assert_array_equal(ours, theirs, err_msg=name)


def test_the_backtest_scores_the_same_until_the_poison() -> None:
    events = city()
    ours = backtest(events, all_methods(), first=270, weeks=10)
    theirs = backtest(poisoned(events, 340), all_methods(), first=270, weeks=10)
    for one, other in zip(ours.scores, theirs.scores, strict=True):
        np.testing.assert_array_equal(one.hits, other.hits, err_msg=one.method)
    later = backtest(poisoned(events, 333), all_methods(), first=270, weeks=10)
    assert later.events[-1] != ours.events[-1]


def test_a_method_that_peeks_would_be_caught() -> None:
    events = city()

    class Peeking:
        name = "peeking"

        def fit(self, _known: Any, until: float) -> Any:
            return events.grid.counts(events.between(until, until + 7).cells).ravel()

    class Honest:
        name = "honest"

        def fit(self, known: Any, until: float) -> Any:
            assert (known.days < until).all()
            return LongDensity().fit(known, until)

    spoilt = poisoned(events, 320)
    week = 333.0
    assert (Peeking().fit(None, week) != spoilt.grid.counts(spoilt.between(week, week + 7).cells).ravel()).any()
    backtest(spoilt, [Honest()], first=270, weeks=8)


def test_every_method_beats_chance_where_there_is_something_to_learn() -> None:
    events = city()
    result = backtest(events, all_methods(), first=300, weeks=10, shares=(0.1, 0.3))
    for score in result.scores:
        assert (result.hit_rate(score) > result.area).all(), score.method
        assert (result.pei(score) <= 1 + 1e-12).all()
    told = as_json(result)
    assert told["events"] == int(result.events.sum()) > 0
    assert told["methods"][0]["against_baseline"][0]["estimate"] == 0
    assert len(told["methods"]) == len(all_methods())


def test_burglaries_outside_the_study_area_count_as_missed() -> None:
    events = events_on([0.0, 0, 0, 3000], [0.0, 0, 0, 0], [0.0, 1, 30, 31], cell=100)
    result = backtest(events, [LongDensity()], first=28, weeks=1, shares=(1.0,))
    assert result.study.size == 1
    assert result.events.tolist() == [2]
    assert result.outside.tolist() == [1]
    assert result.hit_rate(result.scores[0]).tolist() == [0.5]
    assert result.chance.tolist() == [0.5]
    assert result.pai(result.scores[0]).tolist() == [1.0]
    assert "1 of the 2 burglaries (50.0%) lay outside it" in as_text(result)


def test_the_area_is_what_lies_within_metres_of_an_earlier_burglary_whatever_the_cells() -> None:
    rng = np.random.default_rng(8)
    x, y = rng.uniform(0, 3000, (2, 40))
    middles = np.stack(np.meshgrid(np.arange(-400, 3400.0, 5), np.arange(-400, 3400.0, 5)), axis=-1).reshape(-1, 2)
    apart = np.hypot(middles[:, :1] - x[:30], middles[:, 1:] - y[:30]).min(axis=1)
    truly = (apart <= 300).sum() * 25 / 1e6
    for cell in (25.0, 60.0, 150.0):
        events = events_on(x, y, np.arange(40.0), cell=cell)
        area = study_area(events, 30.0, within=300.0)
        assert (area.kind, area.metres) == ("within", 300.0)
        assert area.size * cell**2 / 1e6 == pytest.approx(truly, rel=0.02)
        cx, cy = events.grid.centres(area.cells)
        assert np.hypot(cx[:, None] - x[:30], cy[:, None] - y[:30]).min(axis=1).max() <= 300
    held = study_area(events, 30.0)
    assert held.kind == "held"
    assert held.size <= 30


def test_the_combination_learns_which_part_tells_most() -> None:
    rng = np.random.default_rng(5)
    days = np.floor(rng.uniform(0, 500, 4000))
    moving = np.floor(days / 50) * 400  # the trouble moves on every 50 days: only the recent past tells
    events = events_on(moving + rng.normal(0, 80, 4000), rng.normal(0, 80, 4000), days, cell=100)
    combined = Combination(half_lives=(10.0, 3000.0), bandwidths=(100.0,))
    weights = combined.weights(events.before(495), 495)
    assert weights[0] > 0.8
    assert weights.sum() == pytest.approx(1)


def test_densities_carried_from_week_to_week_are_as_made_anew() -> None:
    events = city()
    carried = Fading(events, 200.0, (3.0, 180.0), (40.0, 300.0))
    for day in np.arange(200.0, 340, 7):
        carried.add(events.between(day, day + 7))
    anew = Fading(events, carried.day, (3.0, 180.0), (40.0, 300.0))
    weights = np.array([0.1, 0.2, 0.3, 0.4])
    np.testing.assert_allclose(carried.mixed(weights), anew.mixed(weights), rtol=1e-4, atol=1e-9)
    assert anew.mixed(weights).sum() == pytest.approx(1, rel=1e-5)


def test_the_combination_is_the_same_whichever_weeks_it_was_asked_for_before() -> None:
    events = city()
    weekly, straight = Combination(renew_weeks=1), Combination(renew_weeks=1)
    for week in (200.0, 207.0, 221.0, 223.0, 300.0, 293.0, 300.0, 307.0):
        found = weekly.fit(events.before(week), week)
    np.testing.assert_allclose(found, straight.fit(events.before(307), 307), rtol=1e-3, atol=1e-9)


def test_a_mixture_of_nothing_is_even() -> None:
    events = city()
    found = Combination().fit(events.before(-1), -1.0)
    np.testing.assert_allclose(found, 1 / events.grid.size, rtol=1e-5)


def test_a_method_used_on_another_town_starts_afresh() -> None:
    one, other = city(seed=1), city(seed=2)
    used: tuple[Method, ...] = (Combination(), PointProcess())
    fresh: tuple[Method, ...] = (Combination(), PointProcess())
    for method in used:
        method.fit(one.before(300), 300)
    for a, b in zip(used, fresh, strict=True):
        np.testing.assert_array_equal(a.fit(other.before(300), 300), b.fit(other.before(300), 300))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first": -5.0}, "before the first forecast"),
        ({"first": 5000.0}, "weeks to forecast"),
        ({"weeks": 0}, "one week"),
        ({"shares": (0.0,)}, "above 0"),
    ],
)
def test_what_cannot_be_backtested_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        backtest(city(), [LongDensity()], **({"first": 300.0, "weeks": 4} | change))


def test_planted_parameters_are_found_within_ten_per_cent() -> None:
    truth = Planted(own=11_000, theta=0.35, decay=12.0, sigma=90.0, repeats=0.12, repeat_decay=25.0)
    x, y, days = plant(truth, np.random.default_rng(3), span=1500.0)
    found = fit_point_process(x, y, days, until=1500.0, background_m=1500.0)
    assert found.theta == pytest.approx(truth.theta, rel=0.1)
    assert found.decay_days == pytest.approx(truth.decay, rel=0.1)
    assert found.sigma_m == pytest.approx(truth.sigma, rel=0.1)
    assert found.repeats == pytest.approx(truth.repeats, rel=0.1)
    assert found.repeat_decay_days == pytest.approx(truth.repeat_decay, rel=0.1)
    assert found.goodness[1] > 0.01


def test_exact_repeats_do_not_swallow_the_neighbours() -> None:
    truth = Planted(own=3000, theta=0.3, decay=14.0, sigma=100.0, repeats=0.2, repeat_decay=14.0)
    x, y, days = plant(truth, np.random.default_rng(4), span=1000.0)
    found = fit_point_process(x, y, days, until=1000.0, background_m=1500.0)
    assert found.sigma_m > 70
    only = fit_point_process(
        *plant(Planted(3000, 0.0, 14.0, 100.0, 0.3, 14.0), np.random.default_rng(5), span=1000.0)
    )
    assert only.sigma_m >= only.precision_m
    assert only.repeats == pytest.approx(0.3, rel=0.2)


def test_without_near_repeats_little_is_set_off_and_the_background_matters() -> None:
    x, y, days = plant(Planted(2500, 0.0, 14.0, 100.0, 0.0, 14.0), np.random.default_rng(6), span=1000.0)
    fits = sensitivity(x, y, days, backgrounds=(400.0, 1600.0))
    assert all(fit.theta < 0.1 for fit in fits)
    assert [fit.background_m for fit in fits] == [400.0, 1600.0]


def test_too_few_for_a_point_process() -> None:
    with pytest.raises(Refused, match="too few"):
        fit_point_process([0.0] * 10, [0.0] * 10, range(10))


def test_a_fit_is_the_same_on_any_number_of_threads() -> None:
    rng = np.random.default_rng(5)
    x, y, days = rng.random((3, 800)) * [[2000], [2000], [600]]
    told = []
    for number in (1, 5):
        with at_most(number):
            told.append(fit_point_process(x, y, np.floor(days)))
    assert told[0].theta == told[1].theta
    np.testing.assert_array_equal(told[0].own, told[1].own)


def test_not_even_the_extent_of_the_future_is_seen() -> None:
    rng = np.random.default_rng(7)
    x, y = rng.normal(0, 500, (2, 900)) + 600_000
    days = np.sort(np.floor(rng.uniform(19_000, 19_400, 900)))
    spoilt = days >= 19_370
    far = x + 40_000 * spoilt
    (ours, _), (theirs, _) = (
        run(
            Burglaries(east, y, days, days, 900, ""),
            train_until="2022-12-02",
            weeks=10,
            cell=150,
            shares=(0.05, 0.2),
        )
        for east in (x, far)
    )
    before = ours.starts + 7 <= 19_370
    assert before.sum() == 5
    for one, other in zip(ours.scores, theirs.scores, strict=True):
        np.testing.assert_array_equal(one.hits[before], other.hits[before], err_msg=one.method)
    assert theirs.outside[-1] == theirs.events[-1] > 0


def asked(days: Any, *, reported: Any = None, **change: Any) -> Any:
    """A backtest of burglaries on these days, counted from the start of 2022."""
    days = np.asarray(days, float) + 18_993
    x, y = np.random.default_rng(1).normal(0, 800, (2, days.size)) + 600_000
    wanted: dict[str, Any] = {"train_until": "2022-06-30", "weeks": 8, "cell": 300, "shares": (0.05, 0.2)} | change
    return run(Burglaries(x, y, days, days, days.size, "", reported=reported), **wanted)[0]


def test_weeks_after_the_end_of_the_file_are_refused_with_how_many_there_are() -> None:
    with pytest.raises(Refused, match="fewer weeks: 3 at most"):
        asked(np.arange(200))
    with pytest.raises(Refused, match="no whole week follows 2022-12-31"):
        asked(np.arange(200), train_until="2022-12-31")
    with pytest.raises(Refused, match="too few burglaries to learn from: 9"):
        asked(np.arange(200), train_until="2022-01-09", weeks=1)


def test_a_small_town_may_end_on_weeks_as_quiet_as_others_were() -> None:
    quiet = asked(np.r_[np.arange(0, 220, 20), 220])
    assert quiet.events.tolist() == [0, 0, 1, 0, 0, 1, 0, 0]
    assert quiet.quiet == 6
    assert "6 of the weeks hold none" in as_text(quiet)
    assert "hardly tell methods apart" in as_text(quiet)
    assert as_json(quiet)["weeks_without_burglaries"] == 6


def test_enough_burglaries_in_every_week_leave_nothing_to_doubt() -> None:
    busy = asked(np.repeat(np.arange(260), 6))
    assert busy.quiet == 0
    assert "from 2022-07-01.\nShare of" in as_text(busy)


def test_the_point_process_learns_from_the_newest() -> None:
    events = city(n=3000)
    known = events.before(380)
    all_but_old = PointProcess(newest=known.count).fit(known, 380.0)
    np.testing.assert_array_equal(all_but_old, PointProcess().fit(known, 380.0))
    assert (PointProcess(newest=600).fit(known, 380.0) != all_but_old).any()


def test_a_forecast_sees_only_what_had_been_reported() -> None:
    rng = np.random.default_rng(9)
    x, y = rng.normal(0, 600, (2, 1500))
    days = np.sort(np.floor(rng.uniform(0, 400, 1500)))
    late = days + 30 * (rng.random(1500) < 0.3)
    events = events_on(x, y, days, cell=200, known=late)
    assert (events.before(300).known < 300).all()
    assert events.before(300).count == int((late < 300).sum()) < int((days < 300).sum())
    hidden = (days < 300) & (late >= 300)
    moved = events_on(np.where(hidden, x.max(), x), y, days, grid=events.grid, known=late)
    for one, other in zip(all_methods(), all_methods(), strict=True):
        np.testing.assert_array_equal(
            one.fit(events.before(300), 300), other.fit(moved.before(300), 300), err_msg=one.name
        )
    scored = backtest(events, [LongDensity()], first=300, weeks=8)
    assert (
        scored.events.sum() == ((days >= 300) & (days < 356)).sum()
    )  # late ones are to be foretold like any other


def test_late_reports_are_added_on_the_way_as_if_made_anew() -> None:
    rng = np.random.default_rng(10)
    x, y = rng.normal(0, 600, (2, 1500))
    days = np.sort(np.floor(rng.uniform(0, 400, 1500)))
    events = events_on(x, y, days, cell=200, known=days + 20 * (rng.random(1500) < 0.5))
    weekly, straight = Combination(renew_weeks=1), Combination(renew_weeks=1)
    for week in np.arange(251.0, 308, 7):
        found = weekly.fit(events.before(week), week)
    np.testing.assert_allclose(found, straight.fit(events.before(307), 307), rtol=1e-3, atol=1e-9)


def test_reports_known_and_unknown_are_said() -> None:
    assert "Nobody said when burglaries were reported" in as_text(asked(np.repeat(np.arange(260), 6)))
    days = np.repeat(np.arange(260.0), 6)
    late = days + 18_993 + np.where(np.arange(days.size) % 4 == 0, 10, 0)
    late[::7] = np.nan
    told = asked(days, reported=late)
    assert told.late == pytest.approx(0.25, abs=0.03)
    assert "25% were reported a week late or more" in as_text(told)
    with pytest.raises(Refused, match="have no day of report"):
        asked(days, reported=np.full(days.size, np.nan))


@pytest.mark.parametrize("astray", [[17_000.0], [17_000.0, 8000.0], [-30_000.0], [-30_000.0, 17_000.0]])
def test_years_mistyped_do_not_make_the_file_longer(astray: list[float]) -> None:
    days = np.r_[np.arange(200), astray]
    with pytest.raises(Refused, match="fewer weeks: 3 at most"):
        asked(days)
    used = asked(days, weeks=3)
    assert used.events.sum() == 19


def test_pauses_of_a_small_town_are_not_years_mistyped() -> None:
    assert not out_of_time(np.array([0.0, 40, 45, 100, 180, 190, 260, 300, 420, 500, 640, 700])).any()
    assert not out_of_time(np.arange(3.0) * 1000).any()


def places(rng: Any, *, n: int = 3000) -> tuple[Any, Any]:
    """Homes some tens of metres apart in towns, some burgled often."""
    homes = rng.uniform(0, 4000, (4000, 2))
    chosen = rng.choice(4000, n, p=rng.dirichlet(np.full(4000, 0.4)))
    return homes[chosen, 0], homes[chosen, 1]


def test_points_that_stand_for_homes_allow_the_finest_cells() -> None:
    told = precision(*places(np.random.default_rng(1)))
    assert not told.by_block
    assert told.finest_m < 1
    assert 0.3 < told.repeated < 1


@pytest.mark.parametrize("turn", [0.0, 0.3])
@pytest.mark.parametrize(
    ("side", "scatter", "least"), [(100.0, 0.0, 60.0), (150.0, 8.0, 30.0), (250.0, 0.0, 150.0)]
)
def test_points_that_stand_for_blocks_are_found_out(
    turn: float, side: float, scatter: float, least: float
) -> None:
    rng = np.random.default_rng(2)
    x, y = (np.round(values / side) * side + rng.normal(0, scatter, values.size) for values in places(rng))
    told = precision(np.cos(turn) * x - np.sin(turn) * y, np.sin(turn) * x + np.cos(turn) * y)
    assert told.by_block
    assert least <= told.finest_m <= side


def test_coordinates_rounded_are_found_out() -> None:
    x, y = places(np.random.default_rng(3))
    assert precision(np.round(x, -1), np.round(y, -1)).step_m == 10
    assert precision(np.round(x, -1), np.round(y, -1)).finest_m == 10


def test_cells_are_chosen_by_what_past_weeks_held_and_nothing_later() -> None:
    rng = np.random.default_rng(4)
    x, y = places(rng)
    days = np.sort(np.floor(rng.uniform(0, 500, x.size)))
    homes = choose_cell(x, y, days, until=450)
    assert homes.cell == 25  # the same homes again and again
    assert homes.scores == tuple(sorted(homes.scores, reverse=True))
    later = days >= 450
    spoilt = choose_cell(np.where(later, 0, x), np.where(later, 0, y), days, until=450)
    assert (spoilt.scores, spoilt.precision) == (homes.scores, homes.precision)
    blocks = choose_cell(np.round(x / 100) * 100, np.round(y / 100) * 100, days, until=450)
    assert blocks.cell >= 100
    few = choose_cell(x[:50], y[:50], days[:50], until=450)
    assert (few.cell, few.sides) == (150, ())


def test_a_method_in_wider_cells_gives_the_same_surface_on_finer_ones() -> None:
    events = city()
    wide = Coarser(LongDensity(), 600.0)
    found = wide.fit(events.before(300), 300).reshape(events.grid.shape)
    assert wide.name == f"{LongDensity().name}, in cells of 600 m"
    rows, columns = (length // 3 * 3 for length in events.grid.shape)
    blocks = found[:rows, :columns].reshape(rows // 3, 3, columns // 3, 3)
    assert (blocks == blocks[:, :1, :, :1]).all()
    assert np.unique(found).size > 20


@pytest.mark.parametrize(("horizon", "days"), [("1w", [7] * 10), ("2w", [14] * 5), ("1m", [29, 31]), ("2m", [60])])
def test_forecasts_of_other_lengths_follow_each_other(horizon: str, days: list[int]) -> None:
    found = edges(float(np.datetime64("2024-01-31").astype(int)), 10, horizon)
    assert np.diff(found).tolist() == days
    with pytest.raises(Refused, match="no whole forecast"):
        edges(19_000.0, 10, "3m")


def test_a_month_is_learnt_from_months_that_are_over() -> None:
    events = city()
    spoilt = poisoned(events, 340)
    one, other = Combination(horizon=30), Combination(horizon=30)
    np.testing.assert_array_equal(one.fit(events.before(340), 340), other.fit(spoilt.before(340), 340))
    told = backtest(events, all_methods(horizon="1m"), first=270, weeks=14, horizon="1m", shares=(0.1,))
    assert told.starts.size == 3
    assert told.events.sum() == events.between(270, edges(270, 14, "1m")[-1]).count
    assert "3 forecasts of 1 month" in as_text(told)
