"""What a delivery keeps when the dwelling is forgotten."""

from hypothesis import given
from hypothesis import strategies as st

from kokong.ledger import rules

metres = st.floats(min_value=0, max_value=7_500_000)


@given(x=metres, y=metres, fifth_m=st.floats(min_value=0, max_value=100_000))
def test_the_square_holds_the_dwelling(x: float, y: float, fifth_m: float) -> None:
    square = rules.square(x=x, y=y, fifth_m=fifth_m)
    assert square.x <= x < square.x + square.side
    assert square.y <= y < square.y + square.side


@given(x=metres, y=metres, fifth_m=st.floats(min_value=0, max_value=4000))
def test_the_square_reaches_as_far_as_the_five_nearest(x: float, y: float, fifth_m: float) -> None:
    assert rules.square(x=x, y=y, fifth_m=fifth_m).side >= 2 * fifth_m


def test_a_flat_in_town_is_kept_to_the_smallest_square_and_a_lonely_house_to_a_large_one() -> None:
    assert rules.square(x=580_130, y=6_280_260, fifth_m=0) == (580_000, 6_280_250, 250)
    assert rules.square(x=580_130, y=6_280_260, fifth_m=900) == (580_000, 6_280_000, 2000)


def test_where_there_are_not_five_dwellings_the_square_is_the_largest() -> None:
    assert rules.square(x=1.0, y=1.0, fifth_m=float("inf")).side == 8000
