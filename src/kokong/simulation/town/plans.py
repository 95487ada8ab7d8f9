"""Town plans: the hand-drawn part of a town, in metres from its harbour (x east, y north).

A plan fixes what a person would sketch on paper: the shore, the river, the main roads and the
districts with their character. Everything within the districts is grown from the seed.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .model import Point

Line: TypeAlias = tuple[Point, ...]
DistrictKind: TypeAlias = Literal["centre", "old", "flats", "rows", "villas", "holiday", "industry"]


@dataclass(frozen=True, slots=True)
class Road:
    """A main road, drawn through its control points."""

    name: str
    kind: Literal["secondary", "tertiary"]
    line: Line


@dataclass(frozen=True, slots=True)
class DistrictPlan:
    """A district: its outline, and how its streets run.

    `direction` is in degrees from east, `spacing` in metres between streets, `bend` about how far they turn
    (radians). `theme` is what its streets are named after.
    """

    name: str
    kind: DistrictKind
    postcode: str
    outline: Line
    theme: str
    direction: float = 0.0
    spacing: float = 74.0
    bend: float = 0.5


@dataclass(frozen=True, slots=True)
class Landmark:
    """A building everybody knows, with the ground it keeps free around it (metres)."""

    use: Literal["church", "school", "townhall", "station", "retail", "hospital", "sports"]
    name: str
    at: Point
    angle: float
    ground: float


@dataclass(frozen=True, slots=True)
class TownPlan:
    """Everything about a town that is not left to the seed. The sea lies east of `coast` (south to north)."""

    name: str
    code: str
    origin: Point
    half_size: Point
    sea: str
    coast: Line
    quays: tuple[Line, ...]
    islands: tuple[tuple[float, float, float], ...]
    river: str
    river_line: Line
    lakes: tuple[tuple[str, float, float, float], ...]
    roads: tuple[Road, ...]
    districts: tuple[DistrictPlan, ...]
    parks: tuple[tuple[str, Line], ...]
    landmarks: tuple[Landmark, ...]
    promenade: tuple[Line, ...] = ()


def line(text: str) -> Line:
    """Control points written "x,y x,y", in metres from the harbour."""
    pairs = (pair.split(",") for pair in text.split())
    return tuple((float(x), float(y)) for x, y in pairs)
