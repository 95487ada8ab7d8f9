"""Sides and positions along streets; the sea from the shore."""

from itertools import pairwise

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from kokong.places.importing.coast import sea
from kokong.places.importing.place import Home, place

angles = st.floats(0, 6.28)


def street(angle: float, length: float = 400.0, pieces: int = 3, *, flip: bool = False) -> np.ndarray:
    """A straight street through the origin in some pieces, every second one drawn backwards."""
    ends = np.linspace(0, length, pieces + 1)
    way = np.array([np.cos(angle), np.sin(angle)])
    lines = [[way * a, way * b] for a, b in pairwise(ends)]
    return np.array([shapely.LineString(line[:: -1 if flip and i % 2 else 1]) for i, line in enumerate(lines)])


def eastward(lines: np.ndarray) -> np.ndarray:
    """The same lines five kilometres to the east."""
    return np.asarray(shapely.transform(lines, lambda points: points + np.array((5000, 0))))


def houses(angle: float, count: int = 12) -> list[Home]:
    """Odd numbers to the left, even ones to the right, every 30 metres."""
    way, left = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    found = []
    for n in range(1, count + 1):
        x, y = way * 30 * ((n + 1) // 2) + left * (12 if n % 2 else -12)
        found.append(Home(n, "Storgatan", "Havsvik", str(n), float(x), float(y)))
    return found


@given(angle=angles, flip=st.booleans(), pieces=st.integers(1, 5))
def test_both_sides_and_the_order_whichever_way_a_street_is_drawn(angle: float, flip: bool, pieces: int) -> None:
    homes = place(houses(angle), ["Storgatan"] * pieces, street(angle, pieces=pieces, flip=flip)).homes
    odd = [h for h in homes if int(h.number) % 2]
    even = [h for h in homes if int(h.number) % 2 == 0]
    assert len({h.side for h in odd}) == len({h.side for h in even}) == 1
    assert odd[0].side == -even[0].side != 0
    for row in (odd, even):
        measures = [h.measure or 0.0 for h in row]
        assert measures in (sorted(measures), sorted(measures, reverse=True))
        steps = np.abs(np.diff(measures))
        assert np.allclose(steps, 30, atol=0.05)


def test_without_a_line_the_number_tells_the_side() -> None:
    homes = place(houses(0), ["Nygatan"], street(0, pieces=1)).homes
    assert [h.side for h in homes] == [-1, 1] * 6
    assert {h.measure for h in homes} == {None}


def test_namesakes_in_two_villages_are_two_streets() -> None:
    here, there = houses(0), houses(0)
    for h in there:
        h.id, h.x, h.locality = h.id + 100, h.x + 5000, "Berga"
    ways = np.concatenate(
        [street(0, pieces=1), shapely.transform(street(0, pieces=1), lambda p: p + np.array((5000, 0)))]
    )
    placed = place([*here, *there], ["Storgatan", "storgatan"], ways)
    assert set(placed.streets) == {"storgatan|havsvik", "storgatan|berga"}
    assert {h.street for h in there} == {"storgatan|berga"}
    assert {h.measure for h in here} == {h.measure for h in there}


def test_namesakes_without_a_town_are_told_apart() -> None:
    here, there = houses(0), houses(0)
    for h in (*here, *there):
        h.locality = ""
    for h in there:
        h.id, h.x = h.id + 100, h.x + 5000
    ways = np.concatenate(
        [street(0, pieces=1), shapely.transform(street(0, pieces=1), lambda p: p + np.array((5000, 0)))]
    )
    assert len(place([*here, *there], ["Storgatan"] * 2, ways).streets) == 2


def test_a_street_that_only_shares_the_name_from_afar_has_no_line() -> None:
    home = Home(1, "Storgatan", "", "7", 0, 5000)
    assert (place([home], ["Storgatan"], street(0, pieces=1)).homes[0].measure, home.side) == (None, -1)


FRAME = (0.0, 0.0, 10.0, 10.0)


def wet(*lines: list[tuple[float, float]]) -> float:
    """How much of the frame is sea."""
    return float(shapely.area(sea(np.array([shapely.LineString(line) for line in lines]), FRAME)).sum())


def test_land_is_to_the_left_of_the_shore() -> None:
    assert wet([(6, -1), (6, 11)]) == 40
    assert wet([(6, 11), (6, 5)], [(6, 5), (6, -1)]) == 60


def test_an_island_and_a_lagoon() -> None:
    ring = [(4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0), (4.0, 4.0)]
    assert wet(ring) == 96
    assert wet(ring[::-1]) == 4


def test_a_shore_that_ends_in_the_middle_decides_nothing() -> None:
    assert wet([(6, -1), (6, 5)]) == 0
    assert wet([(-5, -5), (-4, -4)]) == 0
