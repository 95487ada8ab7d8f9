"""What may be blurred."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.pictures.rules import Region, tidy, within


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (Region(0.1, 0.2, 0.3, 0.4), Region(0.1, 0.2, 0.3, 0.4)),
        (Region(-0.5, -0.5, 2, 2), Region(0, 0, 1, 1)),
        (Region(0.5, 0.5, 0, 0.2), None),
        (Region(0.5, 0.5, -0.2, 0.2), None),
        (Region(2, 2, 1, 1), None),
        (Region(nan, 0, 1, 1), None),
        (Region(0, 0, nan, 1), None),
    ],
)
def test_a_rectangle_ends_where_the_picture_does(given: Region, found: Region | None) -> None:
    cut = within(given)
    assert cut == (found and pytest.approx(found))


@given(st.lists(st.tuples(*[st.floats(allow_nan=True) | st.just(inf)] * 4), max_size=5))
def test_whatever_is_sent_stays_inside(sides: list[tuple[float, float, float, float]]) -> None:
    for x, y, width, height in tidy(Region(*each) for each in sides):
        assert 0 <= x < 1
        assert 0 <= y < 1
        assert 0 < width <= 1
        assert 0 < height <= 1
