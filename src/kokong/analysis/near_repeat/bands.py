"""Bands of distance and of time: where they start and end, and on which side they are closed."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from ..arrays import Floats, Ints, Refused

Closed: TypeAlias = Literal["left", "right"]
Metric: TypeAlias = Literal["euclidean", "manhattan"]
_FOREVER = 2.0**62  # in ticks: longer than any file, and still a whole number


@dataclass(frozen=True)
class Bands:
    """Bands that follow on each other from 0, named by their upper edges.

    `closed="left"` means [low, high); "right" means (low, high] with 0 in the first band. The last edge may
    be infinite. Edges are in metres for distance and in days for time.
    """

    edges: tuple[float, ...]
    closed: Closed = "left"

    def __post_init__(self) -> None:
        rising = all(low < high for low, high in zip((0.0, *self.edges), self.edges, strict=False))
        if not self.edges or not rising or any(math.isnan(edge) for edge in self.edges):
            raise Refused("Give the bands' upper edges, each above the one before, the first above 0.")
        if not math.isfinite(self.edges[0]):
            raise Refused("The first band must end somewhere; only the last one may be open.")

    @property
    def finite(self) -> tuple[float, ...]:
        """The upper edges without an infinite last one."""
        return tuple(edge for edge in self.edges if math.isfinite(edge))

    @property
    def open_ended(self) -> bool:
        """Whether the last band has no upper edge."""
        return len(self.finite) < len(self.edges)

    @property
    def labels(self) -> tuple[str, ...]:
        """Each band as an interval, such as "[0, 100)"."""
        return tuple(self._label(low, high) for low, high in zip((0.0, *self.edges), self.edges, strict=False))

    def _label(self, low: float, high: float) -> str:
        left = "[" if self.closed == "left" or low == 0 else "("
        right = "]" if self.closed == "right" and math.isfinite(high) else ")"
        return f"{left}{low:g}, {high:g}{right}"

    def limits(self) -> Floats:
        """The largest number that still lies at or below each finite band's end."""
        edges = np.array(self.finite)
        return np.nextafter(edges, -np.inf) if self.closed == "left" else edges

    def square_limits(self) -> Floats:
        """The largest square whose correctly rounded root lies at or below each finite band's end.

        Comparing squares with these is the same, to the last bit, as comparing distances with the edges.
        """
        return np.array([_largest_square(float(limit)) for limit in self.limits()])

    def ticks(self, unit: float) -> Ints:
        """The largest whole number of ticks of `unit` days within each finite band."""
        edges = np.minimum(np.array(self.finite) / unit, _FOREVER)
        whole = np.rint(edges)
        edges = np.where(np.abs(edges - whole) < 1e-6, whole, edges)  # a unit such as 1/86400 isn't exact
        return (np.ceil(edges) - 1 if self.closed == "left" else np.floor(edges)).astype(np.int64)


def _largest_square(limit: float) -> float:
    square = limit * limit
    while math.sqrt(square) > limit:
        square = math.nextafter(square, 0)
    while math.sqrt(math.nextafter(square, math.inf)) <= limit:
        square = math.nextafter(square, math.inf)
    return square
