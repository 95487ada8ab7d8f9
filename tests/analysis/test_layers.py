"""Layers for map programs, each opened by a second program (GDAL), and what they hold."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from typer.testing import CliRunner

from kokong.analysis.arrays import Refused
from kokong.analysis.hotspots import aoristic, classify
from kokong.analysis.hotspots.classes import named
from kokong.analysis.near_repeat import chains, local_knox
from kokong.cli import app
from kokong.kernel.errors import UserError

RUN = CliRunner()
LAYERS = {"pairs", "chains", "local_knox", "hot_spots", "surface", "zones"}


def burglaries(tmp_path: Path, *, rows: int = 500) -> tuple[Path, np.ndarray, np.ndarray, np.ndarray]:
    """A town of 3 km with a hot corner, two years, in SWEREF 99 TM; some follow others near by."""
    rng = np.random.default_rng(7)
    x, y = rng.uniform(0, 3000, (2, rows))
    x[: rows // 4], y[: rows // 4] = rng.uniform(0, 400, (2, rows // 4))
    day = rng.integers(0, 730, rows)
    follow = rng.integers(0, rows - 60, 60)
    x[-60:], y[-60:], day[-60:] = x[follow] + 20, y[follow], day[follow] + 3
    x, y = x + 600_000, y + 6_290_000
    dates = np.datetime64("2022-01-01") + day
    path = tmp_path / "burglaries.csv"
    path.write_text("x,y,date\n" + "".join(f"{a:.1f},{b:.1f},{d}\n" for a, b, d in zip(x, y, dates, strict=True)))
    return path, np.round(x, 1), np.round(y, 1), dates.astype("datetime64[D]").astype(float)


def made(tmp_path: Path, name: str) -> Path:
    path, *_ = burglaries(tmp_path)
    out = tmp_path / name
    done = RUN.invoke(app, ["layers", str(path), "--crs", "EPSG:3006", "-o", str(out)])
    assert done.exit_code == 0, (done.output, done.exception)
    return out


def test_a_geopackage_holds_every_layer_with_its_system_and_settings(tmp_path: Path) -> None:
    out = made(tmp_path, "town.gpkg")
    assert {str(name) for name in pyogrio.list_layers(out)[:, 0]} == LAYERS
    for name in LAYERS:
        info = pyogrio.read_info(out, layer=name)
        assert info["features"] > 0
        assert info["crs"] == "EPSG:3006"
        assert "Kokong" in info["layer_metadata"]["program"]
    pairs = pyogrio.read_info(out, layer="pairs")["layer_metadata"]
    assert (pairs["metres"], pairs["days"]) == ("200.0", "14.0")
    assert int(pyogrio.read_info(out, layer="hot_spots")["layer_metadata"]["neighbours"]) == 13
    assert not list(tmp_path.glob(".town*"))


def test_chains_have_an_originator_and_pairs_their_distance(tmp_path: Path) -> None:
    path, x, y, day = burglaries(tmp_path)
    out = tmp_path / "town.gpkg"
    assert RUN.invoke(app, ["layers", str(path), "--crs", "EPSG:3006", "-o", str(out)]).exit_code == 0
    known = chains(x, y, day, within_m=200, within_days=14)
    meta, _, wkb, fields = pyogrio.raw.read(out, layer="pairs")
    held = dict(zip(meta["fields"], fields, strict=True))
    assert len(wkb) == known.links.count
    np.testing.assert_allclose(shapely.length(shapely.from_wkb(wkb)), held["metres"], atol=1e-6)
    meta, _, _, fields = pyogrio.raw.read(out, layer="chains")
    one = dict(zip(meta["fields"], fields, strict=True))
    assert len(one["chain"]) == int(known.sizes[known.sizes > 1].sum())
    firsts = one["burglary"][one["first"] == 1]
    assert len(firsts) == int((known.sizes > 1).sum())
    assert set(one["originator"]) == set(firsts)
    assert (one["place"][one["first"] == 1] == 1).all()
    assert (one["follows"][one["first"] == 1] == 0).all()
    meta, _, _, fields = pyogrio.raw.read(out, layer="local_knox")
    told = dict(zip(meta["fields"], fields, strict=True))
    np.testing.assert_allclose(told["p"], local_knox(x, y, day, within_m=200, within_days=14).p)


def test_geojson_is_in_degrees_and_says_its_settings(tmp_path: Path) -> None:
    out = made(tmp_path, "town.geojson")
    for name in LAYERS:
        path = out.with_name(f"town-{name}.geojson")
        _meta, _, wkb, _ = pyogrio.raw.read(path, columns=[])
        lon, lat = shapely.get_coordinates(shapely.from_wkb(wkb)).T
        assert 16.5 < lon.min() < lon.max() < 16.8
        assert 56.7 < lat.min() < lat.max() < 56.8
        assert json.loads(path.read_text())["settings"]["program"].startswith("Kokong")


def test_csv_is_opened_with_its_shapes_and_has_its_settings_beside(tmp_path: Path) -> None:
    out = made(tmp_path, "town.csv")
    for name in LAYERS:
        path = out.with_name(f"town-{name}.csv")
        _meta, _, wkb, _ = pyogrio.raw.read(path, columns=[])
        assert shapely.get_coordinates(shapely.from_wkb(wkb)).min() > 590_000
        notes = json.loads(path.with_name(f"{path.name}-metadata.json").read_text())
        assert notes["url"] == path.name
        assert notes["notes"][0]["coordinates"] == "EPSG:3006"


def test_a_system_in_feet_gets_its_feet_back(tmp_path: Path) -> None:
    path, *_ = burglaries(tmp_path)
    text = path.read_text().splitlines()
    rows = [f"{float(x) - 600_000 + 7_650_000},{float(y) - 6_290_000 + 680_000},{d}"
            for x, y, d in (line.split(",") for line in text[1:])]  # fmt: skip
    path.write_text("\n".join([text[0], *rows]) + "\n")
    out = tmp_path / "feet.gpkg"
    done = RUN.invoke(app, ["layers", str(path), "--crs", "EPSG:2913", "-o", str(out)])
    assert done.exit_code == 0, (done.output, done.exception)
    info = pyogrio.read_info(out, layer="local_knox")
    assert info["crs"] == "EPSG:2913"
    west, south, *_rest = info["total_bounds"]
    assert (west, south) == pytest.approx((7_650_000, 680_000), abs=60)


@pytest.mark.skipif(not shutil.which("qgis_process"), reason="QGIS isn't here")
def test_qgis_opens_every_layer(tmp_path: Path) -> None:
    out = made(tmp_path, "town.gpkg")
    for name in LAYERS:
        asked = ["qgis_process", "run", "native:boundingboxes"]
        told = [f"INPUT={out}|layername={name}", f"OUTPUT={tmp_path / f'{name}.gpkg'}"]
        assert subprocess.run([*asked, "--", *told], check=False, capture_output=True).returncode == 0


def test_what_is_no_layer_is_refused(tmp_path: Path) -> None:
    path, *_ = burglaries(tmp_path)
    told = RUN.invoke(app, ["layers", str(path), "--crs", "EPSG:3006", "-o", str(tmp_path / "town.txt")]).exception
    assert isinstance(told, UserError)
    assert ".gpkg, .geojson, .csv" in str(told)


@pytest.mark.parametrize(
    ("history", "name"),
    [
        ("00000001", "new"), ("00000111", "consecutive"), ("11111111", "persistent"), ("01111111", "consecutive"),
        ("10000101", "sporadic"), ("1111111110", "historical"), ("00110000", "former"), ("00000000", "none"),
        ("1111111101", "persistent"),
    ],
)  # fmt: skip
def test_a_cell_is_classed_by_when_it_was_hot(history: str, name: str) -> None:
    hot = np.array([[[one == "1"]] for one in history])
    assert named(hot)[0, 0] == name


def test_a_corner_that_turns_hot_in_the_end_is_new_and_one_that_always_was_persists() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(0, 4000, (2, 1600))
    day = rng.uniform(0, 800, 1600)
    old = rng.uniform(0, 300, (2, 400))
    late = rng.uniform(3600, 3900, (2, 80))
    xs, ys = np.r_[x, old[0], late[0]], np.r_[y, old[1], late[1]]
    days = np.r_[day, rng.uniform(0, 800, 400), rng.uniform(710, 800, 80)]
    found = classify(xs, ys, days, cell=150, within_m=300, spans=8)
    row, column = np.divmod(found.grid.cells_of([150, 3750], [150, 3750]), found.grid.columns)
    assert list(found.names[row, column]) == ["persistent", "new"]
    assert found.score[row[0], column[0]] > 5
    assert np.median(found.neighbours[found.inside]) == 13
    with pytest.raises(Refused, match="at least 3"):
        classify(xs, ys, days, cell=150, within_m=300, spans=2)


def test_gi_star_is_the_one_of_the_textbook() -> None:
    """Ord and Getis (1995), equation 14b, term by term for one cell."""
    rng = np.random.default_rng(1)
    x, y = rng.uniform(0, 1000, (2, 200))
    found = classify(x, y, np.arange(200.0), cell=100, within_m=150, spans=3)
    inside = np.flatnonzero(found.inside.ravel())
    values = found.counts.ravel()[inside]
    cx, cy = found.grid.centres(inside)
    n, mean, spread = values.size, values.mean(), values.std()
    for k in (0, 40, 90):
        near = np.hypot(cx - cx[k], cy - cy[k]) <= 150
        w = near.sum()
        expected = (values[near].sum() - mean * w) / (spread * np.sqrt((n * w - w**2) / (n - 1)))
        assert found.score.ravel()[inside][k] == pytest.approx(expected)


def moments(*texts: str) -> np.ndarray:
    return np.array([np.datetime64(text, "s").astype(float) / 86_400 for text in texts])


def test_a_window_is_spread_over_its_hours() -> None:
    """Friday 22:30 to Saturday 02:30: four hours, half of one at each end."""
    found = aoristic.hours(moments("2026-11-20T22:30"), moments("2026-11-21T02:30"))
    assert found.table[4, 22:].tolist() == pytest.approx([0.125, 0.25])
    assert found.table[5, :3].tolist() == pytest.approx([0.25, 0.25, 0.125])
    assert (found.table.sum(), found.used, found.certain) == (pytest.approx(1), 1, 0)


def test_what_says_nothing_of_the_hour_is_left_out_and_counted() -> None:
    first = moments("2026-11-16T14:20", "2026-11-20", "2026-11-01T12:00")
    last = moments("2026-11-16T14:20", "2026-11-20", "2026-11-20T12:00")
    found = aoristic.hours(first, last)
    assert (found.used, found.certain, found.untimed, found.long) == (1, 1, 1, 1)
    assert found.table[0, 14] == 1
    with pytest.raises(Refused, match="more than a day"):
        aoristic.hours(first[1:2], last[1:2])


@pytest.mark.parametrize("text", ["06-14,14-22,22-06", "0-24"])
def test_shifts_hold_all_hours(text: str) -> None:
    assert (aoristic.shifts(text) >= 0).all()


@pytest.mark.parametrize(("text", "said"), [("6", "no shift"), ("06-15,14-22", "two shifts"), ("6-6", "no hours")])
def test_what_is_no_shift_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        aoristic.shifts(text)


def test_hours_from_the_command_line_with_zones_by_shift(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    lines = ["x,y,from,to"]
    for k in range(300):
        night = k % 2
        place = rng.uniform(0, 300, 2) + (0 if night else 3000)
        start = np.datetime64("2026-01-01T00:00") + np.timedelta64(
            int(rng.integers(0, 300)) * 24 + (23 if night else 8), "h"
        )
        lines.append(
            f"{600_000 + place[0]:.0f},{6_290_000 + place[1]:.0f},{start},{start + np.timedelta64(4, 'h')}"
        )
    path, out, told = tmp_path / "b.csv", tmp_path / "shifts.gpkg", tmp_path / "hours.json"
    path.write_text("\n".join(lines) + "\n")
    done = RUN.invoke(
        app,
        ["hours", str(path), "--crs", "EPSG:3006", "--date", "from", "--until", "to", "--zones", str(out),
         "--json", str(told), "--plot", str(tmp_path / "hours.png")],
    )  # fmt: skip
    assert done.exit_code == 0, (done.output, done.exception)
    shares = json.loads(told.read_text())["shifts"]
    assert shares["06-14"] == pytest.approx(0.5, abs=0.01)
    assert shares["22-06"] == pytest.approx(0.5, abs=0.01)
    meta, _, wkb, fields = pyogrio.raw.read(out)
    held: dict[str, Any] = dict(zip(meta["fields"], fields, strict=True))
    middle = shapely.get_x(shapely.centroid(shapely.from_wkb(wkb)))
    assert set(held["shift"]) == {"06-14", "22-06"}
    assert (middle[held["shift"] == "22-06"] < 601_000).all()
    assert (middle[held["shift"] == "06-14"] > 602_000).all()
    assert (tmp_path / "hours.png").stat().st_size > 5000
