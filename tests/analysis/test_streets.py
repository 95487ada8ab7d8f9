"""Streets from files, and near repeats along them from the shell."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from kokong.analysis.arrays import Refused
from kokong.analysis.near_repeat import Streets, network_knox
from kokong.analysis.report import testing
from kokong.analysis.report.reading import Burglaries
from kokong.analysis.report.streets import doubts, read_streets
from kokong.cli import app
from kokong.kernel.errors import UserError

from . import data

EAST, NORTH = 600_000.0, 6_290_000.0
COMB: Any = [[[0, 0], [400, 0], [800, 0]], [[400, 0], [400, 300]], [[800, 0], [800, 300]], [[5e5, 0], [5e5, 9]]]


def map_file(tmp_path: Path, lines: Any = COMB, crs: int = 3006, name: str = "streets.geojson") -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "LineString", "coordinates": [[EAST + x, NORTH + y] for x, y in line]},
        }
        for line in lines
    ]
    told = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}
    path = tmp_path / name
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": told, "features": features}))
    return path


def burglaries(n: int = 60, crs: str = "EPSG:3006") -> Burglaries:
    rng = np.random.default_rng(1)
    arm = rng.integers(0, 2, n)
    x, y = EAST + 400 + 400.0 * arm, NORTH + rng.uniform(0, 300, n)
    days = np.floor(rng.uniform(0, 60, n))
    return Burglaries(x, y, days, days, n, crs)


ASKED = testing.Asked((100.0, 450.0), (7.0, 14.0), "left", 19, 1)


def test_streets_join_where_they_share_a_point_and_far_ones_stay_out(tmp_path: Path) -> None:
    found = read_streets(map_file(tmp_path), burglaries(), margin=450)
    assert found.ends.shape == (4, 2)
    assert sorted(found.lengths.tolist()) == [300, 300, 400, 400]
    assert found.x.size == 5


def test_the_table_is_that_of_the_same_network_by_hand(tmp_path: Path) -> None:
    town = burglaries()
    x, y = np.array([0.0, 400, 800, 400, 800]), np.array([0.0, 0, 0, 300, 300])
    hand = Streets(x + EAST, y + NORTH, np.array([[0, 1], [1, 2], [1, 3], [2, 4]]))
    table, told = testing.run(town, ASKED, metric="network", streets=map_file(tmp_path))
    expected = network_knox(town.x, town.y, town.days, hand, space=(100, 450), days_apart=(7, 14), permutations=0)
    assert table.observed.tolist() == expected.observed.tolist()
    assert table.metric == "network"
    assert told.notes == ()
    straight, _ = testing.run(town, ASKED)
    assert straight.space_pairs[1] > table.space_pairs[1]  # from arm to arm is farther by street


def test_streets_in_another_system_are_moved(tmp_path: Path) -> None:
    from pyproj import Transformer

    change = Transformer.from_crs(3006, 4326, always_xy=True)
    lines = [[change.transform(EAST + x, NORTH + y) for x, y in line] for line in COMB[:3]]
    path = map_file(tmp_path, [[(a - EAST, b - NORTH) for a, b in line] for line in lines], crs=4326)
    found = read_streets(path, burglaries(), margin=450)
    assert sorted(found.lengths.round(1).tolist()) == [300, 300, 400, 400]


def test_burglaries_in_feet_meet_streets_in_metres(tmp_path: Path) -> None:
    town = burglaries(crs="EPSG:2913, in metres")
    with pytest.raises(Refused, match="no streets near"):
        read_streets(map_file(tmp_path), town, margin=450)


def test_burglaries_off_every_street_are_counted(tmp_path: Path) -> None:
    town = burglaries()
    town.y[:3] += 1000
    told = doubts(town, read_streets(map_file(tmp_path), town, margin=450))
    assert told.notes == (("kept", "lie more than 100 m from every street", 3),)


@pytest.mark.parametrize(
    ("streets", "said"),
    [(None, "--streets FILE"), (Path("none.gpkg"), "can't be read"), ("areas", "no streets near")],
)
def test_what_is_no_street_map_is_refused(tmp_path: Path, streets: Any, said: str) -> None:
    if streets == "areas":
        streets = map_file(tmp_path, COMB[3:])
    with pytest.raises(Refused, match=said):
        testing.run(burglaries(), ASKED, metric="network", streets=streets)


def test_streets_without_the_metric_are_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--metric network"):
        testing.run(burglaries(), ASKED, streets=map_file(tmp_path))


def test_from_the_shell(tmp_path: Path) -> None:
    town, out, file = burglaries(), tmp_path / "out.json", tmp_path / "burglaries.csv"
    dates = np.datetime64("2024-01-01") + town.days.astype(int)
    file.write_text(
        "x,y,date\n" + "".join(f"{a},{b},{c}\n" for a, b, c in zip(town.x, town.y, dates, strict=True))
    )
    asked = ["knox", str(file), "--crs", "EPSG:3006", "--metric", "network", "--json", str(out)]
    done = CliRunner().invoke(app, [*asked, "--streets", str(map_file(tmp_path))])
    assert done.exit_code == 0, done.output
    assert json.loads(out.read_text())["metric"] == "network"
    assert isinstance(CliRunner().invoke(app, asked).exception, UserError)


def test_highways_of_an_openstreetmap_extract() -> None:
    path = data.file("liechtenstein.osm.pbf")
    x, y = np.array([9.5209, 9.5215]), np.array([47.1410, 47.1415])
    from pyproj import Transformer

    x, y = Transformer.from_crs(4326, 32632, always_xy=True).transform(x, y)
    vaduz = Burglaries(np.asarray(x), np.asarray(y), np.zeros(2), np.zeros(2), 2, "EPSG:32632")
    found = read_streets(path, vaduz, margin=400)
    assert 200 < len(found.ends) < 5000
    assert np.hypot(found.x - x[0], found.y - y[0]).min() < 100
