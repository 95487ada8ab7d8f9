"""The private server: shared by those who use it, stopped by the last, alive after a kill."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from kokong.kernel import embedded, roles

USE = """
import sys, time
from pathlib import Path
from kokong.kernel import embedded
server = embedded.ensure_running(Path(sys.argv[1]))
print(server.conninfo(user=embedded.APP, database="kokong"), flush=True)
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
            roles.prepare(admin, database=name, owner=embedded.OWNER, app=embedded.APP)
        with psycopg.connect(test_server.conninfo(user=embedded.APP, database=name)) as app:
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
            roles.prepare(admin, database=name, owner=embedded.OWNER, app=embedded.APP)
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
