"""What faults are tried on: the real product on a small disk, with a mail server and names of its own; a helper.

Root starts it, since disks are mounted and names are changed for it alone.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import psutil
import psycopg

from kokong.kernel import installation

from .alarm_rig import free_port

DISK: Final = "1500m"
MAIL: Final = "mail.kokong.invalid"
WHO: Final = ("samordnare@havsvik.example", "kokong-demonstration")
FAKE: Final = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
PAGES: Final = ("/", "/burglaries/", "/map/", "/tasks/", "/cocoons/", "/signs/", "/watch/", "/effect/",
                "/account/people/", "/k/havsvik/")  # fmt: skip
PATIENCE_S: Final = 90.0
_SEED: Final = (
    "from kokong.kernel.terminal import begin; begin(); from kokong.simulation.staging import seeding;"
    "seeding.seed(print); from benchmarks.alarm_rig import enrol; enrol(200, code='9901')"
)


@dataclass
class Sink:
    """A mail server that can be cut: it keeps its port and what it has taken."""

    file: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Take letters from now on."""
        words = [sys.executable, "-m", "benchmarks.sending_sink", str(self.file), str(self.port)]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.process.stdout.readline()

    def cut(self) -> None:
        """Be gone."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(10)

    def taken(self) -> list[str]:
        """For whom, in order."""
        return [line.partition(" ")[2] for line in self.file.read_text(encoding="ascii").splitlines()]


@dataclass
class Product:
    """`kokong up` as a process, in a folder on a small disk."""

    home: Path
    sink: Sink
    hosts: Path
    port: int
    alarm_port: int
    metrics_port: int
    moved: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What it and its commands are told. `moved`: a file that says how far its clock is off."""
        plain = {
            **os.environ, "KOKONG_HOME": str(self.home), "KOKONG_PORT": str(self.port), "KOKONG_DATABASE_URL": "",
            "KOKONG_ALARM_PORT": str(self.alarm_port), "KOKONG_EMAIL_URL": f"smtp://{MAIL}:{self.sink.port}",
            "KOKONG_METRICS_PORT": str(self.metrics_port), "KOKONG_DEMO": "1",  # no second step
        }  # fmt: skip
        plain.pop("KOKONG_PROCESS", None)
        if self.moved is None:
            return plain
        return plain | {
            "LD_PRELOAD": FAKE, "FAKETIME_TIMESTAMP_FILE": str(self.moved), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_DISABLE_SHM": "1",
        }  # fmt: skip

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    def _alone(self, *words: str) -> list[str]:
        """Words run where the names of machines are this product's own."""
        return ["unshare", "-m", "sh", "-c", f'mount --bind {self.hosts} /etc/hosts; exec "$@"', "sh", *words]

    def begin(self) -> None:
        """Start it, and wait for the pages."""
        with (self.home.parent / "product.log").open("ab") as log:
            words = self._alone(sys.executable, "-m", "kokong", "up")
            self.process = subprocess.Popen(words, env=self.environment, stdout=log, stderr=log)
        if self.back() is None:
            raise SystemExit((self.home.parent / "product.log").read_text()[-3000:])

    def end(self) -> None:
        """Stop it as Ctrl-C does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def doctor(self) -> set[str]:
        """The parts that the doctor wants mended."""
        words = self._alone(sys.executable, "-m", "kokong", "doctor")
        told = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False, timeout=90)
        found = re.findall(r"^(?:MEND|ok  ) (.{11})", told.stdout, re.MULTILINE)
        wrong = re.findall(r"^MEND (.{11})", told.stdout, re.MULTILINE)
        return {part.strip() for part in wrong} if found else {f"the doctor failed: {told.stderr[-300:]}"}

    def parts(self) -> dict[str, psutil.Process]:
        """Its processes by name; each has a keeper above it."""
        assert self.process is not None
        found: dict[str, psutil.Process] = {}
        for each in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.Error):
                words = " ".join(each.cmdline())
                for name, sign in (("web", "gunicorn"), ("worker", "kokong worker"), ("raiser", "alarms raise"),
                                   ("receiver", "alarms serve")):  # fmt: skip
                    if sign in words and "install.keeper" not in words and "sh -c" not in words:
                        found.setdefault(name, each)
        return found

    def back(self) -> float | None:
        """Seconds until every page is shown; None where that takes too long."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE_S:
            with suppress(httpx.HTTPError), httpx.Client(base_url=self.url, timeout=10) as client:
                if signed_in(client) and all(client.get(page).status_code == 200 for page in PAGES):
                    return time.monotonic() - began
            time.sleep(0.1)
        return None

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection[Any]]:
        """Past every policy."""
        from kokong.install import embedded

        embedded.revive(self.home)
        where = embedded.ensure_running(self.home).conninfo(user="postgres", database="kokong")
        with psycopg.connect(where, autocommit=True) as link:
            yield link


