"""Two imports at once, one killed half-way, two municipalities, and the command itself."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from kokong.install import embedded
from kokong.kernel import tenancy
from kokong.places import api
from kokong.places.models import Building, Dwelling, ImportRun, MapFeature, PathCell, Street, Tile
from tests import template
from tests.cast import Cast

from .extract import street_of_houses

TABLES = (Building, Dwelling, ImportRun, MapFeature, PathCell, Street, Tile)


@contextmanager
def another_connection(server: embedded.Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(server.as_process("command", database=str(name))) as other:
        yield other


def test_a_second_import_at_the_same_time_waits_for_nobody(
    committed_cast: Cast, test_server: embedded.Server, tmp_path: Path
) -> None:
    path = street_of_houses(3).write(tmp_path / "town.osm.pbf")
    with another_connection(test_server) as other:
        from kokong.places.keys import IMPORTING

        other.execute("SELECT pg_advisory_xact_lock(%s, %s)", [IMPORTING, committed_cast.home.pk])
        home = tenancy.scope(municipality_id=committed_cast.home.pk)
        with home, pytest.raises(api.ImportRefused, match="Another import"):
            api.import_places(path=path)
        with tenancy.scope(municipality_id=committed_cast.elsewhere.pk):
            assert api.import_places(path=path).added == 3


def test_killed_half_way_leaves_what_was_there(committed_cast: Cast, tmp_path: Path) -> None:
    home = committed_cast.home.pk
    with tenancy.scope(municipality_id=home):
        api.import_places(path=street_of_houses(30).write(tmp_path / "before.osm.pbf"))
    larger = street_of_houses(60).write(tmp_path / "larger.osm.pbf")
    at_work = tmp_path / "at-work"
    script = f"""
import time, django; django.setup()
from pathlib import Path
from django.db import connections
connections["default"].settings_dict["NAME"] = {connections["default"].settings_dict["NAME"]!r}
from kokong.kernel import tenancy
from kokong.places import api
def progress(what, done, total):
    if what.startswith("Placing"):
        Path({str(at_work)!r}).touch()
        time.sleep(60)
with tenancy.scope(municipality_id={home}):
    api.import_places(path=Path({str(larger)!r}), progress=progress)
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kokong.config.settings"}
    killed = subprocess.Popen([sys.executable, "-c", script], env=environment)
    deadline = time.monotonic() + 60
    while not at_work.exists() and time.monotonic() < deadline:
        time.sleep(0.1)  # the other process has no other way to say where it is
    killed.kill()
    killed.wait()
    assert at_work.exists()
    with tenancy.scope(municipality_id=home):
        assert (api.count(), ImportRun.objects.count()) == (30, 1)
        assert api.find_address(text="Storgatan 30")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:  # PostgreSQL takes a moment to notice that the other side is gone
            with tenancy.scope(municipality_id=home):
                assert api.import_places(path=larger).added == 30
            break
        except api.ImportRefused:
            time.sleep(0.2)
    with tenancy.scope(municipality_id=home):
        assert api.count() == 60


def test_each_municipality_has_its_own(cast: Cast, tmp_path: Path) -> None:
    path = street_of_houses(6).write(tmp_path / "town.osm.pbf")
    with cast.acting(cast.coordinator):
        api.import_places(path=path)
    with cast.acting(cast.stranger):
        assert [table.objects.count() for table in TABLES] == [0] * len(TABLES)
        assert api.bounds() is None
        assert api.import_places(path=path).added == 6
        assert api.import_places(path=street_of_houses(4).write(tmp_path / "less.osm.pbf")).retired == 2
    with cast.acting(cast.coordinator):
        assert api.count() == 6


def test_no_table_shows_a_row_without_a_municipality(committed_cast: Cast, tmp_path: Path) -> None:
    path = street_of_houses(6).write(tmp_path / "town.osm.pbf")
    with tenancy.scope(municipality_id=committed_cast.home.pk):
        api.import_places(path=path)
        assert api.count() == 6
    assert [table.objects.count() for table in TABLES] == [0] * len(TABLES)


@pytest.fixture
def installed(django_db_setup: None, test_server: embedded.Server, tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment with a database of its own on the tests' server."""
    from kokong.kernel import roles

    name = f"places_cli_{os.getpid()}"
    place = f"host={test_server.socket_folder}"
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as admin:
        template.copy_migrated(admin, into=name)
        roles.prepare(admin, database=name, prefix=embedded.DATABASE)
        environment = {
            **os.environ,
            "KOKONG_HOME": str(tmp_path / "home"),
            "KOKONG_DATABASE_COMMAND_URL": f"postgresql://{embedded.role_of('command')}@/{name}?{place}",
            "KOKONG_DATABASE_OWNER_URL": f"postgresql://{embedded.role_of('owner')}@/{name}?{place}",
        }
        assert kokong(environment, "database", "migrate").returncode == 0
        yield environment
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def kokong(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kokong", *words], env=environment, capture_output=True, text=True, check=False
    )


def test_the_commands(installed: dict[str, str], tmp_path: Path) -> None:
    path = street_of_houses(6)
    path.house((50, 40), building="garage", addr_street="Storgatan", addr_housenumber="99")
    file, refused = path.write(tmp_path / "town.osm.pbf"), tmp_path / "refused.csv"
    wrong = kokong(installed, "municipality", "create", "--code", "0880", "--name", "Kalmar", "--crs", "4326")
    assert (wrong.returncode, "doesn't measure in metres" in wrong.stderr) == (1, True)
    created = kokong(installed, "municipality", "create", "--code", "0880", "--name", "Kalmar", "--crs", "3006")
    assert created.stdout == "Kalmar (0880), coordinates in EPSG:3006.\n"

    words = ("import", "places", str(file), "--municipality", "0880")
    told = kokong(installed, *words, "--report", str(refused)).stdout
    assert told.splitlines()[0] == "7 addresses: 6 added, 0 changed, 0 as before, 0 retired."
    assert "not a home (garage)" in refused.read_text(encoding="utf-8-sig")
    again = json.loads(kokong(installed, *words, "--json").stdout)
    assert (again["unchanged"], again["added"], len(again["refused"])) == (6, 0, 1)

    unknown = kokong(installed, "import", "places", str(file), "--municipality", "0881")
    assert (unknown.returncode, "no municipality with code 0881" in unknown.stderr) == (1, True)
    missing = kokong(installed, "import", "places", "none.csv", "--municipality", "0880")
    assert (missing.returncode, missing.stderr.count("\n")) == (1, 1)
