"""The areas that burglaries are counted by, squares or polygons of a file: which are treated, which next door."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from kokong.analysis.words import gettext as _

from ...arrays import AnyArray, Flags, Floats, Ints, Refused
from ...hotspots import grid_over
from .. import projecting
from ..reading import Burglaries

MOSTLY: Final = 0.5  # of a unit's ground within the treated areas makes it treated
LARGEST: Final = 100_000.0


@dataclass(frozen=True, eq=False)
class Units:
    """Names and shapes in metres, and which unit each burglary lies in (−1 for none)."""

    names: tuple[str, ...]
    shapes: AnyArray
    of: Ints

    @property
    def places(self) -> Floats:
        """Units × 2: a point within each."""
        import shapely

        return np.asarray(shapely.get_coordinates(shapely.point_on_surface(self.shapes)), np.float64)

    def only(self, keep: Flags) -> "Units":
        """Some of the units; burglaries in the others lie in none."""
        number = np.where(keep, np.cumsum(keep) - 1, -1)
        of = np.where(self.of >= 0, number[np.maximum(self.of, 0)], -1)
        return Units(tuple(np.asarray(self.names, object)[keep]), self.shapes[keep], of)


def squares(found: Burglaries, side: float, *, around: Any = None) -> Units:
    """Squares of a side in metres that hold a burglary or touch the shape `around`."""
    import shapely

    if not 10 <= side <= LARGEST:
        raise Refused(_("The side of the squares must be between 10 m and 100 km."))
    x, y = found.x, found.y
    if around is not None:
        west, south, east, north = around.bounds
        x, y = np.r_[x, west, east], np.r_[y, south, north]
    grid = grid_over(x, y, cell=side)
    cells = grid.cells_of(found.x, found.y)
    held = np.unique(cells)
    if around is not None:
        boxes = _boxes(*grid.centres(np.arange(grid.size)), side)
        held = np.union1d(held, np.flatnonzero(shapely.intersects(boxes, around)))
    row, column = np.divmod(held, grid.columns)
    names = tuple(f"{r}-{c}" for r, c in zip(row.tolist(), column.tolist(), strict=True))
    return Units(names, _boxes(*grid.centres(held), side), np.searchsorted(held, cells))


def _boxes(x: Floats, y: Floats, side: float) -> AnyArray:
    import shapely

    boxes: AnyArray = shapely.box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)
    return boxes


def polygons(found: Burglaries, path: Path, *, name: str = "") -> Units:
    """The polygons of a file, named by a column of it, or numbered. A burglary in two counts in the first."""
    import shapely

    shapes, names = projecting.read_shapes(path, found.crs, column=name)
    if len(set(names)) < len(names):
        raise Refused(
            _("Several areas of %(file)s have the same name. Name another column.") % {"file": path.name}
        )
    points, of = shapely.STRtree(shapes).query(shapely.points(found.x, found.y), predicate="intersects")
    inside = np.full(found.x.size, -1, np.int64)
    inside[points[::-1]] = of[::-1]
    return Units(names, shapes, inside)


def rings(units: Units, treated: Any, *, buffer: float) -> tuple[Flags, Flags]:
    """Which units are treated (half of their ground or more is) and which lie within `buffer` metres of that."""
    import shapely

    shapely.prepare(treated)
    share = shapely.area(shapely.intersection(units.shapes, treated)) / np.maximum(
        shapely.area(units.shapes), 1e-9
    )
    inside: Flags = np.asarray(share >= MOSTLY - 1e-9)
    if not inside.any():
        raise Refused(
            _("No unit lies at least half within the treated areas. Take smaller units, or look at the systems.")
        )
    near = shapely.dwithin(units.shapes, treated, buffer) if buffer > 0 else np.zeros(len(units.names), bool)
    return inside, np.asarray((near | (share > 0)) & ~inside)


def neighbours(units: Units) -> list[tuple[str, str]]:
    """Pairs of units that touch, each once."""
    import shapely

    one, other = shapely.STRtree(units.shapes).query(units.shapes, predicate="intersects")
    return sorted((units.names[a], units.names[b]) for a, b in zip(one, other, strict=True) if a < b)
