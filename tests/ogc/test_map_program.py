"""A map program at a real server: GDAL's driver for OGC API – Features, which asks as QGIS does.

In a process of its own: pyogrio keeps Python's lock while GDAL waits for an answer, and the server needs it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from kokong.places.models import Dwelling
from tests.browser.conftest import Site
from tests.cast import Cast
from tests.ogc.conftest import HOUSES, Street, build_street, token_for

PROGRAM = """
import json, sys
import pyogrio, shapely
asked = json.load(sys.stdin)
if asked["layer"] is None:
    pyogrio.set_gdal_config_options({"GDAL_HTTP_USERPWD": asked.pop("USERPWD")})
    print(json.dumps([str(name) for name, geometry in pyogrio.list_layers(asked["path"])]))
else:
    asked["bbox"] = tuple(asked["bbox"]) if "bbox" in asked else None
    meta, ids, shapes, columns = pyogrio.raw.read(asked.pop("path"), **asked)
    points = [[point.x, point.y] for point in shapely.from_wkb(shapes)]
    kinds = dict(zip(meta["fields"], meta["dtypes"]))
    values = {name: column.astype(str).tolist() for name, column in zip(meta["fields"], columns)}
    print(json.dumps({"crs": meta["crs"], "geometry": meta["geometry_type"], "points": points, "kinds": kinds,
                      "values": values}))
"""


@dataclass(frozen=True)
class Program:
    """Something that reads layers over HTTP with a token."""

    street: Street
    address: str
    secret: str

    def read(self, layer: str | None, *, secret: str | None = None, **more: Any) -> Any:
        """What GDAL makes of a layer; the layers' names where none is named."""
        login = f"{self.street.cast.coordinator.email}:{self.secret if secret is None else secret}"
        asked = {"path": f"OAPIF:{self.address}", "layer": layer, "USERPWD": login, **more}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], input=json.dumps(asked), capture_output=True, check=False, text=True,
            timeout=20,
        )  # fmt: skip
        if done.returncode:
            raise PermissionError(done.stderr)
        return json.loads(done.stdout)


@pytest.fixture
def program(committed_cast: Cast) -> Iterator[Program]:
    """A program at a running site."""
    cache.clear()
    now = timezone.now()
    street = build_street(committed_cast, now=now)
    site = Site(committed_cast)
    site.start()
    yield Program(street, f"{site.url}/ogc", token_for(committed_cast, committed_cast.coordinator, now=now))
    site.stop()


def test_it_lists_the_layers(program: Program) -> None:
    assert {"burglaries", "cocoons", "doors", "dwellings"} <= set(program.read(None))


def test_it_reads_every_page(program: Program) -> None:
    found = program.read("dwellings", PAGE_SIZE="5", INITIAL_REQUEST_PAGE_SIZE="5")
    assert found["geometry"] == "Point"
    assert sorted(found["values"]["address"]) == sorted(f"Storgatan {n}" for n in range(1, HOUSES + 1))
    lines = [entry for entry in program.street.cast.log() if entry.action == "layer.read"]
    read = {row for line in lines for row in line.rows or ()}
    assert len(read) == HOUSES


def test_it_reads_the_towns_own_metres_unless_told_otherwise(program: Program) -> None:
    found = program.read("dwellings")
    assert "3006" in found["crs"]
    with program.street.cast.acting(program.street.cast.coordinator):
        known = {(row.location.x, row.location.y) for row in Dwelling.objects.all()}
    assert {(x, y) for x, y in found["points"]} == known


@pytest.mark.parametrize(("system", "reach"), [("EPSG:3006", 1.0), ("OGC:CRS84", 1e-5)])
def test_it_reads_what_lies_in_a_box(program: Program, system: str, reach: float) -> None:
    x, y = program.read("dwellings", CRS=system)["points"][3]
    near = program.read("dwellings", CRS=system, bbox=(x - reach, y - reach, x + reach, y + reach))
    assert near["points"] == [[x, y]]


def test_times_and_numbers_come_as_such(program: Program) -> None:
    burglaries, cocoons = program.read("burglaries")["kinds"], program.read("cocoons")["kinds"]
    assert burglaries["latest"].startswith("datetime64")
    assert burglaries["completed"] == "bool"
    assert cocoons["eligible"].startswith("int")
    assert cocoons["due"].startswith("datetime64")


def test_without_a_token_it_gets_nothing(program: Program) -> None:
    for secret in ("", "wrong", program.secret + "x"):
        with pytest.raises(PermissionError, match="401"):
            program.read("dwellings", secret=secret)


def test_anothers_token_shows_anothers_layers(program: Program) -> None:
    cast = program.street.cast
    assert program.read("dwellings", secret=token_for(cast, cast.stranger, now=timezone.now()))["points"] == []
