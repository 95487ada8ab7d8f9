"""A box around exported points holds them all, although they were rounded on their way out."""

import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from kokong.ogc import systems
from kokong.ogc.documents import outward

PLACES = st.tuples(st.floats(500_000, 700_000), st.floats(6_200_000, 6_700_000))


@given(st.lists(PLACES, min_size=1, max_size=8), st.booleans())
def test_a_box_from_exported_corners_keeps_the_points_on_its_edge(
    places: list[tuple[float, float]], metres: bool
) -> None:
    system = systems.offered(3006)[int(metres)]
    drawn = systems.drawn([Point(place) for place in places], system)
    out = [each["coordinates"] for each in drawn if each is not None]
    first, second = zip(*out, strict=True)
    box = systems.area((min(first), min(second), max(first), max(second)), system)
    assert all(shapely.intersects(box, Point(place)) for place in places)


@given(st.tuples(*(st.floats(-180, 180) for _ in range(4))))
def test_an_extent_is_rounded_outward(edges: tuple[float, float, float, float]) -> None:
    west, south, east, north = outward(edges)
    assert (west <= edges[0] + 1e-9, south <= edges[1] + 1e-9) == (True, True)
    assert (east >= edges[2] - 1e-9, north >= edges[3] - 1e-9) == (True, True)
