"""Doors in order of risk: the parts by hand, the whole on simulated towns whose truth is known."""

from typing import Any

import numpy as np
import pytest

from kokong.analysis.arrays import Refused
from kokong.analysis.doors import (
    DoorRisk,
    Dwellings,
    History,
    fit_door_risk,
    homes_found,
    rank_by_distance,
    rank_doors,
    recall_at,
    week_nearness,
    week_risk,
)
from kokong.simulation.town import HAVSVIK, Model

from .simulated import burglaries, cases, dwellings, town, until

RISK = DoorRisk(
    np.full(3, 2e-5), {"house": 2e-5, "flat": 1e-5}, 20.0, 60.0, 5.0, {"other": 1.0, "opposite": 0.5}, 0, 0
)


def test_the_nearest_of_the_same_kind_comes_first_and_the_ceiling_rises() -> None:
    found = rank_doors(RISK, own=np.full(4, 2e-5), metres=np.array([80.0, 10, 40, 200]), relation=["other"] * 4)
    assert found.order.tolist() == [1, 2, 0, 3]
    shares = [found.reached(doors) for doors in range(5)]
    assert shares[0] == 0
    assert shares == sorted(shares)
    assert shares[4] == pytest.approx(1)


def test_own_rate_and_relation_change_the_order() -> None:
    metres = np.array([20.0, 25.0, 20.0])
    found = rank_doors(
        RISK, own=np.array([1e-5, 2e-5, 2e-5]), metres=metres, relation=["other", "other", "opposite"]
    )
    assert found.order[0] == 1
    assert (found.expected > found.added).all()
    with pytest.raises(Refused, match="each door"):
        rank_doors(RISK, own=np.ones(1), metres=metres, relation=["other"])


def test_expected_burglaries_are_rate_times_time() -> None:
    found = rank_doors(RISK, own=np.array([1.5e-5]), metres=np.zeros(1), relation=["unheard of"], days=10)
    wait = 5 * (1 - np.exp(-2))
    assert found.expected[0] == pytest.approx(1.5e-5 * (10 + 20 * wait))


def test_how_doors_lie_to_each_other() -> None:
    nothing = np.zeros(6)
    places = Dwellings(
        nothing, nothing, ("house",) * 6, np.array([7, 7, 8, 9, 10, -1]), np.array([1, 1, 1, 1, 2, -1]),
        np.array([1, 1, 1, -1, 1, 0]),
    )  # fmt: skip
    told = places.relation(0, np.arange(1, 6))
    assert told == ("same building", "same side", "opposite", "other street", "other")


def test_recall_shares_ties_and_has_an_interval() -> None:
    risk, away = np.array([3.0, 2, 1, 1]), np.array([10.0, 10, 10, 40])
    found = recall_at(1, [(risk, away, np.array([0]))] * 50)
    assert found.by_risk == 1
    assert found.by_distance == pytest.approx(1 / 3)
    assert found.lead.low > 0
    assert rank_by_distance(away).tolist() == [0, 1, 2, 3]
    with pytest.raises(Refused, match="No burglary has followers"):
        recall_at(1, [(risk, away, np.empty(0, np.int64))])


def test_a_history_must_fit_its_dwellings_and_period() -> None:
    places = Dwellings(np.zeros(3), np.zeros(3), ("house",) * 3, *np.zeros((3, 3), int))
    with pytest.raises(Refused, match="outside the period"):
        History(places, np.array([0]), np.array([400.0]), 0, 365)
    with pytest.raises(Refused, match="isn't among"):
        History(places, np.array([3]), np.array([40.0]), 0, 365)
    with pytest.raises(Refused, match="too few"):
        fit_door_risk(History(places, np.array([0]), np.array([40.0]), 0, 365))


@pytest.fixture(scope="module")
def long() -> Any:
    """A small town over many more years than any town has, so that chance plays little part."""
    return burglaries(town(1), seed=1, years=300)


HALF = 150 * 365.25


