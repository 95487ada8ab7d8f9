"""The private server: shared by those who use it, stopped by the last, alive after a kill."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from kokong.install import embedded, supervisor
from kokong.kernel import database, installation, roles

USE = """
import sys, time
from pathlib import Path
from kokong.install import embedded
server = embedded.ensure_running(Path(sys.argv[1]))
print(server.as_process("web"), flush=True)
sys.stdin.readline()
"""


def user(home: Path) -> tuple[subprocess.Popen[str], str]:
    """A process that uses the server until it reads a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", USE, str(home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def answers(conninfo: str) -> bool:
    try:
        psycopg.connect(conninfo, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=30)


def test_the_last_to_leave_stops_the_server_even_after_a_kill(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    first, conninfo = user(tmp_path)
    second, _ = user(tmp_path)
    third, _ = user(tmp_path)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    leave(second)
    assert answers(conninfo)
    leave(third)
    assert not answers(conninfo)


def test_a_superuser_is_no_role_to_serve_people_with(test_server: embedded.Server) -> None:
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres")) as admin:
        assert "is a superuser" in roles.weaknesses(admin)


def test_preparing_twice_changes_nothing(test_server: embedded.Server) -> None:
    name = f"test_prepare_{os.getpid()}"
    with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as admin:
        for _ in range(2):
            roles.prepare(admin, database=name, prefix=embedded.DATABASE)
        with psycopg.connect(test_server.as_process("web", database=name)) as app:
            assert roles.weaknesses(app) == []
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute("CREATE TABLE mine (id int)")
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_preparing_from_several_sides_at_once(test_server: embedded.Server) -> None:
    names = [f"test_prepare_{os.getpid()}_{side}" for side in range(4)]
    start = threading.Barrier(len(names))

    def prepare(name: str) -> None:
        with psycopg.connect(test_server.conninfo(user="postgres", database="postgres"), autocommit=True) as admin:
            start.wait()
            roles.prepare(admin, database=name, prefix=embedded.DATABASE)
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    with ThreadPoolExecutor(len(names)) as sides:
        list(sides.map(prepare, names))


@pytest.mark.parametrize("name", ["my kokong", "kom'mun", "a;b", "$(home)"])
def test_a_folder_that_a_shell_would_take_apart_is_refused_before_anything_is_made(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(embedded.EmbeddedError, match="Set KOKONG_HOME to another folder"):
        embedded.ensure_running(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_of_two_who_migrate_at_once_the_second_finds_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, migrated = iter([["cocoons 0003"], []]), []
    monkeypatch.setattr(database, "waiting_migrations", lambda **_alias: next(answers))
    monkeypatch.setattr(database, "call_command", lambda *_args, **_options: migrated.append(1))
    held = connections["owner"].get_connection_params()
    with psycopg.connect(**held, autocommit=True) as other, ThreadPoolExecutor(1) as pool:
        other.execute("SELECT pg_advisory_lock(%s)", [database.MIGRATING])
        second = pool.submit(_migrate)
        with pytest.raises(TimeoutError):
            second.result(timeout=0.5)
        other.execute("SELECT pg_advisory_unlock(%s)", [database.MIGRATING])
        assert second.result(timeout=30) == []
    assert migrated == []


def _migrate() -> list[str]:
    try:
        return database.migrate()
    finally:
        connections.close_all()


def test_who_starts_later_in_the_same_folder_waits(tmp_path: Path) -> None:
    here = replace(installation.current(), home=tmp_path / "new")
    said: list[str] = []
    let_others = supervisor.wait_for_turn(here, say=said.append)
    with ThreadPoolExecutor(1) as pool:
        second = pool.submit(supervisor.wait_for_turn, here, say=said.append)
        with pytest.raises(TimeoutError):
            second.result(timeout=0.3)
        let_others()
        second.result(timeout=30)()
    assert said == ["Waiting for another start in the same folder"]
