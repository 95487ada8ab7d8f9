"""An existing PostgreSQL, prepared once, serves with a role for each process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kokong.kernel import embedded
from kokong.kernel.grants import PROCESSES


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
    assert "database.json" in prepared.stdout
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
