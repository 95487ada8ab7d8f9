"""The sea, from the coastline: OpenStreetMap draws only the shore, with land to its left."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .source import Shapes

Box = tuple[float, float, float, float]


def sea(coast: Shapes, frame: Box) -> Shapes:
    """Polygons of the sea inside `frame` (west, south, east, north; any planar system).

    The frame is cut along the shore; a piece is sea when a shore line has it to its right. A shore that
    ends inside the frame can't be decided and gives no sea.
    """
    window = shapely.box(*frame)
    shore = shapely.intersection(coast, window)
    shore = shapely.get_parts(shapely.line_merge(shapely.union_all(shore), directed=True))
    shore = shore[(shapely.get_type_id(shore) == 1) & ~shapely.is_empty(shore)]
    if not len(shore) or not _reaches(shore, window.exterior):
        return np.empty(0, dtype=object)
    cut = shapely.union_all([*shore, window.exterior])
    pieces = shapely.get_parts(shapely.polygonize([cut]))
    probes = np.array([_right_of(shapely.get_coordinates(line)) for line in shore], dtype=object)
    wet = np.unique(shapely.STRtree(probes).query(pieces, predicate="contains")[0])
    found: Shapes = pieces[wet]
    return found


def _reaches(shore: Shapes, frame: BaseGeometry) -> bool:
    """Whether every shore line that isn't an island ends on the frame."""
    lines = shore[~shapely.is_closed(shore)]
    ends = np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
    return bool(np.all(shapely.distance(ends, frame) < 1e-9))


def _right_of(points: np.ndarray) -> shapely.Point:
    """A point close to the right of the middle of a line's longest step."""
    steps = np.diff(points, axis=0)
    longest = int(np.argmax(np.hypot(steps[:, 0], steps[:, 1])))
    dx, dy = steps[longest]
    middle = points[longest] + steps[longest] / 2
    return shapely.Point(middle[0] + dy * 1e-3, middle[1] - dx * 1e-3)
