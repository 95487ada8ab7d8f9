"""Hot spots that come and go: each cell by when it was hot, span of time by span.

Hot is a cell whose Gi* (Getis and Ord, 1992, in the form of Ord and Getis, 1995, which counts the cell itself) is
higher than chance brings, the false discovery rate held at 5 % over the cells of a span (Benjamini and Hochberg,
1995; Caldas de Castro and Singer, 2006, for local statistics). The classes are those of space–time cubes in
geographic information systems, as far as they need no trend.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import AnyArray, Flags, Floats, Refused, days, floats, same_length
from .clusters import getis_ord, within
from .grid import Grid, grid_over

LEVEL: Final = 0.05
MOSTLY: Final = 0.9  # of the spans: hot all along
FEWEST: Final = 3
NAMES: Final = ("none", "new", "consecutive", "persistent", "sporadic", "historical", "former")


@dataclass(frozen=True, eq=False)
class Classes:
    """Cells (rows, columns): counts, Gi* over all time, how many cells each is seen with (itself too), and names.

    `hot` is spans × rows × columns; `edges` are the spans' ends in days; cells outside `inside` are of no class.
    """

    grid: Grid
    inside: Flags
    counts: Floats
    score: Floats
    neighbours: Floats
    hot: Flags
    names: AnyArray
    edges: Floats


def classify(
    x: ArrayLike, y: ArrayLike, time: ArrayLike, *, cell: float, within_m: float, spans: int = 8
) -> Classes:
    """Every cell within `within_m` of a burglary, over `spans` spans of the same length.

    Raises Refused for fewer than three spans, and where burglaries are all of one cell or span.
    """
    xs, ys, at = floats(x, "x"), floats(y, "y"), days(time)
    same_length(xs, ys, at)
    if spans < FEWEST:
        raise Refused(f"Hot spots that come and go need at least {FEWEST} spans of time.")
    grid = grid_over(xs, ys, cell=cell, margin=within_m)
    cells = grid.cells_of(xs, ys)
    counts = grid.counts(cells)
    inside = within((counts > 0).astype(float), within_m / cell) > 0
    first = np.floor(at.min())
    edges = np.linspace(first, np.floor(at.max()) + 1, spans + 1)
    span = np.clip(np.searchsorted(edges, at, side="right") - 1, 0, spans - 1)
    hot = np.stack([_hot(grid, grid.counts(cells[span == k]), within_m, inside) for k in range(spans)])
    return Classes(
        grid=grid,
        inside=inside,
        counts=counts,
        score=getis_ord(grid, counts, within_m=within_m, inside=inside),
        neighbours=np.where(inside, within(inside.astype(float), within_m / cell), 0.0),
        hot=hot,
        names=np.where(inside, named(hot), NAMES[0]).astype(object),
        edges=edges,
    )


def _hot(grid: Grid, counts: Floats, within_m: float, inside: Flags) -> Flags:
    """The cells that are hot in one span; none in a span where all are alike."""
    from scipy.stats import false_discovery_control, norm

    hot = np.zeros(grid.shape, bool)
    try:
        score = getis_ord(grid, counts, within_m=within_m, inside=inside)[inside]
    except Refused:
        return hot
    hot[inside] = false_discovery_control(norm.sf(score)) <= LEVEL
    return hot


def named(hot: Flags) -> AnyArray:
    """The class of each cell from its history (spans first).

    new: hot in the last span alone. consecutive: in the last two or more, never before. persistent: in nine
    tenths of all, the last too. sporadic: in the last, on and off before. historical: in nine tenths, not the
    last. former: in some, not the last.
    """
    total, last = hot.sum(axis=0), hot[-1]
    run = np.cumprod(hot[::-1], axis=0).sum(axis=0)  # how long it has been hot up to the end
    mostly = total >= MOSTLY * hot.shape[0]
    cases = {
        "persistent": last & mostly,
        "historical": ~last & mostly,
        "new": last & (total == 1),
        "consecutive": last & (run == total),
        "sporadic": last,
        "former": total > 0,
    }
    return np.select(list(cases.values()), list(cases), default=NAMES[0])
