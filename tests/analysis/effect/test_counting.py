"""From a file of points to a verdict: squares or areas, rings, whole periods, places."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from typer.testing import CliRunner

from kokong.analysis.report.effect import counting
from kokong.analysis.report.effect.reading import Columns, read_file
from kokong.cli import app
from kokong.kernel.errors import UserError

from ..data import file as public

RUN = CliRunner()


def areas(path: Path, shapes: Any, *, crs: str = "EPSG:3006", names: list[str] | None = None) -> Path:
    """Polygons as a GeoPackage."""
    told = np.array(names or [str(k) for k in range(len(shapes))], object)
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(shapes, object)), [told], ["name"], crs=crs, geometry_type="Polygon",
        driver="GPKG",
    )  # fmt: skip
    return path


def points(path: Path, *, rows: int = 4000, years: int = 4, last: str = "", side: float = 4000) -> Path:
    """Burglaries anywhere in a square of so many metres, from 2020 on."""
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, side, (2, rows)) + np.array([[600_000], [6_290_000]])
    day = np.datetime64("2020-01-01") + rng.integers(0, int(365.25 * years), rows)
    kept = day <= np.datetime64(last) if last else np.ones(rows, bool)
    lines = [f"{a:.1f},{b:.1f},{d}\n" for a, b, d in zip(x[kept], y[kept], day[kept], strict=True)]
    path.write_text("x,y,date\n" + "".join(lines))
    return path


def counted(
    tmp_path: Path, *more: str, area: Any = None, source: Path | None = None
) -> tuple[Any, list[dict[str, str]]]:
    box = area if area is not None else [shapely.box(601_000, 6_291_000, 602_000, 6_292_000)]
    treated = areas(tmp_path / "area.gpkg", box)
    out = tmp_path / "counts.csv"
    path = source or points(tmp_path / "burglaries.csv")
    done = RUN.invoke(
        app,
        ["effect", "count", str(path), "--crs", "EPSG:3006", "--treated", str(treated), "-o", str(out), *more],
    )
    if done.exit_code:
        raise done.exception or AssertionError(done.output)
    with out.open(encoding="utf-8") as held:
        return done, list(csv.DictReader(held))


def test_squares_are_counted_by_month_with_rings_and_places(tmp_path: Path) -> None:
    done, rows = counted(tmp_path, "--unit", "500", "--buffer", "200")
    names = {row["area"] for row in rows}
    assert len(names) == 64
    assert len(rows) == 64 * 48
    assert sum(int(row["n"]) for row in rows) == 4000
    ring = {name: {(r["treated"], r["buffer"]) for r in rows if r["area"] == name} for name in names}
    assert all(len(each) == 1 for each in ring.values())
    assert sum(each == {("1", "0")} for each in ring.values()) == 4
    assert sum(each == {("0", "1")} for each in ring.values()) == 12
    assert "4 treated, 12 next door" in done.output
    first = next(row for row in rows if row["treated"] == "1")
    assert 601_000 < float(first["x"]) < 602_000


def test_the_table_is_what_evaluate_reads(tmp_path: Path) -> None:
    done, _rows = counted(tmp_path, "--unit", "500", "--buffer", "200", "--period", "quarter")
    assert "--period quarter --buffer buffer --x x --y y" in done.output
    columns = Columns(period="quarter", buffer="buffer", x="x", y="y")
    found = read_file(tmp_path / "counts.csv", columns, "2023-Q1")
    assert found.panel.per_year == 4
    assert found.panel.places is not None
    out = tmp_path / "verdict.json"
    asked = ["effect", "evaluate", str(tmp_path / "counts.csv"), "--start", "2023-Q1", "--period", "quarter"]
    told = RUN.invoke(app, [*asked, "--buffer", "buffer", "--x", "x", "--y", "y", "--json", str(out)])
    assert told.exit_code == 0, told.output
    assert json.loads(out.read_text())["verdict"]["step"] <= 3


def test_areas_of_a_file_by_name_and_a_burglary_outside_them(tmp_path: Path) -> None:
    boxes = [shapely.box(600_000 + 1000 * k, 6_290_000, 601_000 + 1000 * k, 6_292_000) for k in range(4)]
    parts = areas(tmp_path / "parts.gpkg", boxes, names=["A", "B", "C", "D"])
    more = ("--unit", str(parts), "--unit-name", "name", "--adjacency", str(tmp_path / "next.csv"))
    done, rows = counted(tmp_path, *more, area=[boxes[1].buffer(-1)])
    assert {row["area"] for row in rows if row["treated"] == "1"} == {"B"}
    assert "burglaries lie outside the units" in done.output
    pairs = (tmp_path / "next.csv").read_text().splitlines()
    assert pairs == ["area,neighbour", "A,B", "B,C", "C,D"]


def test_a_month_that_the_file_does_not_cover_is_left_out(tmp_path: Path) -> None:
    path = points(tmp_path / "b.csv", last="2023-06-11")
    done, rows = counted(tmp_path, "--unit", "1000", source=path)
    assert "2023-06 is left out" in done.output
    assert max(row["month"] for row in rows) == "2023-05"


@pytest.mark.parametrize(
    ("period", "label"), [("month", "2021-01"), ("quarter", "2021-Q1"), ("week", "2020-W53"), ("year", "2021")]
)
def test_a_period_is_written_as_people_do(period: Any, label: str) -> None:
    day = np.array([float(np.datetime64("2021-01-03").astype(np.int64))])
    assert counting.label(int(counting.numbers(day, period)[0]), period) == label


@pytest.mark.parametrize(
    ("unit", "box", "said"),
    [
        ("2000", (601_900, 6_291_900, 602_000, 6_292_000), "smaller units"),
        ("500", (590_000, 6_280_000, 620_000, 6_300_000), "nothing to compare"),
        ("5", (601_000, 6_291_000, 602_000, 6_292_000), "between 10 m"),
        ("none.gpkg", (601_000, 6_291_000, 602_000, 6_292_000), "can't be read"),
    ],
)
def test_what_can_not_be_counted_is_said(tmp_path: Path, unit: str, box: Any, said: str) -> None:
    with pytest.raises(UserError, match=said):
        counted(tmp_path, "--unit", unit, area=[shapely.box(*box)])


def chicago(tmp_path: Path, which: str) -> dict[str, Any]:
    """A verdict on kilometre squares of Chicago in which nothing was done in 2016."""
    source = public("chicago_residential_burglary_2014_2016.csv.gz")
    import gzip

    with gzip.open(source, "rt") as held:
        x, y, _day = zip(*list(csv.reader(held))[1:], strict=True)
    cells = np.column_stack([np.array(x, float) // 1000, np.array(y, float) // 1000]).astype(int)
    squares, many = np.unique(cells, axis=0, return_counts=True)
    middle = squares[np.argmax(many)]
    near = np.argsort(np.abs(squares - middle).max(axis=1), kind="stable")
    chosen = np.argsort(-many)[:25] if which == "hottest" else near[:25]
    west, south = (1000.0 * squares[chosen]).T
    treated = areas(
        tmp_path / "area.gpkg", list(shapely.box(west, south, west + 1000, south + 1000)), crs="EPSG:26971"
    )
    table, out = tmp_path / "counts.csv", tmp_path / "out.json"
    made = RUN.invoke(
        app,
        ["effect", "count", str(source), "--crs", "EPSG:26971", "--treated", str(treated), "--unit", "1000",
         "--period", "quarter", "-o", str(table)],
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    asked = ["effect", "evaluate", str(table), "--start", "2016-Q1", "--period", "quarter", "--x", "x", "--y", "y"]
    told = RUN.invoke(app, [*asked, "--json", str(out)])
    assert told.exit_code == 0, told.output
    said: dict[str, Any] = json.loads(out.read_text())
    return said


@pytest.mark.parametrize("which", ["hottest", "contiguous"])
def test_nothing_is_found_in_chicago_where_nothing_was_done(tmp_path: Path, which: str) -> None:
    said = chicago(tmp_path, which)
    assert said["verdict"]["step"] <= 3
    low, high = said["headline"]["percent_interval"]
    assert low <= 0 <= high


def staggered_file(tmp_path: Path) -> Path:
    """40 areas by month: 12 start in two waves and fall by half; the income of an area stands in a column."""
    rng = np.random.default_rng(5)
    lines = ["area,month,n,treated,income"]
    for k in range(40):
        begin = {0: 24, 1: 30}.get(k % 6, 99)
        for t in range(42):
            n = rng.poisson(4 * (0.5 if t >= begin else 1))
            lines.append(f"a{k},{2020 + t // 12}-{t % 12 + 1:02d},{n},{int(t >= begin)},{k % 5}")
    path = tmp_path / "waves.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_the_extended_model_takes_covariates_from_the_command_line(tmp_path: Path) -> None:
    path = staggered_file(tmp_path)
    asked = ["effect", "etwfe", str(path), "--start", "2022-01"]
    plain, adjusted = (
        RUN.invoke(app, [*asked, "--json"]),
        RUN.invoke(app, [*asked, "--covariates", "income", "--json"]),
    )
    assert (plain.exit_code, adjusted.exit_code) == (0, 0), plain.output + adjusted.output
    both = [json.loads(one.output)["overall"]["estimate"] for one in (plain, adjusted)]
    assert both[0] == pytest.approx(-2, abs=0.4)
    assert both[0] != both[1]
    assert "no verdict" in RUN.invoke(app, asked).output
    judged = RUN.invoke(app, ["effect", "evaluate", str(path), "--start", "2022-01", "--staggered"])
    with_income = RUN.invoke(
        app, ["effect", "evaluate", str(path), "--start", "2022-01", "--staggered", "--covariates", "income"]
    )
    assert with_income.exit_code == 0, with_income.output
    assert judged.output != with_income.output


def test_a_covariate_that_moves_and_one_without_use_are_refused(tmp_path: Path) -> None:
    path = staggered_file(tmp_path)
    path.write_text(path.read_text().replace(",0,0\n", ",0,7\n", 1))
    told = RUN.invoke(
        app, ["effect", "etwfe", str(path), "--start", "2022-01", "--covariates", "income"]
    ).exception
    assert "differs between rows" in str(told)
    table = tmp_path / "counts.csv"
    counted(tmp_path, "--unit", "500")
    asked = ["effect", "evaluate", str(table), "--start", "2023-01", "--covariates", "x"]
    assert "--staggered" in str(RUN.invoke(app, asked).exception)


def test_synthetic_controls_from_the_command_line_are_those_of_the_literature(tmp_path: Path) -> None:
    """California's tobacco programme: −15.6 packs a year by synthetic difference in differences."""
    with public("prop99_smoking.csv").open() as held:
        rows = list(csv.DictReader(held))
    lines = [
        f"{row['state']},{float(row['year']):.0f},{round(10_000 * float(row['cigsale']))},"
        f"{int(row['state'] == 'California' and float(row['year']) >= 1989)}"
        for row in rows
    ]
    path = tmp_path / "prop99.csv"
    path.write_text("state,year,n,treated\n" + "\n".join(lines) + "\n")
    asked = ["effect", "synthetic", str(path), "--start", "1989", "--unit", "state", "--period", "year", "--json"]
    done = RUN.invoke(app, asked)
    assert done.exit_code == 0, (done.output, done.exception)
    told = json.loads(done.output)
    assert told["difference"]["estimate"] / 10_000 == pytest.approx(-15.6, abs=0.1)
    assert told["control"]["estimate"] / 10_000 == pytest.approx(-19.6, abs=0.6)
