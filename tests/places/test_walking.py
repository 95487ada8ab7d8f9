"""The order in which to walk."""

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

from kokong.kernel.fields import Point
from kokong.places import api, crs, network, walking
from tests.cast import Cast

from .town import ORIGIN, add_dwelling, add_row_of_houses


def grid(size: int = 5, block: float = 100.0) -> network.Segments:
    """The streets of a town with square blocks."""
    lines = []
    for i in range(size + 1):
        for j in range(size):
            lines += [[i, j, i, j + 1], [j, i, j + 1, i]]
    return np.array(lines, dtype=float) * block


spots = st.lists(st.tuples(st.floats(1, 499), st.floats(1, 499)), min_size=2, max_size=12)


@given(spots)
@settings(deadline=None)
def test_distances_over_streets(points: list[tuple[float, float]]) -> None:
    at = np.array(points)
    found = walking.over_network(at, grid())
    assert np.isfinite(found).all()
    assert np.allclose(found, found.T)
    assert (np.diag(found) == 0).all()
    assert (found >= cdist(at, at) - 1e-3).all()


def test_a_way_along_the_streets() -> None:
    at = np.array([(50.0, 5.0), (250.0, -5.0), (70.0, 5.0)])
    assert walking.over_network(at, grid())[0].round(3).tolist() == [0.0, 210.0, 30.0]


def test_what_no_path_joins() -> None:
    far = grid() + 10_000
    found = walking.over_network(
        np.array([(50.0, 0.0), (10_050.0, 10_000.0), (-900.0, 0.0)]), np.vstack([grid(), far])
    )
    assert np.isinf(found[0, 1:]).all()


def test_a_long_straight_road_is_found_from_its_end() -> None:
    """Each step of it lies in the square of its middle, and is no farther from there than a walk looks."""
    road = np.array([shapely.LineString([(0, 0), (2000, 0)]), shapely.LineString([(0, 0), (0, 30)])], dtype=object)
    steps = network.segments_of(road)
    lengths = np.hypot(*(steps[:, 2:] - steps[:, :2]).T)
    assert lengths.sum() == pytest.approx(2030)
    assert lengths.max() / 2 + walking.SNAP_M <= walking.MARGIN_M


def looked_up(monkeypatch: pytest.MonkeyPatch, ways: network.Segments) -> list[int]:
    """How many squares are loaded, each time; the ways are always the same."""
    loads: list[int] = []

    def load(cells: list[int]) -> network.Net:
        loads.append(len(cells))
        return network.Net(ways, network.NONE)

    monkeypatch.setattr(network, "load", load)
    return loads


def test_only_what_was_not_reached_is_looked_for_farther_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """One place behind a river: not all of the others are loaded again with two kilometres around them."""
    across = np.array([[5400.0, 700.0, 5500.0, 700.0]])
    loads = looked_up(monkeypatch, np.vstack([grid(50), across]))
    lengths: list[int] = []
    over = walking.over_network

    def count(points: np.ndarray, segments: network.Segments, **more: Any) -> np.ndarray:
        lengths.append(len(points))
        return over(points, segments, **more)

    monkeypatch.setattr(walking, "over_network", count)
    found = walking.from_first([(4950.0, 705.0), (50.0, 5.0), (4950.0, 5.0), (5450.0, 705.0)])
    assert (found[0] is not None, found[1] is not None, found[2]) == (True, True, None)
    assert (lengths, len(loads)) == ([4, 2], 2)


def test_a_place_without_ways_near_it_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    loads = looked_up(monkeypatch, grid())
    assert walking.from_first([(50.0, 5.0), (250.0, -5.0), (-900.0, 0.0)]) == (210.0, None)
    assert len(loads) == 1


@pytest.mark.parametrize("ways", [grid(), np.empty((0, 4))])
def test_a_home_without_ways_near_it_says_nothing(monkeypatch: pytest.MonkeyPatch, ways: network.Segments) -> None:
    loads = looked_up(monkeypatch, ways)
    assert walking.from_first([(-900.0, 0.0), (50.0, 5.0), (250.0, -5.0)]) == ()
    assert len(loads) == 1


@given(count=st.integers(3, 25), seed=st.integers(0, 10_000))
@settings(deadline=None, max_examples=25)
def test_every_stop_once_and_the_same_each_time(count: int, seed: int) -> None:
    at = np.random.default_rng(seed).random((count, 2)) * 500
    costs = cdist(at, at)
    order = walking.solve(costs, 1)
    assert sorted(order) == list(range(count))
    assert order[0] == 1
    assert order == walking.solve(costs, 1)


@given(spots)
@settings(deadline=None, max_examples=25)
def test_every_stop_once_however_they_lie(points: list[tuple[float, float]]) -> None:
    at = np.round(np.array(points) / 100) * 100
    assert sorted(walking.solve(cdist(at, at), 0)) == list(range(len(points)))


