from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import STRtree

from kokong.simulation.town import Effect, Model, SimulatedBurglary, Town, simulate_burglaries

SWEDEN = ZoneInfo("Europe/Stockholm")
Century = tuple[SimulatedBurglary, ...]


def new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=SWEDEN)


START = new_year(2022)
STARTS = st.integers(0, 400_000).map(lambda hours: new_year(1990) + timedelta(hours=hours))


def knox_ratio(burglaries: Century, metres: float, first: float, last: float) -> float:
    """Pairs within `metres` and [first, last) days, over what independence of place and time expects."""
    days = np.array([(b.occurred - new_year(1950)) / timedelta(days=1) for b in burglaries])
    n = len(days)
    points = shapely.points([(b.x, b.y) for b in burglaries])
    i, j = STRtree(points).query(points, predicate="dwithin", distance=metres)
    near = days[j[i < j]] - days[i[i < j]]
    observed = int(((np.abs(near) >= first) & (np.abs(near) < last)).sum())
    later = np.searchsorted(days, days + last) - np.searchsorted(days, days + first)
    in_time = int(later.sum()) - (n if first == 0 else 0)
    expected = len(near) * in_time / (n * (n - 1) / 2)
    return observed / expected


def test_same_seed_same_burglaries_other_seed_others(norrsund: Town) -> None:
    once = simulate_burglaries(norrsund, seed=5, start=START)
    assert simulate_burglaries(norrsund, seed=5, start=START) == once
    assert simulate_burglaries(norrsund, seed=6, start=START) != once


@pytest.mark.parametrize("seed", range(5))
def test_a_year_in_havsvik_sees_60_to_110(havsvik: Town, seed: int) -> None:
    count = len(simulate_burglaries(havsvik, seed=seed, start=START, years=4))
    assert 60 <= count / 4 <= 110


def test_the_yearly_rate_is_the_models_plus_what_follows(havsvik: Town, century: Century) -> None:
    own = sum(not b.triggered for b in century) / 100 / len(havsvik.dwellings)
    assert own == pytest.approx(Model().annual_rate, rel=0.06)
    assert 0.04 < sum(b.triggered for b in century) / len(century) < 0.14


def test_near_repeats_have_the_known_ratio(century: Century) -> None:
    # Over many seeds a century reads 2.75 with a standard deviation of 0.11.
    assert 2.45 < knox_ratio(century, 100, 0, 7) < 3.15


def test_near_repeats_are_mostly_gone_after_two_weeks(century: Century) -> None:
    second, later = knox_ratio(century, 100, 7, 14), knox_ratio(century, 100, 14, 28)
    assert 1.25 < second < 2.0
    assert 0.9 < later < 1.25


def test_without_near_repeats_the_ratio_is_one(havsvik: Town) -> None:
    calm = simulate_burglaries(havsvik, seed=8, start=new_year(1950), years=100, model=Model(ratio=1.0))
    assert not any(b.triggered for b in calm)
    assert 0.85 < knox_ratio(calm, 100, 0, 7) < 1.15


def test_a_triggered_burglary_follows_its_parent_near_by(century: Century) -> None:
    by_key = {b.key: b for b in century}
    waits = []
    for b in century:
        if b.triggered:
            parent = by_key[b.parent]
            waits.append((b.occurred - parent.occurred) / timedelta(days=1))
            assert np.hypot(b.x - parent.x, b.y - parent.y) <= Model().cutoff_m
    assert min(waits) > 0
    assert np.mean(waits) == pytest.approx(Model().decay_days, rel=0.12)


def test_the_dark_months_are_worst_and_may_is_calm(century: Century) -> None:
    months = Counter(b.occurred.month for b in century if b.kind != "holiday_home")
    assert months[11] / months[5] == pytest.approx(1.3 / 0.8, rel=0.2)
    assert sum(months[m] for m in (10, 11, 12)) > 1.25 * sum(months[m] for m in (4, 5, 6))
    assert months[7] > months[5], "houses left empty in July"


def test_holiday_homes_are_broken_into_off_season(century: Century) -> None:
    months = Counter(b.occurred.month for b in century if b.kind == "holiday_home")
    assert sum(months[m] for m in (10, 11, 12, 1, 2, 3)) > 2 * sum(months[m] for m in (4, 5, 6, 7, 8, 9))


def test_weekdays_and_daytime(century: Century) -> None:
    n = len(century)
    assert sum(b.occurred.weekday() < 5 for b in century) / n == pytest.approx(0.63, abs=0.025)
    assert sum(6 <= b.occurred.hour < 18 for b in century) / n == pytest.approx(0.64, abs=0.025)


