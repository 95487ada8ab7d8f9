"""What a delivery keeps when the dwelling is forgotten."""

import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

KEPT: Final = timedelta(days=90)
SIDES: Final = (250, 500, 1000, 2000, 4000, 8000)
ENOUGH: Final = 5


Place = Literal["", "dwelling", "building", "spot", "audience", "area"]


def place(
    *, dwelling_id: Any = None, building_id: Any = None, spot: Any = None, audience: str = "", area_id: Any = None
) -> Place:
    """The kind of place that was given; an area beside another place only says where that lies.

    Raises ValueError for two places.

    >>> place(dwelling_id=3, area_id=7), place(area_id=7), place()
    ('dwelling', 'area', '')
    """
    given: dict[Place, Any] = {
        "dwelling": dwelling_id,
        "building": building_id,
        "spot": spot,
        "audience": audience,
    }
    named = [kind for kind, value in given.items() if value not in (None, "")]
    if len(named) > 1:
        raise ValueError(f"A delivery has one place; here are {' and '.join(named)}.")
    return named[0] if named else "area" if area_id is not None else ""


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


def days_by_month(since: datetime, until: datetime) -> Iterator[tuple[date, float]]:
    """How many days of each month lie between two moments of one clock; nothing where the second isn't later.

    >>> list(days_by_month(datetime(2026, 1, 30), datetime(2026, 2, 2, 12)))
    [(datetime.date(2026, 1, 1), 2.0), (datetime.date(2026, 2, 1), 1.5)]
    """
    start = since
    while start < until:
        first = start.date().replace(day=1)
        following = (first + timedelta(days=32)).replace(day=1)
        end = min(until, datetime(following.year, following.month, 1, tzinfo=start.tzinfo))
        yield first, (end - start) / timedelta(days=1)
        start = end