def test_a_street_without_a_network_is_walked_by_the_straight_line(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        ids = [row.pk for row in add_row_of_houses(9)]
        found = api.walking_order(dwelling_ids=[*reversed(ids), ids[0]], start=ids[0])
        odd, even = ids[0::2], ids[1::2]
    assert found.by == "straight line"
    assert found.dwelling_ids[:5] in {tuple(odd), (ids[0], *even)}
    assert sorted(found.dwelling_ids) == sorted(ids)


def test_the_start_need_not_be_a_door(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        ids = [row.pk for row in add_row_of_houses(9)]
        found = api.walking_order(dwelling_ids=ids[2:], start=ids[0])
    assert ids[0] not in found.dwelling_ids
    assert found.dwelling_ids[0] == ids[2]


def test_flats_of_a_stairwell_stay_together_floor_by_floor(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        flats = [add_dwelling("Åsgränd", "3", unit=u, kind="flat").pk for u in ("1201", "1001", "1102", "1101")]
        other = [add_dwelling("Åsgränd", str(n), east=20 * n).pk for n in (5, 7, 9)]
        found = api.walking_order(dwelling_ids=[other[0], *flats, *other[1:]], start=other[2])
    order = [found.dwelling_ids.index(pk) for pk in (flats[1], flats[3], flats[2], flats[0])]
    assert order == list(range(order[0], order[0] + 4))


def test_none_one_and_somebody_elses(cast: Cast) -> None:
    with cast.acting(cast.stranger):
        foreign = add_dwelling("Storgatan", "1").pk
    with cast.acting(cast.coordinator):
        assert api.walking_order(dwelling_ids=[]).dwelling_ids == ()
        own = add_dwelling("Storgatan", "1").pk
        assert api.walking_order(dwelling_ids=[own]) == api.Walk((own,), 0.0, "straight line")
        with pytest.raises(api.DwellingNotFound):
            api.walking_order(dwelling_ids=[own, foreign])


def test_thirty_doors_over_stored_streets(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        network.store(grid(10) + np.array([ORIGIN.x, ORIGIN.y] * 2))
        ids = [add_dwelling("Storgatan", str(n), location=Point(ORIGIN.x + 30 * n, ORIGIN.y + 40 * (n % 9))).pk
               for n in range(1, 31)]  # fmt: skip
        first = api.walking_order(dwelling_ids=ids)
        again = api.walking_order(dwelling_ids=ids)
    assert set(again.dwelling_ids) == set(first.dwelling_ids) == set(ids)
    assert again.metres == pytest.approx(first.metres, rel=0.05), "in a grid many walks are about equally long"
    assert first.by == "streets"
    with cast.acting(cast.stranger):
        assert not network.load(network.cells_between(*ORIGIN, ORIGIN.x + 1000, ORIGIN.y + 1000)).ways.size


def test_the_legs_follow_the_streets_and_fly_where_no_way_is_known(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        network.store(grid(4) + np.array([ORIGIN.x, ORIGIN.y] * 2))
        spots = {"1": (50.0, 5.0), "2": (105.0, 150.0), "3": (105.0, 150.2), "4": (9_000.0, 9_000.0)}
        ids = [
            add_dwelling("Storgatan", number, location=Point(ORIGIN.x + x, ORIGIN.y + y)).pk
            for number, (x, y) in spots.items()
        ]
        along, crow = api.legs(dwelling_ids=ids)
        homes = api.dwellings(ids=ids)
        assert api.legs(dwelling_ids=ids[:1]) == api.legs(dwelling_ids=ids[1:3]) == ()
        points = [Point(ORIGIN.x + x, ORIGIN.y + y) for x, y in spots.values()]
        way = api.way_through(points=[points[0], points[1], points[1]])
    assert (along.along, crow.along) == (True, False)
    corners = np.array(way).round() - [ORIGIN.x, ORIGIN.y]
    assert corners.tolist() == [[50, 5], [50, 0], [100, 0], [100, 100], [100, 150], [105, 150]]
    metres = crs.convert_array(np.array(along.points), source=crs.DEGREES, target=3006) - [ORIGIN.x, ORIGIN.y]
    assert metres.round().tolist() == [[50, 5], [50, 0], [100, 0], [100, 100], [100, 150], [105, 150]]
    assert np.hypot(*np.diff(metres, axis=0).T).sum() == pytest.approx(walking.over_network(
        np.array([spots["1"], spots["2"]]), grid(4))[0, 1], abs=0.5)  # fmt: skip
    assert crow.points == tuple((round(homes[key].lon, 6), round(homes[key].lat, 6)) for key in (ids[1], ids[3]))
    with cast.acting(cast.stranger):
        assert api.legs(dwelling_ids=ids) == ()


def test_points_are_walked_to_one_after_the_other_from_the_first(cast: Cast) -> None:
    along = [Point(ORIGIN.x + east, ORIGIN.y) for east in (0, 400, 100, 300, 200)]
    with cast.acting(cast.coordinator):
        assert api.order_to_walk(points=along) == (0, 2, 4, 3, 1)
        assert api.order_to_walk(points=along[:1]) == (0,)
        assert api.order_to_walk(points=[]) == ()
