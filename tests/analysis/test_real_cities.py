"""The goals of the forecast in the last year of two real cities, by the settings that nobody touches.

Cells and weights are chosen by the years before; the year scored is looked at by no choice.
"""

import gzip
from pathlib import Path
from zipfile import ZipFile

import numpy as np

from kokong.analysis.forecast import (
    FORMER,
    USUAL_M,
    Backtest,
    Coarser,
    Combination,
    Method,
    backtest,
    choose_cell,
    events_on,
    study_area,
)

from .data import file, points

FIRST = float(np.datetime64("2016-01-01").astype(int))


def scored(x: np.ndarray, y: np.ndarray, days: np.ndarray, *, area: Path | None = None) -> Backtest:
    """52 weeks of 2016 by the combination as it is and as it was in cells of 150 m, on the same area."""
    from kokong.analysis.report.backtesting import run
    from kokong.analysis.report.reading import Burglaries

    found = Burglaries(x, y, days, days, days.size, "EPSG:2913, in metres" if area else "")
    if area is not None:
        return run(found, train_until="2015-12-31", weeks=52, shares=(0.01, 0.05), boundary=area)[0]
    cell = choose_cell(x, y, days, until=FIRST).cell
    events = events_on(x, y, days, cell=cell, known_until=FIRST)
    methods: list[Method] = [Coarser(Combination(bandwidths=FORMER), USUAL_M), Combination()]
    study = study_area(events, FIRST, within=300.0)
    return backtest(events, methods, first=FIRST, weeks=52, shares=(0.01, 0.05), study=study)


def test_chicago_2016() -> None:
    x, y, days = points("chicago_residential_burglary_2014_2016.csv.gz")
    told = scored(x, y, days.astype(int).astype(float))
    former, ours = told.scores
    assert told.cell == 50
    assert told.hit_rate(ours)[0] >= 0.12
    assert told.hit_rate(ours)[1] >= 0.34
    assert all(difference.low > 0 for difference in told.against(ours, former))


def test_portland_2016(tmp_path: Path) -> None:
    with gzip.open(file("portland_burglary_2012-03_2016-12.csv.gz"), "rt") as opened:
        rows = [line.split(",") for line in opened.read().split()[1:]]
    date, x, y = zip(*rows, strict=True)
    with ZipFile(file("portland_police_districts.zip")) as packed:
        packed.extractall(tmp_path)
    east, north = (np.array(values, float) * 0.3048 for values in (x, y))
    days = np.array(date, "datetime64[D]").astype(int).astype(float)
    told = scored(east, north, days, area=tmp_path / "Portland_Police_Districts.shp")
    ours, former = told.scores[-1], told.scores[-2]
    assert told.cell == 25
    assert told.hit_rate(ours)[0] >= 0.105
    assert told.hit_rate(ours)[1] >= 0.27
    assert all(difference.low > 0 for difference in told.against(ours, former))
