"""Areas of the demonstration: its districts, one of them drawn anew since, and one that is used no longer."""

import math
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from kokong.kernel.scene import Cast
from kokong.places import api as places
from kokong.simulation.town import Town

DISTRICTS: Final = 3  # the largest
ROUND_HOMES_M: Final = 30.0
MADE, GROWN, RETIRED = timedelta(days=900), timedelta(days=260), timedelta(days=120)
TRIED: Final = "Provområdet"


def mark_out(town: Town, cast: Cast, *, now: datetime) -> None:
    """Make the areas as a coordinator would; does nothing where there are some."""
    with cast.acting("coordinator"):
        if places.areas() or places.areas(retired=True):
            return
        homes: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for home in town.dwellings:
            homes[home.district].append((home.x, home.y))
        largest = sorted((name for name in homes if name), key=lambda name: (-len(homes[name]), name))[:DISTRICTS]
        for number, name in enumerate(largest):
            _district(name, homes[name], drawn_anew=number == 0, now=now)
        if largest:
            tried = places.make_area(
                name=TRIED, kind="drawn", shape=_ground(_nearest(homes[largest[-1]])), now=now - MADE
            )
            places.retire_area(area_id=tried.area_id, now=now - RETIRED)


def _district(name: str, homes: list[tuple[float, float]], *, drawn_anew: bool, now: datetime) -> None:
    """One district; the first was smaller when it was made, without the outermost fourth of its homes."""
    before = _nearest(homes, share=0.75) if drawn_anew else homes
    made = places.make_area(name=name, kind="drawn", shape=_ground(before), now=now - MADE)
    if drawn_anew:
        places.change_outline(area_id=made.area_id, shape=_ground(homes), now=now - GROWN)


def _nearest(homes: list[tuple[float, float]], *, share: float = 0.3) -> list[tuple[float, float]]:
    """The part of some homes that lies nearest to their middle."""
    middle = (sum(x for x, _y in homes) / len(homes), sum(y for _x, y in homes) / len(homes))
    return sorted(homes, key=lambda home: math.dist(home, middle))[: max(3, int(share * len(homes)))]


def _ground(homes: list[tuple[float, float]]) -> BaseGeometry:
    """The ground around homes, in few corners as by hand."""
    hull = shapely.concave_hull(shapely.multipoints(homes), ratio=0.4)
    ground: BaseGeometry = shapely.simplify(shapely.buffer(hull, ROUND_HOMES_M, join_style="mitre"), 10.0)
    return ground
