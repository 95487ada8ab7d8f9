"""Forecasts made week by week as they would have been made then, and scored by what came.

A method is only ever given burglaries from before the day its forecast is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..arrays import Floats, Ints, Refused
from ..cluster import Here, Runner
from ..scoring import Difference, by_chance, cells_for, curve, log_score, paired_bootstrap
from ..words import gettext_noop
from .areas import StudyArea, study_area
from .choosing import Choice
from .events import Events
from .horizons import WEEK, edges
from .methods import Method

SHARES: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
HERE: Final = Here()


@dataclass(frozen=True)
class Score:
    """One method over all weeks. `hits`, `best` are (weeks, shares); `log_score` is a mean over burglaries."""

    method: str
    hits: Floats
    best: Floats
    log_score: float


@dataclass(frozen=True)
class Backtest:
    """Scores of several methods over the same weeks, or longer spans where the `horizon` is longer.

    `events` are burglaries per week, `outside` those of them that lay outside the study area (every method misses
    them). `starts` are the weeks' first days (days since 1970). `late`: share of burglaries reported a week late
    or more, None where nobody said when they were; `choice`: how the cells were chosen, None where they were
    given.
    """

    shares: tuple[float, ...]
    starts: Floats
    events: Floats
    outside: Floats
    study: StudyArea
    cell: float
    scores: tuple[Score, ...]
    horizon: str = WEEK
    late: float | None = None
    choice: Choice | None = None

    @property
    def quiet(self) -> int:
        """Weeks without any burglary: they weigh nothing in a hit rate."""
        return int((self.events == 0).sum())

    @property
    def km2(self) -> float:
        """The study area, square kilometres."""
        return self.study.size * self.cell**2 / 1e6

    @property
    def area(self) -> Floats:
        """The shares of the area as whole cells make them."""
        return cells_for(self.shares, self.study.size) / self.study.size

    def hit_rate(self, score: Score) -> Floats:
        """Share of all burglaries, per share of area."""
        rate: Floats = score.hits.sum(axis=0) / self.events.sum()
        return rate

    @property
    def chance(self) -> Floats:
        """Share of all burglaries, per share of area, that lots would hold."""
        return by_chance(self.area, float(self.events.sum()), float(self.outside.sum()))

    def pai(self, score: Score) -> Floats:
        """How many times denser burglaries lay in the flagged than in the whole area; NaN where that held none."""
        chance = self.chance
        return np.asarray(self.hit_rate(score) / np.where(chance > 0, chance, np.nan))

    def pei(self, score: Score) -> Floats:
        """Hits over the most that the same area could have held, chosen week by week in hindsight."""
        most: Floats = score.best.sum(axis=0)
        return np.asarray(score.hits.sum(axis=0) / np.where(most > 0, most, np.nan))

    def against(self, score: Score, baseline: Score, *, seed: int = 1) -> list[Difference]:
        """Difference in hit rate per share of area, weeks drawn anew."""
        return [
            paired_bootstrap(score.hits[:, k], baseline.hits[:, k], self.events, seed=seed)
            for k in range(len(self.shares))
        ]


def backtest(
    events: Events,
    methods: Sequence[Method],
    *,
    first: float,
    weeks: int,
    shares: tuple[float, ...] = SHARES,
    study: StudyArea | None = None,
    runner: Runner = HERE,
    horizon: str = WEEK,
) -> Backtest:
    """Forecast `weeks` weeks from day `first` with every method, each from what was known when it began.

    A longer `horizon` (`horizons.DAYS`) makes fewer and longer forecasts of them.

    `shares` of the study area are scored (0.01 is 1 %); `study` is that area, by default `study_area`.
    `runner` gets one piece of work per method.
    Raises Refused when there is nothing to learn from or nothing to score.
    """
    if weeks < 1 or not shares or not all(0 < share <= 1 for share in shares):
        raise Refused("Give at least one week, and shares of area above 0 and at most 100 %.")
    study = study_area(events, first) if study is None else study
    days = edges(first, weeks, horizon)
    starts, ends = days[:-1], days[1:]
    if not events.between(first, float(days[-1])).count:
        raise Refused(
            gettext_noop("No burglary lies in the weeks to forecast. Choose an earlier day to train until.")
        )
    happened = [_counts(events.between(start, end), study.cells) for start, end in zip(starts, ends, strict=True)]
    wanted = cells_for(shares, study.size)
    known = events.before(float(starts[-1]))
    work = (_Work(known, method, starts, happened, study.cells, wanted) for method in methods)
    scores = tuple(runner.map(_scored, work))
    outside = np.array([float(missed) for _, missed in happened])
    total = np.array([counts.sum() + missed for counts, missed in happened])
    return Backtest(tuple(shares), starts, total, outside, study, events.grid.cell, scores, horizon)


def _counts(week: Events, study: Ints) -> tuple[Floats, int]:
    place = np.minimum(np.searchsorted(study, week.cells), study.size - 1)
    inside = study[place] == week.cells
    return np.bincount(place[inside], minlength=study.size).astype(float), int((~inside).sum())


@dataclass(frozen=True)
class _Work:
    """One method over all weeks. `happened`: burglaries per cell of the study area and those outside, by week."""

    events: Events
    method: Method
    starts: Floats
    happened: list[tuple[Floats, int]]
    study: Ints
    wanted: Ints


def _scored(work: _Work) -> Score:
    curves, logs, many = [], [], []
    for start, (counts, missed) in zip(work.starts.tolist(), work.happened, strict=True):
        surface = np.asarray(work.method.fit(work.events.before(start), start), np.float64)[work.study]
        curves.append(curve(surface, counts, missed=missed, cells=work.wanted))
        cells = np.repeat(np.arange(work.study.size), counts.astype(int))
        if cells.size and surface.sum() > 0:
            logs.append(log_score(surface, cells, floor=1e-3))
            many.append(cells.size)
    return Score(
        method=work.method.name,
        hits=np.array([c.hits for c in curves]),
        best=np.array([c.best for c in curves]),
        log_score=float(np.average(logs, weights=many)) if logs else float("nan"),
    )


def as_json(result: Backtest, *, baseline: int = 0, seed: int = 1) -> dict[str, Any]:
    """The backtest as plain values; differences are against method number `baseline`."""
    rival = result.scores[baseline]
    return {
        "weeks": result.starts.size,
        "horizon": result.horizon,
        "reported_late": result.late,
        "cells_chosen": _choice_json(result.choice),
        "first": str(np.datetime64(int(result.starts[0]), "D")),
        "events": int(result.events.sum()),
        "outside_study_area": int(result.outside.sum()),
        "weeks_without_burglaries": result.quiet,
        "study_area": {
            "kind": result.study.kind,
            "within_m": result.study.metres or None,
            "name": result.study.name or None,
            "cells": int(result.study.size),
            "cell_m": result.cell,
            "km2": round(result.km2, 3),
        },
        "area": list(result.shares),
        "area_in_whole_cells": result.area.tolist(),
        "by_chance": result.chance.tolist(),
        "baseline": rival.method,
        "methods": [_method_json(result, score, rival, seed) for score in result.scores],
    }


def _method_json(result: Backtest, score: Score, rival: Score, seed: int) -> dict[str, Any]:
    return {
        "name": score.method,
        "hit_rate": result.hit_rate(score).tolist(),
        "pai": _numbers(result.pai(score)),
        "pei": _numbers(result.pei(score)),
        "log_score": _numbers(np.array([score.log_score]))[0],
        "against_baseline": [vars(d) for d in result.against(score, rival, seed=seed)],
        "hits_by_week": score.hits.tolist(),
    }


def _choice_json(choice: Choice | None) -> dict[str, Any] | None:
    if choice is None:
        return None
    told = choice.precision
    return {
        "sides_m": list(choice.sides),
        "log_density": list(choice.scores),
        "share_at_shared_coordinates": told.repeated,
        "rounded_to_m": told.step_m,
        "places_wide_m": told.place_m,
        "gap_until_m": told.apart_m,
        "finest_m": told.finest_m,
    }


def _numbers(values: Floats) -> list[float | None]:
    """As JSON has them: nothing where there is no number."""
    return [float(value) if np.isfinite(value) else None for value in values]