def test_the_planted_kernel_is_found() -> None:
    history, _ = burglaries(town(1), seed=1, years=150, model=Model(ratio=9.0))
    learnt = fit_door_risk(history)
    assert learnt.set_off > 1000
    assert learnt.decay_days == pytest.approx(5, rel=0.15)
    assert learnt.reach_m == pytest.approx(60, rel=0.15)


def test_where_homes_differ_little_the_order_loses_nothing_to_distance(long: Any) -> None:
    history, parent = long
    learnt = fit_door_risk(until(history, HALF))
    found = recall_at(8, cases(history, parent, learnt, since=HALF))
    assert found.followed > 200
    assert found.lead.high > 0
    assert found.lead.estimate > -0.03


def test_where_homes_differ_much_the_order_finds_more_than_distance() -> None:
    uneven = Model(detached=1.6, flat=0.4, street_spread=0.6, home_spread=0.9)
    history, parent = burglaries(town(1), seed=3, years=300, model=uneven)
    learnt = fit_door_risk(until(history, HALF))
    assert learnt.kinds["flat"] < learnt.kinds["detached"]
    found = recall_at(8, cases(history, parent, learnt, since=HALF))
    assert found.lead.low > 0


def test_simulated_towns_have_every_relation() -> None:
    places = dwellings(town(1))
    told = set(places.relation(0, np.arange(1, places.count)))
    assert told >= {"same side", "opposite", "other street"}


def test_the_coming_weeks_risk_by_hand() -> None:
    homes = Dwellings(
        np.array([0.0, 30, 1000]),
        np.zeros(3),
        ("house",) * 3,
        np.full(3, -1),
        np.full(3, -1),
        np.zeros(3, np.int64),
    )
    found = week_risk(RISK, History(homes, np.array([0, 2]), np.array([97.0, 10.0]), 0.0, 100.0))
    wait = 5 * (1 - np.exp(-7 / 5)) * np.exp(-3 / 5)  # what is left of the fading after three days
    assert found[0] == pytest.approx(2e-5 * (7 + 20 * wait))
    assert found[1] == pytest.approx(2e-5 * (7 + 20 * np.exp(-30 / 60) * wait))
    assert found[2] == pytest.approx(2e-5 * 7)  # its own burglary is forgotten
    near = week_nearness(History(homes, np.array([0]), np.array([97.0]), 0.0, 100.0))
    assert near.tolist() == [0, -30, -1000]
    assert week_nearness(History(homes, np.array([0]), np.array([50.0]), 0.0, 100.0)).tolist() == [0, 0, 0]


def test_homes_in_order_of_risk_hold_more_of_the_next_weeks_burglaries_than_the_nearest() -> None:
    history, _ = burglaries(town(1, HAVSVIK), 4, 5.0, Model(annual_rate=0.03, home_spread=1.0))
    told = homes_found(history, first=4 * 365.0, weeks=52)
    assert told.events.sum() > 100
    assert told.homes == (62, 312)
    assert (told.recall[0] > 2 * np.array(told.shares)).all()
    assert told.recall[0][1] > told.recall[1][1] + 0.03
    moved = np.where(history.days >= 4 * 365.0 + 7 * 26, 0, history.dwelling)
    spoilt = homes_found(
        History(history.dwellings, moved, history.days, 0.0, history.end), first=4 * 365.0, weeks=26
    )
    np.testing.assert_array_equal(spoilt.by_risk, told.by_risk[:26])  # no week sees what comes after


def test_weeks_without_burglaries_find_no_homes() -> None:
    homes = Dwellings(
        np.zeros(2), np.zeros(2), ("house",) * 2, np.full(2, -1), np.full(2, -1), np.zeros(2, np.int64)
    )
    quiet = History(homes, np.zeros(40, np.int64), np.arange(40.0), 0.0, 400.0)
    with pytest.raises(Refused, match="weeks to forecast"):
        homes_found(quiet, first=100, weeks=4)
