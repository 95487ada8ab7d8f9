"""Coordinates that can't be what they are said to be: asked about or refused, never guessed."""

from typing import Final

import numpy as np

from ..arrays import Flags, Floats, Refused
from .delimited import says
from .projecting import geographic, looks_like_degrees, outside_use, whereabouts

FEET: Final = "feet"  # coordinates that are known to be feet, in no named system
METRES_IN_A_FOOT: Final = 0.3048
WIDE_M: Final = (50_000.0, 250_000.0)  # wider than most towns, if metres; in feet a town of 15 to 75 km
EUROPE: Final = (934_000.0, 5e6, 8e6)  # no feet lie so: SWEREF 99 and UTM from the Alps to the North Cape
# Where no municipality is, in degrees west, south, east, north: Antarctica, the far north, and the Arabian Sea, in
# which Scandinavia lies when its latitudes are taken for longitudes.
EMPTY: Final = (
    (-180, -90, 180, -57), (-180, 79, 180, 90), (55, -3, 69, 16.8), (59, -3, 60, 20), (60, -3, 68.4, 22.5),
)  # fmt: skip
MOST: Final = 0.5
LATITUDE, LONGITUDE = ("lat", "latitude", "latitud"), ("lon", "lng", "long", "longitude", "longitud")


def refuse_latitude_first(x: str, y: str) -> None:
    """Raises Refused where the columns' own names say that x is a latitude."""
    if any(says(x, word) for word in LATITUDE) and any(says(y, word) for word in LONGITUDE):
        raise Refused(f"--x is the coordinate east, but {x} is a latitude. Say --x {_quoted(y)} --y {_quoted(x)}.")


def refuse_unsaid_unit(x: Floats, y: Floats) -> None:
    """Without a system: raises Refused where what spans a region in metres may be a town in feet."""
    across, along = (float(np.subtract(*np.quantile(v, (0.995, 0.005)))) for v in (x, y))
    if not WIDE_M[0] <= max(across, along) <= WIDE_M[1] or _european(x, y):
        return
    metres, feet = (f"{across * one / 1000:.0f} × {along * one / 1000:.0f} km" for one in (1, METRES_IN_A_FOOT))
    raise Refused(
        f"The burglaries span {metres} if the coordinates are metres, {feet} if they are feet. Name their system, "
        "such as --crs EPSG:2913, or say --crs feet, or --crs local if they are metres."
    )


def _european(x: Floats, y: Floats) -> bool:
    east, north = float(np.median(x)), float(np.median(y))
    return east < EUROPE[0] and EUROPE[1] < north < EUROPE[2]


def refuse_nowhere(x: Floats, y: Floats, crs: str) -> None:
    """Raises Refused where most burglaries lie where no town is, or far outside the area of their system."""
    turned = "Are x and y the other way round?"
    if geographic(crs):
        if looks_like_degrees(x, y) and _empty(x, y).mean() > MOST:
            raise Refused(f"The middle of the burglaries would lie at {whereabouts(x, y, crs)}. {turned}")
        return
    if looks_like_degrees(x, y) or outside_use(x, y, crs) <= MOST * x.size:
        return
    better = outside_use(y, x, crs) <= MOST * x.size
    advice = turned if better else "Is it another system?"
    raise Refused(f"Most of the burglaries lie far outside the area in which {crs} is used. {advice}")


def _empty(x: Floats, y: Floats) -> Flags:
    inside = np.zeros(x.size, bool)
    for west, south, east, north in EMPTY:
        inside |= (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return inside


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
