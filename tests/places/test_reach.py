"""Spots in the streets, and which entrances each of them reaches on foot."""

from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from django.utils import timezone

from kokong.kernel.fields import Point
from kokong.places import api, network
from tests.cast import Cast

from .town import ORIGIN, add_dwelling, add_row_of_houses


@pytest.fixture
def in_home(cast: Cast) -> Iterator[None]:
    with cast.acting(cast.coordinator):
        yield


def lay(*lines: list[tuple[float, float]], barred: tuple[tuple[float, float], ...] = ()) -> None:
    """Ways, and a river, by metres from the town's origin."""
    moved = [shapely.LineString(np.array(line) + ORIGIN) for line in lines]
    bars = np.array([shapely.LineString(np.array(barred) + ORIGIN)] if barred else [], dtype=object)
    network.store(network.segments_of(np.array(moved, dtype=object)), network.barriers_of(bars))


def at(east: float, north: float) -> Point:
    return Point(ORIGIN.x + east, ORIGIN.y + north)


def reached(*points: Point, within_m: float = 150, area_id: int | None = None) -> list[list[int]]:
    found: list[list[int]] = api.reach(points=points, within_m=within_m, area_id=area_id).reach.toarray().tolist()
    return found


@pytest.mark.usefixtures("in_home")
def test_junctions_and_ends_of_streets_are_spots_called_after_the_nearest_home() -> None:
    add_row_of_houses(21, spacing=20)
    add_dwelling("Ekvägen", "4", east=100, north=150)
    lay([(0, 5), (100, 5), (200, 5)], [(100, 5), (100, 200)])
    found = api.spots(area_id=None, near_m=40, at_most=50)
    assert {(round(s.point.x - ORIGIN.x), round(s.point.y - ORIGIN.y)) for s in found} >= {(100, 5), (100, 150)}
    crossing = next(s for s in found if s.point == at(100, 5))
    assert (crossing.street, crossing.number) == ("Storgatan", "11")
    assert found[0] == crossing, "most homes are near it"
    assert all(np.hypot(*np.subtract(a.point, b.point)) > 25 for a in found for b in found if a is not b)
    assert api.spots(area_id=None, near_m=40, at_most=1) == found[:1]


@pytest.mark.usefixtures("in_home")
def test_a_home_across_the_river_is_not_reached() -> None:
    for number, (east, north) in enumerate([(100, 5), (160, 5), (60, 60)]):
        add_dwelling("Storgatan", str(number), east=east, north=north)
    lay([(0, 0), (400, 0)], [(0, 80), (400, 80)], [(400, 0), (400, 80)], barred=((-500, 40), (390, 40)))
    where = api.reach(points=[at(0, 0)], within_m=150, area_id=None)
    assert dict(zip((where.x - ORIGIN.x).tolist(), where.reach.toarray()[0], strict=True)) == {
        60: 0, 100: 1, 160: 0,
    }  # fmt: skip


@pytest.mark.usefixtures("in_home")
def test_without_ways_the_straight_line_with_its_detour() -> None:
    add_dwelling("Byn", "1", east=100)
    add_dwelling("Byn", "2", east=120)
    assert reached(at(0, 0)) == [[1, 0]]
    assert {s.number for s in api.spots(area_id=None, near_m=40, at_most=9)} == {"1"}, "they are one spot"


@pytest.mark.usefixtures("in_home")
def test_an_entrance_counts_the_homes_behind_it_and_none_that_are_gone() -> None:
    for unit in ("1001", "1002", "1101"):
        add_dwelling("Torget", "1", unit=unit)
    add_dwelling("Torget", "2", east=50, homes=12)
    add_dwelling("Torget", "3", east=70, retired_at=timezone.now())
    there = api.reach(points=[at(0, 0)], within_m=150, area_id=None)
    assert there.homes.tolist() == [3, 12]


@pytest.mark.usefixtures("in_home")
def test_an_area_limits_spots_and_homes_and_nowhere_is_nothing() -> None:
    assert api.spots(area_id=None, near_m=40, at_most=9) == ()
    assert reached(at(0, 0)) == [[]]
    near, far = add_dwelling("Byn", "1", east=0), add_dwelling("Byn", "2", east=400)
    box = shapely.box(*at(-50, -50), *at(50, 50))
    drawn = api.make_area(name="Byn", kind="drawn", shape=box, now=timezone.now()).area_id
    (spot,) = api.spots(area_id=drawn, near_m=40, at_most=9)
    assert spot.point == near.location != far.location
    assert reached(spot.point, within_m=1000, area_id=drawn) == [[1]]
    with pytest.raises(api.AreaNotFound):
        api.spots(area_id=drawn + 99, near_m=40, at_most=9)
