"""An existing PostgreSQL, prepared once, serves with a role for each process."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kokong.install import embedded
from kokong.kernel.installation import PROCESSES


@pytest.fixture
def existing(test_server: embedded.Server, tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment that names a database which does not exist yet, on a server that does."""
    name = f"existing_{os.getpid()}"
    url = f"postgresql://postgres@/{name}?host={test_server.socket_folder}"
    yield {**os.environ, "KOKONG_HOME": str(tmp_path), "KOKONG_DATABASE_URL": url}
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        for process in ("owner", "app", *PROCESSES):
            admin.execute(f"DROP ROLE IF EXISTS {name}_{process}")


def kokong(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kokong", *words], env=environment, capture_output=True, text=True, check=False
    )


def test_prepare_then_migrate_then_work(existing: dict[str, str]) -> None:
    before = kokong(existing, "municipality", "list")
    assert (before.returncode, before.stderr.count("\n")) == (1, 1)
    assert "does not answer" in before.stderr
    prepared = kokong(existing, "database", "prepare")
    assert "Next: `kokong database migrate`" in prepared.stdout
    assert "kokong database migrate" in kokong(existing, "municipality", "list").stderr
    assert "migrations applied" in kokong(existing, "database", "migrate").stdout
    kokong(existing, "municipality", "create", "--code", "0880", "--name", "Kalmar", "--crs", "3006")
    assert kokong(existing, "municipality", "list").stdout == "0880  Kalmar  EPSG:3006\n"
    doctor = kokong(existing, "doctor").stdout
    assert "_command obeys row-level security" in doctor


def test_a_superuser_is_refused(existing: dict[str, str]) -> None:
    kokong(existing, "database", "prepare")
    (Path(existing["KOKONG_HOME"]) / "database.json").unlink()
    refused = kokong(existing, "municipality", "list")
    assert refused.returncode == 1
    assert "is a superuser" in refused.stderr


def test_preparing_again_keeps_the_passwords_that_running_processes_have(existing: dict[str, str]) -> None:
    path = Path(existing["KOKONG_HOME"]) / "database.json"
    kokong(existing, "database", "prepare")
    first = path.read_text(encoding="utf-8")
    kokong(existing, "database", "prepare")
    assert path.read_text(encoding="utf-8") == first
    kokong(existing, "database", "prepare", "--new-passwords")
    assert path.read_text(encoding="utf-8") != first


def test_each_process_gets_a_folder_of_its_own(existing: dict[str, str], tmp_path: Path) -> None:
    apart = tmp_path / "apart"
    assert kokong(existing, "database", "prepare", "--apart", str(apart)).returncode == 0
    files = {path.relative_to(apart).as_posix() for path in apart.rglob("*") if path.is_file()}
    assert {path.stat().st_mode & 0o777 for path in apart.rglob("*") if path.is_file()} == {0o600}
    assert {name for name in files if name.startswith("receiver/")} == {
        "receiver/database.json",
        "receiver/alarms.secret",
    }
    mine = json.loads((apart / "web" / "database.json").read_text(encoding="utf-8"))
    assert set(mine) == {"for", "web", "signin"}
    as_migrate = {
        **existing,
        "KOKONG_DATABASE_URL": "",
        "KOKONG_DATABASE_FILE": str(apart / "migrate" / "database.json"),
        "KOKONG_SECRETS": str(apart / "migrate"),
    }
    assert "migrations applied" in kokong(as_migrate, "database", "migrate").stdout
    as_receiver = {**as_migrate, "KOKONG_DATABASE_FILE": str(apart / "receiver" / "database.json")}
    assert "No address of the database is known" in kokong(as_receiver, "database", "migrate").stderr


def test_after_an_upgrade_the_former_roles_are_named_and_prepared_again(existing: dict[str, str]) -> None:
    kokong(existing, "database", "prepare")
    path = Path(existing["KOKONG_HOME"]) / "database.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    former = {"for": kept["for"], "app": kept["web"].replace("_web", "_app"), "owner": kept["owner"]}
    path.write_text(json.dumps(former), encoding="utf-8")
    refused = kokong(existing, "municipality", "list")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "kokong database prepare" in refused.stderr
    kokong(existing, "database", "prepare")
    assert "migrations applied" in kokong(existing, "database", "migrate").stdout
    assert kokong(existing, "municipality", "list").returncode == 0
