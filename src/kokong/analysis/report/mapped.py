"""What the burglaries tell as layers: near repeats and their chains, hot spots, risk and zones."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..arrays import AnyArray, Floats, Ints
from ..forecast import WITHIN_M, Combination, events_on, study_area
from ..hotspots import Grid
from ..hotspots.classes import LEVEL, Classes, classify
from ..near_repeat import chains, local_knox
from ..near_repeat.local import Chains
from .layers import Layer
from .reading import Burglaries

ZONES: Final = (0.01, 0.05)  # shares of the area that are flagged


@dataclass(frozen=True)
class Asked:
    """What makes a pair, the cells' side, and how many spans of time hot spots are followed over."""

    within_m: float = 200.0
    within_days: float = 14.0
    cell: float = 150.0
    reach_m: float = 300.0
    spans: int = 8


def all_layers(found: Burglaries, asked: Asked) -> list[Layer]:
    """Every layer; numbers of burglaries are their places among those used, from 1."""
    clean = found.without_stray()
    joined = chains(clean.x, clean.y, clean.days, within_m=asked.within_m, within_days=asked.within_days)
    return [*near_repeats(clean, joined, asked), hot_spots(clean, asked), *risk(clean, asked)]


def near_repeats(found: Burglaries, joined: Chains, asked: Asked) -> list[Layer]:
    """Pairs as lines, chains as points, and the local Knox statistic of every burglary."""
    settings = {"metres": asked.within_m, "days": asked.within_days, "distance": "euclidean"}
    return [_pairs(found, joined, settings), _chains(found, joined, settings), _local(found, asked, settings)]


def _moments(days: Floats) -> AnyArray:
    """Moments to the second, as map programs keep them."""
    return np.round(days * 86_400).astype("datetime64[s]").astype("datetime64[ms]")


def _points(found: Burglaries, some: AnyArray) -> AnyArray:
    import shapely

    return np.asarray(shapely.points(found.x[some], found.y[some]), object)


def _pairs(found: Burglaries, joined: Chains, settings: dict[str, Any]) -> Layer:
    import shapely

    a, b = joined.links.earlier, joined.links.later
    ends = np.stack([np.column_stack([found.x[k], found.y[k]]) for k in (a, b)], axis=1)
    fields = {
        "earlier": a.astype(np.int64) + 1,
        "later": b.astype(np.int64) + 1,
        "metres": joined.links.metres,
        "days": joined.links.days,
        "from_time": _moments(found.days[a]),
        "to_time": _moments(found.days[b]),
        "chain": joined.chain[a] + 1,
    }
    return Layer("pairs", np.asarray(shapely.linestrings(ends), object), fields, settings)


def _chains(found: Burglaries, joined: Chains, settings: dict[str, Any]) -> Layer:
    """The burglaries of chains of two and more; the originator is the first of its chain."""
    size = joined.sizes[joined.chain]
    some = np.flatnonzero(size > 1)
    order = some[np.lexsort((some, found.days[some], joined.chain[some]))]
    chain = joined.chain[order]
    _, start, which = np.unique(chain, return_index=True, return_inverse=True)
    fields = {
        "burglary": order + 1,
        "time": _moments(found.days[order]),
        "chain": chain + 1,
        "size": size[order],
        "place": np.arange(order.size) - start[which] + 1,
        "originator": order[start[which]] + 1 if order.size else order,
        "first": (np.arange(order.size) == start[which]).astype(np.int32),
        "follows": joined.near_repeat[order],
    }
    return Layer("chains", _points(found, order), fields, settings)


def _local(found: Burglaries, asked: Asked, settings: dict[str, Any]) -> Layer:
    one = local_knox(found.x, found.y, found.days, within_m=asked.within_m, within_days=asked.within_days)
    every = np.arange(found.x.size)
    fields = {
        "burglary": every + 1,
        "time": _moments(found.days),
        "observed": one.observed,
        "expected": one.expected,
        "p": one.p,
        "q": one.q,
    }
    return Layer("local_knox", _points(found, every), fields, {**settings, "q": "Benjamini and Hochberg, 1995"})


def hot_spots(found: Burglaries, asked: Asked) -> Layer:
    """Cells by Gi* over all time, and by how hot spots came and went."""
    made = classify(found.x, found.y, found.days, cell=asked.cell, within_m=asked.reach_m, spans=asked.spans)
    inside = np.flatnonzero(made.inside.ravel())
    fields = {
        "burglaries": made.counts.ravel()[inside].astype(np.int64),
        "gi_star": made.score.ravel()[inside],
        "neighbours": made.neighbours.ravel()[inside].astype(np.int64),
        "class": made.names.ravel()[inside],
        "spans_hot": made.hot.reshape(made.hot.shape[0], -1)[:, inside].sum(axis=0).astype(np.int64),
    }
    return Layer("hot_spots", _boxes(made.grid, inside), fields, _hot_settings(made, asked))


def _hot_settings(made: Classes, asked: Asked) -> dict[str, Any]:
    return {
        "statistic": "Gi* (Ord and Getis, 1995)",
        "cell": asked.cell,
        "neighbours_within_m": asked.reach_m,
        "neighbours": int(np.median(made.neighbours[made.inside])),
        "spans": asked.spans,
        "span_days": round(float(np.diff(made.edges)[0]), 1),
        "level": LEVEL,
        "area": "cells within that distance of a burglary",
    }


def _boxes(grid: Grid, cells: Ints) -> AnyArray:
    import shapely

    x, y = grid.centres(cells)
    half = grid.cell / 2
    made: AnyArray = shapely.box(x - half, y - half, x + half, y + half)
    return made


def risk(found: Burglaries, asked: Asked) -> list[Layer]:
    """The coming week's risk by cell near a burglary, and the zones with the highest of it."""
    events = events_on(found.x, found.y, found.days, cell=asked.cell)
    first = float(np.floor(events.days[-1])) + 1
    cells = study_area(events, first, within=WITHIN_M).cells
    surface = Combination().fit(events, first)[cells]
    order = np.argsort(-surface, kind="stable")
    rank = np.empty(cells.size, np.int64)
    rank[order] = np.arange(1, cells.size + 1)
    settings = {"method": "combination", "cell": asked.cell, "week_from": str(np.datetime64(int(first), "D"))}
    shapes = _boxes(events.grid, cells)
    fields = {"rank": rank, "share_of_area": rank / cells.size, "risk": surface}
    return [
        Layer("surface", shapes, fields, {**settings, "area": f"cells within {WITHIN_M:g} m of a burglary"}),
        _zones(shapes, surface, rank / cells.size, settings),
    ]


def _zones(shapes: AnyArray, surface: Floats, share: Floats, settings: dict[str, Any]) -> Layer:
    """Flagged cells that touch as one zone, for each share of the area."""
    import shapely

    made: list[AnyArray] = []
    flagged: list[float] = []
    for part in ZONES:
        zones = shapely.get_parts(shapely.union_all(shapes[share <= part]))
        made.append(zones)
        flagged += [100 * part] * len(zones)
    zones = np.concatenate(made)
    of, cell = shapely.STRtree(shapely.centroid(shapes)).query(zones, predicate="contains")
    sums = np.bincount(of, surface[cell], minlength=len(zones))
    fields = {"highest_per_cent": np.array(flagged), "hectares": shapely.area(zones) / 10_000, "risk": sums}
    return Layer("zones", zones, fields, {**settings, "shares": [100 * one for one in ZONES]})
