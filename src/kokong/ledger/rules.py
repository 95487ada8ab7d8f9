"""What a delivery keeps when the dwelling is forgotten."""

import math
from datetime import timedelta
from typing import Final, NamedTuple

KEPT: Final = timedelta(days=90)
SIDES: Final = (250, 500, 1000, 2000, 4000, 8000)
ENOUGH: Final = 5


class Square(NamedTuple):
    """A square of the municipality's grid: its south-west corner and its side, metres."""

    x: float
    y: float
    side: int


def square(*, x: float, y: float, fifth_m: float) -> Square:
    """The square of the grid that stands for a dwelling once the dwelling is forgotten.

    `x`, `y` and `fifth_m` in metres; `fifth_m` is how far away the fifth nearest dwelling is (itself counted).
    The side is the smallest of `SIDES` that reaches at least twice as far, so that a lonely house is hidden
    in a larger square than a flat in town. The grid starts at the origin of the coordinate system.

    >>> square(x=1010, y=260, fifth_m=40)
    Square(x=1000, y=250, side=250)
    """
    side = next((s for s in SIDES if s >= 2 * fifth_m), SIDES[-1])
    return Square(math.floor(x / side) * side, math.floor(y / side) * side, side)
