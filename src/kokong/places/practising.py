"""Which squares of the network and which part of the map lie around a home: what a drill takes along."""

from dataclasses import dataclass

import numpy as np
import shapely

from . import crs, layers, network


@dataclass(frozen=True)
class Around:
    """A circle of `metres` around `x`, `y`: its squares, and the box around it in Web Mercator."""

    x: float
    y: float
    metres: float
    squares: tuple[int, ...]
    box: tuple[float, float, float, float]


def around(*, x: float, y: float, metres: float) -> Around:
    """What lies around a place in metres."""
    circle = shapely.buffer(shapely.Point(x, y), metres)
    west, south, east, north = circle.bounds
    drawn = layers.to_mercator(np.array([circle], dtype=object), crs.of_municipality())[0]
    return Around(x, y, metres, tuple(network.cells_between(west, south, east, north)), drawn.bounds)
