"""The main job from the shell, as a script would do it: a process for each command, a data folder of its own."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import osmium
import pytest
from osmium.osm import Way
from pypdf import PdfReader
from pyproj import Transformer
from shapely import Polygon

from tests.places.extract import address, street_of_houses

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("KOKONG_TEST_DATA", ROOT.parent / "shared" / "data"))
LIECHTENSTEIN = DATA / "liechtenstein.osm.pbf"
LV95 = Transformer.from_crs(4326, 2056, always_xy=True)
YESTERDAY = datetime.now().astimezone() - timedelta(days=1)
EVENING = ("--from", f"{YESTERDAY:%Y-%m-%d}T17:00", "--to", f"{YESTERDAY:%Y-%m-%d}T21:00")
HOMES = {"house", "detached", "apartments", "residential"}
STREET, NUMBER = "addr:street", "addr:housenumber"
DOOR = {"dwelling", "address", "distance_m", "reason", "rank", "walk"}

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Shell:
    """A data folder; each command is a process that starts the database there when none is running."""

    home: Path

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `kokong` with words."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("KOKONG_", "DJANGO_"))}
        environment = {**kept, "KOKONG_HOME": str(self.home), "NO_COLOR": "1", **settings}
        command = [sys.executable, "-m", "kokong", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)

    def said(self, *words: str) -> Any:
        """What a command prints as JSON."""
        done = self.run(*words, "--json")
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return json.loads(done.stdout)

    def refused(self, *words: str) -> str:
        """The one line that a command says when it can't: nothing on standard output, exit code 1."""
        done = self.run(*words)
        assert (done.returncode, done.stdout) == (1, ""), done
        assert done.stderr.count("\n") == 1, done.stderr
        assert done.stderr.startswith("kokong: ")
        return done.stderr


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A fresh installation. A process that stays keeps its database up between commands."""
    home = tmp_path_factory.mktemp("kokong")
    script = (
        "import sys, pathlib; from kokong.install import embedded;"
        f"embedded.ensure_running(pathlib.Path({str(home)!r})); print('up', flush=True); sys.stdin.read()"
    )
    keeper = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert keeper.stdout is not None
    assert keeper.stdout.readline() == "up\n"
    yield Shell(home)
    keeper.communicate("", timeout=60)


@pytest.fixture(scope="module")
def town(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Havsvik, with Storgatan 1–30 and a lane behind it, and an empty municipality next to it."""
    extract = street_of_houses(30)
    extract.way([(0.0, 60.0), (300.0, 60.0)], highway="residential", name="Bakgatan")
    for n in range(1, 11):
        extract.house((30.0 * n, 75.0), **address("Bakgatan", str(n), addr_city="Havsvik"))
    file = extract.write(tmp_path_factory.mktemp("map") / "havsvik.osm.pbf")
    made = shell.said("municipality", "create", "--code", "9901", "--name", "Havsvik", "--crs", "3006")
    assert made == {"code": "9901", "name": "Havsvik", "crs": 3006}
    shell.said("municipality", "create", "--code", "9902", "--name", "Norrsund", "--crs", "3006")
    done = shell.said("import", "places", str(file), "--municipality", "9901")
    assert (done["added"], done["refused"]) == (40, [])
    return shell


Report = Callable[..., dict[str, int]]


@pytest.fixture(scope="module")
def opened(town: Shell) -> dict[str, int]:
    """A burglary at Storgatan 13, confirmed: what the command printed."""
    printed: dict[str, int] = town.said(
        "burglary", "report", "--municipality", "9901", "--address", "Storgatan 13", *EVENING, "--kind", "house",
        "--confirm",
    )  # fmt: skip
    return printed


def test_reporting_and_confirming_prints_both_numbers(opened: dict[str, int]) -> None:
    assert set(opened) == {"burglary", "cocoon"}
    assert all(isinstance(number, int) for number in opened.values())


