"""What the alarm benchmarks share: a database of their own, enrolled accounts, the receiver, and counted rows."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg

from kokong.dc09 import compose

KEY = "0123456789ABCDEF"


@contextmanager
def home() -> Iterator[Path]:
    """A data folder with a migrated database and one municipality, gone afterwards. Its port is free."""
    with tempfile.TemporaryDirectory(prefix="kokong-alarms-", dir=os.environ.get("KOKONG_BENCH_HOME")) as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.environ.update(KOKONG_HOME=name, KOKONG_DATABASE_URL="", KOKONG_ALARM_PORT=str(free_port()),
                          DJANGO_SETTINGS_MODULE="kokong.config.settings")  # fmt: skip
        from kokong.kernel.terminal import begin

        begin()
        from kokong.install import embedded
        from kokong.places import api as places

        places.create_municipality(code="9001", name="9001", crs=3006)
        yield folder
        from django.db import connections

        connections.close_all()
        embedded.stop(folder)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port() -> int:
    """The receiver's port."""
    return int(os.environ["KOKONG_ALARM_PORT"])


@contextmanager
def database() -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """The database past every policy, to lay accounts and count rows."""
    from kokong.install import embedded
    from kokong.kernel import installation

    here = installation.current()
    embedded.revive(here.home)
    where = embedded.ensure_running(here.home).conninfo(user="postgres", database="kokong")
    with psycopg.connect(where, autocommit=True) as connection:
        yield connection


def enrol(
    count: int, *, first: int = 0, key: str = "", interval: int | None = None, code: str = "9001"
) -> list[str]:
    """Enrol this many accounts in the municipality of a code; their numbers, of which the first is `first`."""
    from django.utils import timezone

    from kokong.kernel import installation, tenancy
    from kokong.kernel.models import Municipality
    from kokong.measures.alarms.models import Account
    from kokong.measures.alarms.panels import sealing

    sealed = sealing.sealer(installation.current()).seal(key.encode()) if key else None
    numbers = [f"A{number:05X}" for number in range(first, first + count)]
    with tenancy.scope(municipality_id=Municipality.objects.get(code=code).pk):
        Account.objects.bulk_create(
            [Account(account=number, key_sealed=sealed, key_notation="ascii" if key else "", interval_s=interval,
                     enrolled=timezone.now()) for number in numbers],
            batch_size=5_000,
        )  # fmt: skip
    with database() as connection:
        connection.execute("VACUUM ANALYZE")
    return numbers


def _log() -> Path:
    return Path(os.environ["KOKONG_HOME"]) / "receiver.log"


class Receiver:
    """`kokong alarms serve` as a process. `prober`: an account whose tests tell whether it stores."""

    def __init__(self, *, prober: str = "") -> None:
        self.prober = prober
        command = [sys.executable, "-m", "kokong", "alarms", "serve"]
        with _log().open("a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def ready(self, seconds: float = 30) -> float:
        """Seconds from now until it takes connections."""
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port())) == 0:
                    return time.perf_counter() - began
            if self.process.poll() is not None:
                sys.exit(f"The receiver ended:\n{_log().read_text()[-3000:]}")
            time.sleep(0.005)
        sys.exit("The receiver did not open its port.")

    def acknowledging(self, seconds: float = 30) -> None:
        """Wait until a test event is acknowledged, which takes the receiver and its database."""
        data = b"#%b|NRP%X" % (self.prober.encode(), time.time_ns())
        probe_frame = compose("SIA-DCS", b"0001R0L0#" + self.prober.encode(), data)
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port()), 0.5) as probe:
                probe.settimeout(0.2)
                probe.sendall(probe_frame)
                if b'"ACK"' in probe.recv(4096):
                    return
            time.sleep(0.01)
        sys.exit(f"The receiver acknowledged nothing:\n{_log().read_text()[-3000:]}")

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self._over()

    def stop(self) -> None:
        """As the supervisor does."""
        self.process.terminate()
        self._over()

    def _over(self) -> None:
        self.process.wait(timeout=30)


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that is ready."""
    receiver = Receiver()
    try:
        receiver.ready()
        yield receiver
    finally:
        receiver.stop()


@dataclass
class Panels:
    """The load generator as a process; see `alarm_load`."""

    process: subprocess.Popen[str]

    def begin(self) -> None:
        """Send from now on."""
        self._say("go")

    def figures(self) -> dict[str, Any]:
        """Wait for the end; what was measured."""
        assert self.process.stdout is not None
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        self.process.wait(timeout=30)
        return found

    def finish(self) -> dict[str, Any]:
        """Tell the panels to send nothing new; what was measured."""
        self._say("enough")
        return self.figures()

    def _say(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()


@contextmanager
def panels(**load: Any) -> Iterator[Panels]:
    """Panels with their frames made."""
    command = [sys.executable, "-m", "benchmarks.alarm_load"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps({"port": port(), **load}) + "\n")
        process.stdin.flush()
        if process.stdout.readline() != "ready\n":
            sys.exit("The load generator did not start.")
        yield Panels(process)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(timeout=30)
        process.stdin.close()
        process.stdout.close()


def compare(acknowledged: dict[str, int]) -> dict[str, int]:
    """Acknowledged events beside rows. Each panel's events 1 to n were acknowledged, one after the other."""
    missing = doubled = stored = 0
    with database() as connection:
        rows = connection.execute(
            "SELECT a.account, e.zone, count(*) FROM alarms_event e JOIN alarms_account a ON a.id = e.account_id"
            " WHERE a.account = ANY(%s) GROUP BY 1, 2",
            [list(acknowledged)],
        ).fetchall()
    kept: dict[str, set[int]] = {account: set() for account in acknowledged}
    for account, zone, count in rows:
        kept[account].add(int(zone, 16))
        stored += count
        doubled += count - 1
    for account, count in acknowledged.items():
        missing += len(set(range(1, count + 1)) - kept[account])
    return {"acknowledged": sum(acknowledged.values()), "stored": stored, "missing": missing, "doubled": doubled}


def kill_postgres() -> None:
    """Every process of the database server at once, as a power cut would."""
    postmaster = psutil.Process(postmaster_pid())
    for process in [postmaster, *postmaster.children(recursive=True)]:
        try:
            process.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue


def postmaster_pid() -> int:
    """The database server's process."""
    return int((Path(os.environ["KOKONG_HOME"]) / "postgres" / "postmaster.pid").read_text().split()[0])


@dataclass
class Processor:
    """Processor time of the receiver and of PostgreSQL while something runs."""

    receiver: psutil.Process
    postgres: psutil.Process

    def seconds(self) -> tuple[float, float]:
        """Used so far, living children of PostgreSQL included."""
        everybody = [self.postgres, *self.postgres.children(recursive=True)]
        return _used(self.receiver), sum(map(_used, everybody))

    def during(self, work: Callable[[], dict[str, Any]], *, per: str) -> dict[str, Any]:
        """The work's figures with microseconds of each for each of its `per`."""
        before = self.seconds()
        found = work()
        after = self.seconds()
        receiver, postgres = ((end - begin) / max(found[per], 1) for begin, end in zip(before, after, strict=True))
        return {**found, "receiver_us": round(receiver * 1e6, 1), "postgres_us": round(postgres * 1e6, 1)}


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)
