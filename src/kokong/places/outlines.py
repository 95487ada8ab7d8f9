"""Whose a place in Sweden is, as far as the outlines of its 290 municipalities tell. Pure.

The outlines (`data/README.md`: source, licence) are made for small maps. They are hundreds of metres off inland,
kilometres along the coast, and leave out quays, small islands and the great lakes. So a place in nobody's outline
is that municipality's whose outline is nearest, within `REACH_M`; and a neighbour's, or nearer to it, it is only
beyond what the outline may be wrong (`doubt`, along the shore twice that).
"""

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

DATA: Final = Path(__file__).parent / "data" / "municipalities.geojson.gz"
METRES: Final = 3006
REACH_M: Final = 12_000.0  # Holmön lies 10 km outside its outline
MOST_DOUBT_M: Final = 1_500.0  # nine of ten points of a finer border lie within it
DOUBT: Final = 0.1  # of a municipality's width: small ones are drawn finer
Points: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Outline:
    """A municipality's code, name and outline (degrees; longitude first)."""

    code: str
    name: str
    shape: BaseGeometry


@dataclass(frozen=True)
class Whose:
    """Of each place: whether it is the municipality's own, whether only because the border is not known well
    enough there (`beside`), and in whose outline it lies or is nearest to ("" where none is)."""

    own: NDArray[np.bool_]
    beside: NDArray[np.bool_]
    names: NDArray[np.object_]


@dataclass(frozen=True)
class _Map:
    outlines: tuple[Outline, ...]
    row_of: dict[str, int]
    metres: NDArray[np.object_]
    tree: shapely.STRtree


@lru_cache(maxsize=1)
def _map() -> _Map:
    features = json.loads(gzip.decompress(DATA.read_bytes()))["features"]
    outlines = tuple(Outline(**each["properties"], shape=_shape(each["geometry"])) for each in features)
    metres = shapely.transform(np.array([each.shape for each in outlines], dtype=object), _metres)
    return _Map(outlines, {each.code: i for i, each in enumerate(outlines)}, metres, shapely.STRtree(metres))


def _shape(geometry: Any) -> BaseGeometry:
    return shapely.from_geojson(json.dumps(geometry))


@lru_cache(maxsize=1)
def _transformer() -> Transformer:
    return Transformer.from_crs(4326, METRES, always_xy=True)


def _metres(degrees: Points) -> Points:
    return np.column_stack(_transformer().transform(degrees[:, 0], degrees[:, 1]))


def municipalities() -> tuple[Outline, ...]:
    """Sweden's 290 municipalities, by code."""
    return tuple(each for each in _map().outlines if each.code.isdigit())


def outline(code: str) -> Outline | None:
    """The outline of the municipality with this code; None for a code that is none of Sweden's 290."""
    row = _map().row_of.get(code) if code.isdigit() else None
    return None if row is None else _map().outlines[row]


def doubt(code: str) -> float:
    """How far (metres) beyond this municipality's outline a place may still be its own."""
    return float(min(MOST_DOUBT_M, DOUBT * np.sqrt(shapely.area(_map().metres[_map().row_of[code]]))))


def whose(degrees: Points, code: str) -> Whose:
    """Whose some places (longitude, latitude) are, seen from one of the 290 municipalities."""
    found, own_row = _map(), _map().row_of[code]
    own_shape = found.metres[own_row]
    shapely.prepare(own_shape)
    at = _metres(degrees)
    there = np.isfinite(at).all(axis=1)
    own = np.zeros(len(at), dtype=bool)
    own[there] = shapely.intersects_xy(own_shape, at[there])
    nearest = np.where(own, own_row, -1)
    out = np.flatnonzero(there & ~own)
    points = np.asarray(shapely.points(at[out]))
    nearest[out], apart = _nearest(points)
    away = shapely.distance(points, own_shape)
    slack = np.where(apart > 0, np.minimum(apart + 2 * doubt(code), REACH_M), doubt(code))
    own[out] = away <= slack
    names = np.array([*(each.name for each in found.outlines), ""], dtype=object)
    return Whose(own, own & (nearest != own_row), names[nearest])


def _nearest(points: NDArray[np.object_]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The nearest outline of each point within reach, -1 where there is none, and how far it is."""
    (which, rows), apart = _map().tree.query_nearest(
        points, max_distance=REACH_M, return_distance=True, all_matches=False
    )
    nearest, away = np.full(len(points), -1), np.full(len(points), np.inf)
    nearest[which], away[which] = rows, apart
    return nearest, away


def near(degrees: Points, shape: BaseGeometry) -> NDArray[np.bool_]:
    """Which places in Sweden lie within reach of an outline (degrees), so that they may be its municipality's."""
    at = _metres(degrees)
    there = np.isfinite(at).all(axis=1)
    found = np.zeros(len(at), dtype=bool)
    found[there] = shapely.dwithin(shapely.transform(shape, _metres), shapely.points(at[there]), REACH_M)
    return found