def test_the_cocoon_has_its_clock_and_the_nearest_doors(town: Shell, opened: dict[str, int]) -> None:
    shown = town.said("cocoon", "show", str(opened["cocoon"]))
    opened_at, due, until = (datetime.fromisoformat(shown[key]) for key in ("opened", "due", "watch_until"))
    assert (due - opened_at, until - opened_at) == (timedelta(hours=48), timedelta(days=14))
    doors = shown["doors"]
    assert len(doors) >= 8
    assert all(door.keys() >= DOOR for door in doors)
    assert [door["rank"] for door in doors] == list(range(1, len(doors) + 1))
    assert sorted(door["walk"] for door in doors) == list(range(1, len(doors) + 1))
    houses = {f"Storgatan {n}": (20.0 * ((n + 1) // 2), -15.0 if n % 2 else 15.0) for n in range(1, 31)}
    houses |= {f"Bakgatan {n}": (30.0 * n, 75.0) for n in range(1, 11)}
    home = houses.pop("Storgatan 13")
    within = {name for name, at in houses.items() if math.dist(home, at) <= 100}
    assert {door["address"].split(",")[0] for door in doors} == within
    for door in doors:
        assert door["distance_m"] == pytest.approx(math.dist(home, houses[door["address"].split(",")[0]]), abs=0.2)


def test_the_round_on_paper_names_every_door(town: Shell, opened: dict[str, int], tmp_path: Path) -> None:
    target = tmp_path / "round.pdf"
    assert town.run("cocoon", "print", str(opened["cocoon"]), "-o", str(target)).returncode == 0
    text = " ".join("".join(page.extract_text() for page in PdfReader(target).pages).split())
    for door in town.said("cocoon", "show", str(opened["cocoon"]))["doors"]:
        assert door["address"] in text


def test_retention_tried_changes_nothing(town: Shell, opened: dict[str, int]) -> None:
    before = town.said("cocoon", "show", str(opened["cocoon"]))
    outcomes = town.said("retention", "apply", "--dry-run")
    assert outcomes
    assert {outcome["rows"] for outcome in outcomes} == {0}
    assert "would be cleared" in town.run("retention", "apply", "--dry-run").stdout
    assert town.said("cocoon", "show", str(opened["cocoon"])) == before


def test_the_same_report_again_is_refused_and_the_next_municipality_has_none(
    town: Shell, opened: dict[str, int]
) -> None:
    again = ("burglary", "report", "-m", "9901", "--address", "Storgatan 13", *EVENING, "--confirm")
    assert "Storgatan 13" in town.refused(*again)
    assert "Storgatan 13" in town.refused(
        "burglary", "report", "-m", "9902", "--address", "Storgatan 13", *EVENING
    )
    assert town.said("burglary", "list", "-m", "9902") == town.said("cocoon", "list", "-m", "9902") == []
    assert len(town.said("burglary", "list", "-m", "9901")) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x00\x00\x0dnot a map at all", "nothing was changed"),
    ],
)
def test_a_map_that_is_none_is_one_line(town: Shell, tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "map.osm.pbf"
    file.write_bytes(content)
    assert words in town.refused("import", "places", str(file), "-m", "9901").lower()


def test_a_map_cut_off_in_the_middle_keeps_what_was_there(town: Shell, tmp_path: Path) -> None:
    whole = street_of_houses(60).write(tmp_path / "whole.osm.pbf").read_bytes()
    file = tmp_path / "cut.osm.pbf"
    file.write_bytes(whole[: len(whole) * 2 // 3])
    said = town.refused("import", "places", str(file), "-m", "9901")
    assert "nothing was changed" in said.lower()
    found = town.run("burglary", "report", "-m", "9901", "--address", "Storgatan 45", *EVENING)
    assert found.returncode == 1, "an address of the broken file"


def test_times_that_cannot_be_are_one_line(town: Shell) -> None:
    report = ("burglary", "report", "-m", "9901", "--address", "Storgatan 1")
    assert "earliest time is after" in town.refused(*report, "--from", EVENING[3], "--to", EVENING[1])
    assert "in the future" in town.refused(*report, "--from", "2999-01-01", "--to", "2999-01-02")


@pytest.mark.skipif(
    not LIECHTENSTEIN.exists(), reason="no Liechtenstein extract; KOKONG_TEST_DATA names its folder"
)
def test_a_whole_country_of_real_addresses(shell: Shell, tmp_path: Path) -> None:
    """The nearest doors are the nearest addresses of the file, measured one by one. In the middle of Ruggell more
    homes are near than doors are taken, and those a long way round go last; up in Planken all are doors."""
    shell.said("municipality", "create", "--code", "7001", "--name", "Liechtenstein", "--crs", "2056")
    done = shell.said("import", "places", str(LIECHTENSTEIN), "--municipality", "7001")
    assert done["added"] > 10_000
    places = list(addressed(LIECHTENSTEIN))
    cocoon, doors = around(shell, places, at=("Landstrasse", "107", "Ruggell"))
    assert not any(door["way"] for door in doors)
    _, sparse = around(shell, places, at=("Im Häldele", "47", "Planken"))
    assert nearer(places, sparse, at=("Im Häldele", "47", "Planken")) <= {named(door) for door in sparse}
    target = tmp_path / "round.pdf"
    assert shell.run("cocoon", "print", str(cocoon), "-o", str(target)).returncode == 0
    assert doors[0]["address"] in " ".join("".join(p.extract_text() for p in PdfReader(target).pages).split())


Homes = list[tuple[str, str, str, tuple[float, float]]]


def around(shell: Shell, places: Homes, *, at: tuple[str, str, str]) -> tuple[int, list[dict[str, Any]]]:
    """A cocoon around a home of the extract, and its doors; each is as far away as the file says."""
    street, number, town = at
    report = ("burglary", "report", "--municipality", "7001", *EVENING, "--kind", "house", "--confirm")
    printed = shell.said(*report, "--address", f"{street} {number}, {town}")
    doors = shell.said("cocoon", "show", str(printed["cocoon"]))["doors"]
    assert len(doors) >= 8
    for door in doors:
        there = LV95.transform(door["lon"], door["lat"])
        assert door["distance_m"] == pytest.approx(math.dist(place(places, at), there), abs=1)
    return printed["cocoon"], doors


def nearer(places: Homes, doors: list[dict[str, Any]], *, at: tuple[str, str, str]) -> set[str]:
    """The addresses of the file that are clearly nearer than the farthest of the doors."""
    home = place(places, at)
    farthest = max(door["distance_m"] for door in doors)
    return {
        f"{street} {number}" for street, number, _, spot in places if 0 < math.dist(home, spot) < farthest - 15
    }


def place(places: Homes, at: tuple[str, str, str]) -> tuple[float, float]:
    return next(spot for *address, spot in places if tuple(address) == at)


def named(door: dict[str, Any]) -> str:
    return str(door["address"].split(",")[0])


def addressed(file: Path) -> Iterator[tuple[str, str, str, tuple[float, float]]]:
    """Every house of an extract that has an address and is surely a home: its middle, in metres."""
    for each in osmium.FileProcessor(str(file), osmium.osm.WAY | osmium.osm.NODE).with_locations():
        tags = dict(each.tags)
        if isinstance(each, Way) and tags.get("building") in HOMES and {STREET, NUMBER} <= tags.keys():
            middle = Polygon([LV95.transform(node.lon, node.lat) for node in each.nodes]).centroid
            yield tags[STREET], tags[NUMBER], tags.get("addr:city", ""), (middle.x, middle.y)
