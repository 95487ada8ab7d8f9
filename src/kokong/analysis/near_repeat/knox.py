"""The Knox test: are burglaries that are near in space also near in time, more than chance would have it?"""

import time as clock
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import AnyArray, Floats, Ids, Ints, Refused, days, floats, same_length
from ..cluster import Runner
from .bands import Bands, Closed, Metric
from .blocks import counted
from .counting import Plane, Source
from .expected import apart, moments, time_degrees, with_open_band
from .significance import Significance, significance
from .times import ticks_of

Distance: TypeAlias = Literal["euclidean", "manhattan", "network"]


@dataclass(frozen=True)
class Knox:
    """A near-repeat table; rows are bands of distance, columns bands of time.

    `observed`: pairs of burglaries in both bands. `expected`, `sd`: exact mean and standard deviation of that
    count when the times are dealt out at random. `ratio` = observed / expected and `z` = (observed - expected)
    / sd are NaN where chance allows no pair or no variation. `significance` is None without permutations.
    `space_pairs`, `time_pairs`: pairs in each band of the one kind, whatever the other. `seed` and
    `permutations` repeat the run exactly.
    """

    space: Bands
    time: Bands
    metric: Distance
    n: int
    observed: Ints
    expected: Floats
    sd: Floats
    space_pairs: Ints
    time_pairs: Ints
    significance: Significance | None
    permutations: int
    seed: int
    unit_days: float
    seconds: float

    @property
    def pairs(self) -> int:
        """Pairs of burglaries within the longest finite band of distance."""
        return int(self.space_pairs[: len(self.space.finite)].sum())

    @property
    def ratio(self) -> Floats:
        return _over(self.observed.astype(float), self.expected)

    @property
    def z(self) -> Floats:
        return _over(self.observed - self.expected, self.sd)


def knox(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    *,
    space: tuple[float, ...],
    days_apart: tuple[float, ...],
    metric: Metric = "euclidean",
    closed: Closed = "left",
    permutations: int = 999,
    seed: int = 1,
    workers: int | None = None,
    runner: Runner | None = None,
) -> Knox:
    """The near-repeat table of burglaries at `x`, `y` (metres) and `time` (datetime64, or days).

    `space` (metres) and `days_apart` are the bands' upper edges from 0; `closed` says on which side the bands
    are closed. The answer for a seed is the same on any number of `workers` (threads; None: one per core), and on
    any `runner`, which gets the permutations in blocks. Raises Refused when the data can't be tested.
    """
    started = clock.perf_counter()
    xs, ys = floats(x, "x"), floats(y, "y")
    at = days(time)
    same_length(xs, ys, at)
    bands = Bands(tuple(space), closed)
    return knox_of_pairs(
        Plane(xs, ys, bands, metric),
        at,
        space=bands,
        time=Bands(tuple(days_apart), closed),
        metric=metric,
        permutations=permutations,
        seed=seed,
        workers=workers,
        runner=runner,
        started=started,
    )


def knox_of_pairs(
    source: Source,
    at: Floats,
    *,
    space: Bands,
    time: Bands,
    metric: Distance,
    permutations: int,
    seed: int,
    workers: int | None = None,
    runner: Runner | None = None,
    started: float | None = None,
) -> Knox:
    """The near-repeat table of any source of close pairs; `at` are the burglaries' times in days."""
    started = clock.perf_counter() if started is None else started
    if at.size < 2:
        raise Refused(f"A near-repeat table needs at least two burglaries; there are {at.size}.")
    if permutations < 0:
        raise Refused("The number of permutations can't be negative.")
    ticks = ticks_of(at)
    limits = time.ticks(ticks.unit)
    count = counted(source, ticks, limits, permutations=permutations, seed=seed, workers=workers, runner=runner)
    by_space = _banded(count.degrees, space, at.size)
    by_time = _banded(apart(time_degrees(ticks.values, limits), axis=1), time, at.size)
    space_pairs, time_pairs = by_space.sum(axis=0) // 2, by_time.sum(axis=0) // 2
    tables = _tables(count.at_most[:, : limits.size, : permutations + 1], space_pairs, time_pairs, space, time)
    expected, sd = moments(by_space, by_time)
    return Knox(
        space=space,
        time=time,
        metric=metric,
        n=at.size,
        observed=tables[..., 0],
        expected=expected,
        sd=sd,
        space_pairs=space_pairs,
        time_pairs=time_pairs,
        significance=significance(tables, expected, sd) if permutations else None,
        permutations=permutations,
        seed=seed,
        unit_days=ticks.unit,
        seconds=clock.perf_counter() - started,
    )


def _banded(degrees: Ints | Ids, bands: Bands, n: int) -> Ints | Ids:
    return with_open_band(degrees, n) if bands.open_ended else degrees


def _tables(at_most: Ints, space_pairs: Ints, time_pairs: Ints, space: Bands, time: Bands) -> Ints:
    """(bands of distance, bands of time, lanes). Open bands follow from the margins, the same in every lane."""
    tables = apart(at_most, axis=1)
    if time.open_ended:
        rest = space_pairs[: tables.shape[0], None] - tables.sum(axis=1)
        tables = np.concatenate([tables, rest[:, None]], axis=1)
    if space.open_ended:
        rest = time_pairs[:, None] - tables.sum(axis=0)
        tables = np.concatenate([tables, rest[None]], axis=0)
    return tables


def _over(above: Floats, below: Floats) -> Floats:
    out = np.full(above.shape, np.nan)
    np.divide(above, below, out=out, where=below > 0)
    return out


def as_json(result: Knox) -> dict[str, Any]:
    """The table as plain values; NaN becomes None."""
    told = result.significance
    tables: dict[str, AnyArray] = {
        "observed": result.observed,
        "expected": result.expected,
        "sd": result.sd,
        "ratio": result.ratio,
        "z": result.z,
    }
    if told is None:
        tables["p"] = np.full(result.observed.shape, np.nan)
    else:
        tables |= {"p": told.p, "p_mid": told.p_mid, "p_holm": told.p_holm}
    return {
        "n": result.n,
        "pairs": result.pairs,
        "seconds": round(result.seconds, 4),
        "metric": result.metric,
        "closed": result.space.closed,
        "permutations": result.permutations,
        "seed": result.seed,
        "time_unit_days": result.unit_days,
        "space": _bands_json(result.space, "m"),
        "time": _bands_json(result.time, "days"),
        "space_pairs": result.space_pairs.tolist(),
        "time_pairs": result.time_pairs.tolist(),
        **{name: plain(table) for name, table in tables.items()},
        **({} if told is None else {"p_global": told.p_global, "note": told.note}),
    }


def _bands_json(bands: Bands, unit: str) -> dict[str, Any]:
    edges = [edge if np.isfinite(edge) else None for edge in bands.edges]
    return {"edges": edges, "closed": bands.closed, "unit": unit, "labels": list(bands.labels)}


def plain(table: AnyArray) -> list[list[float | int | None]]:
    """Rows of a table; NaN becomes None."""
    return [[None if value != value else value for value in row] for row in table.tolist()]  # noqa: PLR0124 NaN