def signed_in(client: httpx.Client) -> bool:
    """Sign the coordinator in; False where the pages can't."""
    client.get("/account/login/")
    answer = client.post("/account/login/", data={"login": WHO[0], "password": WHO[1]}, headers=token(client))
    return answer.status_code == 302


def token(client: httpx.Client) -> dict[str, str]:
    """The header with which a form is believed."""
    return {"X-CSRFToken": next((v for k, v in client.cookies.items() if k.startswith("kokong_csrf")), "")}


class Inviter(threading.Thread):
    """A coordinator who invites a colleague each half second, and notes who was confirmed on the page."""

    def __init__(self, product: Product, start: int) -> None:
        super().__init__(daemon=True)
        self._product, self._number, self._over = product, start, threading.Event()
        self.confirmed: list[str] = []
        self.sent: list[str] = []

    def run(self) -> None:
        """Until `stop`."""
        while not self._over.is_set():
            with suppress(httpx.HTTPError), httpx.Client(base_url=self._product.url, timeout=15) as client:
                if signed_in(client):
                    self._invite(client)
            self._over.wait(0.2)

    def _invite(self, client: httpx.Client) -> None:
        while not self._over.wait(0.5):
            self._number += 1
            address = f"person{self._number}@prov.example"
            self.sent.append(address)
            data = {"email": address, "name": f"Person {self._number}", "roles": "visitor"}
            answer = client.post("/account/people/", data=data, headers=token(client))
            if answer.status_code == 302 and "login" not in answer.headers["location"]:
                self.confirmed.append(address)
            else:
                return

    def stop(self) -> int:
        """The number that the next one goes on from."""
        self._over.set()
        self.join(60)
        return self._number


@contextmanager
def product(*, moved: bool = False) -> Iterator[Product]:
    """The product with the demonstration's town in it, on a disk of its own."""
    with tempfile.TemporaryDirectory(prefix="kokong-faults-") as name:
        folder, disk = Path(name), Path(name) / "disk"
        folder.chmod(0o755)
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)], check=True)
        sink = Sink(folder / "letters")
        sink.file.touch()
        hosts = folder / "hosts"
        hosts.write_text(f"{Path('/etc/hosts').read_text()}\n127.0.0.1 {MAIL}\n")
        clock = folder / "clock"
        clock.write_text("+0\n")
        made = Product(disk / "home", sink, hosts, free_port(), free_port(), 20_000 + free_port() % 10_000,
                       clock if moved else None)  # fmt: skip
        try:
            os.environ.update(
                KOKONG_HOME=str(made.home), KOKONG_ALARM_PORT=str(made.alarm_port), KOKONG_DATABASE_URL=""
            )
            installation.current.cache_clear()
            _seed(made)
            sink.begin()
            made.begin()
            yield made
        finally:
            _clear(made, disk)


def _seed(made: Product) -> None:
    plain = {name: value for name, value in made.environment.items() if name != "LD_PRELOAD"}
    words = [sys.executable, "-c", _SEED]
    subprocess.run(words, env={**plain, "KOKONG_DEMO": "1"}, check=True, stdout=subprocess.DEVNULL)


def _clear(made: Product, disk: Path) -> None:
    """Whatever state the fault has left it in."""
    from kokong.install import embedded

    if made.process and made.process.poll() is None:
        below = psutil.Process(made.process.pid).children(recursive=True)
        made.end()
        for each in below:
            with suppress(psutil.Error):
                each.kill()
    embedded.stop(made.home)
    if made.sink.process and made.sink.process.poll() is None:
        made.sink.cut()
    subprocess.run(["umount", "-l", str(disk)], check=False)