def test_risk_differs_by_kind_of_home_and_by_district(havsvik: Town, century: Century) -> None:
    homes = {d.key: d for d in havsvik.dwellings}
    kinds = Counter(homes[b.dwelling].kind for b in century)
    stock = Counter(d.kind for d in havsvik.dwellings)
    rate = {kind: kinds[kind] / stock[kind] for kind in stock}
    assert rate["detached"] > 1.25 * rate["flat"]
    districts = Counter(homes[b.dwelling].district for b in century)
    living = Counter(d.district for d in havsvik.dwellings)
    by_district = [districts[d] / living[d] for d in living]
    assert max(by_district) > 1.8 * min(by_district)


def test_what_the_victim_can_tell(havsvik: Town, century: Century) -> None:
    homes = {d.key: d for d in havsvik.dwellings}
    for b in century:
        home = homes[b.dwelling]
        assert b.earliest <= b.occurred <= b.latest <= b.reported
        assert (b.kind == "holiday_home") == (home.kind == "holiday")
        assert b.kind != "cellar_attic" or home.kind == "flat"
        assert b.entry != "balcony_door" or home.floor == 0
        assert (b.x, b.y, b.address) == (home.x, home.y, home.address)
    hours = sorted((b.latest - b.earliest) / timedelta(hours=1) for b in century if b.kind == "home")
    assert 3 < hours[len(hours) // 2] < 12
    assert hours[int(0.95 * len(hours))] > 24
    assert sum(not b.completed for b in century) / len(century) == pytest.approx(0.34, abs=0.03)


def test_an_effect_takes_away_its_share_and_nothing_else(havsvik: Town, century: Century) -> None:
    half = frozenset(d.key for d in havsvik.dwellings[::2])
    start = new_year(2000)
    effect = Effect(start=start, change=-0.4, dwellings=half)
    left = simulate_burglaries(havsvik, seed=7, start=new_year(1950), years=100, effects=[effect])
    assert set(left) <= set(century)
    assert [b for b in left if b.occurred < start] == [b for b in century if b.occurred < start]

    def count(burglaries: Century, *, reached: bool) -> int:
        return sum(b.occurred >= start and (b.dwelling in half) == reached for b in burglaries)

    before, after = count(century, reached=True), count(left, reached=True)
    # Somewhat more than 40 % goes, since what would have followed goes too; four standard errors either way.
    assert 0.40 - 4 * (0.24 / before) ** 0.5 < 1 - after / before < 0.47 + 4 * (0.24 / before) ** 0.5
    assert 0.93 < count(left, reached=False) / count(century, reached=False) <= 1.0


def test_an_effect_in_an_area_ends_when_it_ends(norrsund: Town) -> None:
    x0, y0, x1, y1 = norrsund.bounds
    west = ((x0, y0), ((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1), (x0, y1), (x0, y0))
    effect = Effect(start=new_year(2023), end=new_year(2024), change=-1.0, area=west)
    plain = simulate_burglaries(norrsund, seed=2, start=START, years=4, model=Model(ratio=1.0))
    left = simulate_burglaries(norrsund, seed=2, start=START, years=4, model=Model(ratio=1.0), effects=[effect])
    gone = [b for b in plain if b not in left]
    assert gone
    assert gone == [b for b in plain if b.occurred.year == 2023 and b.x < (x0 + x1) / 2]


@pytest.mark.parametrize("change", [0.1, -1.1])
def test_an_effect_only_takes_away(change: float) -> None:
    with pytest.raises(ValueError, match="between -1 and 0"):
        Effect(start=START, change=change)


def test_no_time_is_refused(norrsund: Town) -> None:
    with pytest.raises(ValueError, match="period"):
        simulate_burglaries(norrsund, seed=1, start=START, years=0)


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    years=st.floats(0.02, 3),
    start=STARTS,
)
def test_order_keys_and_period_hold_for_any_seed(norrsund: Town, seed: int, years: float, start: datetime) -> None:
    found = simulate_burglaries(norrsund, seed=seed, start=start, years=years)
    end = start + timedelta(days=365.25 * years)
    assert [b.occurred for b in found] == sorted(b.occurred for b in found)
    assert all(start <= b.occurred < end for b in found)
    keys = [b.key for b in found]
    assert len(set(keys)) == len(keys)
    assert {b.parent for b in found if b.triggered} <= set(keys)
