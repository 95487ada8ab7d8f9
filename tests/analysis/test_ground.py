"""Streets and names on the map of risk, and coordinates at its frame."""

from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from typer.testing import CliRunner

from kokong.analysis.report import plots
from kokong.analysis.report.ground import read_ground
from kokong.analysis.report.reading import Columns, read_burglaries
from kokong.cli import app
from kokong.kernel.errors import UserError

from .data import file as public

RUN = CliRunner()


def burglaries(tmp_path: Path, *, degrees: bool = False) -> Path:
    rng = np.random.default_rng(1)
    low, high = ((9.48, 47.10), (9.56, 47.22)) if degrees else ((600_000, 6_290_000), (602_000, 6_292_000))
    at = rng.uniform(low, high, (300, 2))
    days = np.datetime64("2023-01-01") + rng.integers(0, 700, 300)
    path = tmp_path / "burglaries.csv"
    path.write_text("x,y,date\n" + "".join(f"{x:.5f},{y:.5f},{d}\n" for (x, y), d in zip(at, days, strict=True)))
    return path


def streets(tmp_path: Path, *, at: float = 6_290_000) -> Path:
    path = tmp_path / "streets.gpkg"
    lines = [shapely.LineString([(600_000, at + 400 * k), (602_000, at + 400 * k)]) for k in range(5)]
    names = np.array([f"{letter}gatan" for letter in "ABCDE"], object)
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(lines, object)), [names], ["namn"], crs="EPSG:3006", driver="GPKG",
        geometry_type="LineString",
    )  # fmt: skip
    return path


def test_streets_of_a_file_carry_the_names_of_the_longest(tmp_path: Path) -> None:
    found = read_burglaries(burglaries(tmp_path), Columns(), crs="EPSG:3006")
    ground = read_ground(streets(tmp_path), found)
    assert len(ground.lines) == 5
    assert {name for _, _, name in ground.names} == {f"{letter}gatan" for letter in "ABCDE"}
    assert all(600_000 <= x <= 602_000 for x, _, _ in ground.names)


def test_an_extract_of_openstreetmap_gives_streets_and_quarters(tmp_path: Path) -> None:
    found = read_burglaries(burglaries(tmp_path, degrees=True), Columns(), crs="EPSG:4326")
    ground = read_ground(public("liechtenstein.osm.pbf"), found)
    assert len(ground.lines) > 1000
    assert {"Vaduz", "Schaan"} & {name for _, _, name in ground.names}
    inside = np.concatenate(ground.lines)
    assert abs(np.median(inside[:, 0]) - np.median(found.x)) < 5000


def test_the_report_draws_streets_names_and_coordinates(tmp_path: Path) -> None:
    path, out = burglaries(tmp_path), tmp_path / "report.html"
    asked = ["report", str(path), "--crs", "EPSG:3006", "-o", str(out), "--language", "en"]
    assert RUN.invoke(app, asked).exit_code == 0
    plain = out.read_text()
    done = RUN.invoke(app, [*asked, "--streets", str(streets(tmp_path))])
    assert done.exit_code == 0, (done.output, done.exception)
    assert len(out.read_text()) > len(plain)


def test_the_frame_says_where_in_the_world_the_map_lies(tmp_path: Path) -> None:
    from kokong.analysis.forecast import Combination, events_on

    found = read_burglaries(burglaries(tmp_path), Columns(), crs="EPSG:3006")
    events = events_on(found.x, found.y, found.days, cell=150)
    cells = np.unique(events.cells[events.cells >= 0])
    surface = Combination().fit(events, float(np.floor(events.days[-1])) + 1)
    drawn = plots.risk_map(events.grid, surface, cells, read_ground(streets(tmp_path), found))
    axes = drawn.axes[0]
    told = {text.get_text() for text in axes.get_xticklabels()}
    assert "601000" in told
    assert len(told) <= 5
    tick = dict(zip((text.get_text() for text in axes.get_xticklabels()), axes.get_xticks(), strict=True))[
        "601000"
    ]
    west = events.grid.west + np.divmod(cells, events.grid.columns)[1].min() * 150
    assert west + (tick + 0.5) * 150 == pytest.approx(601_000)
    assert "Cgatan" in {text.get_text() for text in axes.texts}


def test_streets_of_another_town_are_refused(tmp_path: Path) -> None:
    told = RUN.invoke(
        app,
        ["report", str(burglaries(tmp_path)), "--crs", "EPSG:3006", "-o", str(tmp_path / "r.html"), "--streets",
         str(streets(tmp_path, at=6_500_000))],
    )  # fmt: skip
    assert isinstance(told.exception, UserError)
    assert "no streets near the burglaries" in str(told.exception)
