"""What the benchmark of sending is made of: a kind of alert with its audience, a sink, and workers as processes.

Run as `python -m benchmarks.sending_rig` it is a worker that knows the kind, and else as `kokong worker`.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

KIND = "bench.alert"
DOMAINS = 50


def declare() -> None:
    """The kind: an alert by e-mail, in Swedish or English, which readers can unsubscribe from."""
    from kokong.sending import api

    alert = api.Kind(
        KIND, "Alert", compose=_say, offers=("email",), usual=("email",), audience=_page, purpose="alerts",
        agree=_agree, urgent=True,
    )  # fmt: skip
    api.declare(alert)


def _page(asked: Any, after: str, limit: int) -> Any:
    """Members by number, in some mail domains, every fifth of whom reads English."""
    from kokong.sending import api

    first = int(after or 0)
    last = min(first + limit, asked.audience["members"])
    told = [
        api.To(email=f"member{n}@d{n % DOMAINS}.example", known_as=f"member {n}", language="sv" if n % 5 else "en")
        for n in range(first, last)
    ]
    return api.Page(told, str(last) if last < asked.audience["members"] else "")


def _agree(dues: Sequence[Any], _now: datetime) -> set[int]:
    return {due.id for due in dues}


def _say(due: Any, _now: datetime) -> Any:
    from django.utils.translation import gettext as _

    from kokong.sending import api

    return api.Said(_("Today"), f"{_('Advice')}: {due.context['text']}", "/advice/")


@dataclass(frozen=True)
class Sink:
    """The mail server's process, and what it has taken."""

    port: int
    file: Path

    def taken(self) -> list[tuple[float, str]]:
        """When (seconds) and for whom, in order; half a line at the end is not there yet."""
        lines = self.file.read_text(encoding="ascii").rpartition("\n")[0].splitlines()
        return [(float(at), who) for at, _space, who in (line.partition(" ") for line in lines)]

    def count(self) -> int:
        """How many letters it has taken."""
        return self.file.read_bytes().count(b"\n")


@contextmanager
def sink() -> Iterator[Sink]:
    """A sink of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "taken"
        file.touch()
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.sending_sink", str(file)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        try:
            yield Sink(int(process.stdout.readline()), file)
        finally:
            process.terminate()
            process.wait(10)


def worker(to: Sink) -> subprocess.Popen[bytes]:
    """Start one; each sends one batch at a time."""
    environment = {
        **os.environ, "KOKONG_EMAIL_URL": f"smtp://127.0.0.1:{to.port}", "KOKONG_MAIL_PER_SECOND_AND_DOMAIN": "0",
        "KOKONG_PROCESS": "worker",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-m", "benchmarks.sending_rig"], env=environment)


@contextmanager
def workers(number: int, to: Sink) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many, ended afterwards; whoever kills one puts another in its place in the list."""
    running = [worker(to) for _ in range(number)]
    try:
        yield running
    finally:
        for each in running:
            each.send_signal(signal.SIGTERM)
        for each in running:
            each.wait(30)


def cpu(processes: Sequence[int]) -> float:
    """Seconds of computing that processes have had so far: what a busy machine doesn't change."""
    ticks = 0
    for pid in processes:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Pace:
    """Letters that came in so many seconds, and the seconds of computing that their senders had for it."""

    letters: int
    seconds: float
    computing: float

    @property
    def rate(self) -> float:
        """Letters a second."""
        return self.letters / self.seconds

    @property
    def own(self) -> float:
        """Letters for each second of computing of whoever sends."""
        return self.letters / self.computing if self.computing else float("nan")


def pace(to: Sink, letters: int, processes: Sequence[int], *, seconds: float) -> Pace | None:
    """Measured from the first letters to so many; None where they don't come in time."""
    if not wait(lambda: to.count() > 0, seconds=seconds):
        return None
    before, began, spent = to.count(), time.monotonic(), cpu(processes)
    if not wait(lambda: to.count() >= letters, seconds=seconds, every=0.05):
        return None
    return Pace(to.count() - before, time.monotonic() - began, cpu(processes) - spent)


def wait(until: Callable[[], bool], *, seconds: float, every: float = 0.25) -> bool:
    """Whether it came true in time."""
    over = time.monotonic() + seconds
    while time.monotonic() < over:
        if until():
            return True
        time.sleep(every)
    return until()


if __name__ == "__main__":
    from kokong.kernel.terminal import begin

    begin()
    declare()
    from kokong.kernel import working

    working.run()
