"""Where in Sweden a municipality lies whose code is none of the 290: in the box around its county. Pure.

Boxes in degrees (west, south, east, north): enough to tell one local zone from the next in most counties.
"""

from functools import lru_cache
from typing import Final

import shapely

from .. import outlines

Box = tuple[float, float, float, float]
AROUND_DEG: Final = 0.1


@lru_cache(maxsize=1)
def _counties() -> dict[str, Box]:
    found: dict[str, list[float]] = {}
    for each in outlines.municipalities():
        west, south, east, north = shapely.bounds(each.shape)
        w, s, e, n = found.get(each.code[:2], (180.0, 90.0, -180.0, -90.0))
        found[each.code[:2]] = [min(w, west), min(s, south), max(e, east), max(n, north)]
    return {
        county: (w - AROUND_DEG, s - AROUND_DEG, e + AROUND_DEG, n + AROUND_DEG)
        for county, (w, s, e, n) in found.items()
    }


def is_swedish(code: str) -> bool:
    """Whether this may be the code of a Swedish municipality."""
    return len(code) == 4 and code.isdigit() and code[:2] in _counties()


def boxes(code: str) -> tuple[Box, ...]:
    """The county's box; all of Sweden's counties for a code that tells none."""
    return (_counties()[code[:2]],) if is_swedish(code) else tuple(_counties().values())
