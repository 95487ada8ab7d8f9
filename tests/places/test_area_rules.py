"""Outlines: whatever is drawn or read comes out sound, or is refused for a reason."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, example, given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, affinity
from shapely.geometry.base import BaseGeometry

from kokong.places.areas import rules
from kokong.places.areas.rules import Unfit

X, Y = 584_000.0, 6_280_000.0
TOWN = (X - 5000, Y - 5000, X + 5000, Y + 5000)


def square(side: float = 100.0, *, east: float = 0.0, north: float = 0.0) -> Polygon:
    return shapely.box(X + east, Y + north, X + east + side, Y + north + side)


def fault(shape: BaseGeometry) -> str:
    with pytest.raises(Unfit) as refused:
        rules.tidied(shape, around=TOWN)
    return refused.value.fault


def sound(shape: MultiPolygon) -> bool:
    """What the database may rely on."""
    return (
        shape.is_valid
        and all(part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors) for part in shape.geoms)
        and all(len(set(line.points)) == len(line.points) >= 3 for line in rules.rings(shape))
    )


def test_a_square_comes_back_as_it_was() -> None:
    found = rules.tidied(square(), around=TOWN)
    assert found.mended == ()
    assert found.shape.equals(MultiPolygon([square()]))
    assert sound(found.shape)


def test_the_way_round_does_not_matter() -> None:
    assert sound(rules.tidied(square().reverse(), around=TOWN).shape)


def test_points_said_twice_go() -> None:
    corners = list(square().exterior.coords)
    found = rules.tidied(Polygon([c for c in corners for _twice in (1, 2)]), around=TOWN)
    assert found.mended == ("repeated",)
    assert found.shape.area == pytest.approx(10_000)
    assert [len(line.points) for line in rules.rings(found.shape)] == [4]


def test_holes_stay_holes() -> None:
    ring = square().difference(square(20, east=40, north=40))
    found = rules.tidied(ring, around=TOWN).shape
    assert found.area == pytest.approx(9600)
    assert sound(found)
    assert [line.hole for line in rules.rings(found)] == [False, True]


def test_heights_are_left_out() -> None:
    assert not rules.tidied(shapely.force_3d(square(), 12.0), around=TOWN).shape.has_z


def test_what_is_no_area_is_refused() -> None:
    assert fault(Polygon()) == "nothing"
    assert fault(MultiPolygon([])) == "nothing"
    assert fault(square().exterior) == "no_area"
    assert fault(shapely.Point(X, Y)) == "no_area"
    assert fault(shapely.GeometryCollection([square(), shapely.Point(X, Y)])) == "no_area"
    assert fault(Polygon([(X, Y), (X + 9, Y), (X, Y)])) == "tiny"
    assert fault(Polygon([(X, Y), (X + 9, Y), (X + 99, Y)])) == "tiny"


def test_a_bow_tie_is_refused_and_a_spike_is_mended() -> None:
    assert fault(Polygon([(X, Y), (X + 100, Y + 100), (X + 100, Y), (X, Y + 100)])) == "crossing"
    spike = Polygon([(X, Y), (X + 100, Y), (X + 200, Y), (X + 100, Y), (X + 100, Y + 100), (X, Y + 100)])
    found = rules.tidied(spike, around=TOWN)
    assert "crossing" in found.mended
    assert found.shape.area == pytest.approx(10_000)
    assert sound(found.shape)


def test_sizes() -> None:
    assert fault(square(1)) == "tiny"
    assert fault(square(200_000)) == "huge"
    found = rules.tidied(MultiPolygon([square(), square(1, east=500)]), around=TOWN)
    assert found.mended == ("parts",)
    assert len(found.shape.geoms) == 1


def test_another_coordinate_system_is_noticed() -> None:
    assert fault(shapely.box(16.3, 56.6, 16.4, 56.7)) == "degrees"
    assert fault(affinity.translate(square(), 2e6, 0)) == "outside"
    assert fault(shapely.transform(square(), lambda at: at[:, ::-1])) == "outside"  # north before east
    assert rules.tidied(affinity.translate(square(), 2e6, 0), around=None).shape  # nothing to compare with


@pytest.mark.filterwarnings("ignore:invalid value")
def test_numbers_that_are_none() -> None:
    for wrong in (np.nan, np.inf, 1e200):
        assert fault(Polygon([(X, Y), (X + 9, Y), (X + 9, wrong)])) in {"numbers", "nothing"}


def test_too_much_is_refused() -> None:
    circle = shapely.Point(X, Y).buffer(900, quad_segs=rules.MOST_POINTS)
    assert fault(circle) == "points"
    assert fault(MultiPolygon([square(5, east=9 * n) for n in range(rules.MOST_PARTS + 1)])) == "parts"


places = st.tuples(st.integers(-300, 300), st.integers(-300, 300))


@given(st.lists(places, min_size=3, max_size=12))
@example([(0, 0), (100, 100), (100, 0), (0, 100)])
def test_whatever_is_drawn_comes_out_sound_or_is_refused(corners: list[tuple[int, int]]) -> None:
    drawn = Polygon([(X + x, Y + y) for x, y in corners])
    try:
        found = rules.tidied(drawn, around=TOWN)
    except Unfit:
        assert not drawn.is_valid or drawn.area < rules.SMALLEST_M2
        return
    assert sound(found.shape)
    assert rules.shape_of(list(rules.rings(found.shape))).equals(found.shape)
    assert rules.tidied(found.shape, around=TOWN).shape.equals(found.shape)  # once is enough
    if drawn.is_valid:
        assert found.shape.symmetric_difference(drawn).area < 0.01 * drawn.area + 1


@given(st.lists(places, min_size=1, max_size=30))
def test_homes_of_a_street_lie_in_its_area(homes: list[tuple[int, int]]) -> None:
    points = [(X + x, Y + y) for x, y in homes]
    found = rules.tidied(rules.around_homes(points), around=TOWN).shape
    assert all(found.covers(shapely.Point(point)) for point in points)


@given(places, st.floats(5, 200), places, st.floats(5, 200))
def test_sharing_is_mutual(a: tuple[int, int], wide: float, b: tuple[int, int], broad: float) -> None:
    one = MultiPolygon([square(wide, east=a[0], north=a[1])])
    other = MultiPolygon([square(broad, east=b[0], north=b[1])])
    assert rules.shared(one, other) == pytest.approx(rules.shared(other, one))
    assume(not one.intersects(other))
    assert rules.shared(one, other) == 0


def test_neighbours_share_nothing() -> None:
    one, other = MultiPolygon([square()]), MultiPolygon([square(100.0, east=99.95)])
    assert rules.shared(one, other) == 0
    assert rules.shared(one, MultiPolygon([square(100.0, east=50)])) == pytest.approx(5000)


def test_a_building_holds_the_points_of_its_homes() -> None:
    entrance = (X + 104.0, Y + 50)
    found = rules.tidied(rules.around_building(square(), [entrance]), around=TOWN).shape
    assert found.covers(shapely.Point(entrance))
    assert found.covers(square())
