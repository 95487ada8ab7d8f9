"""The processes of a running installation under one supervisor: web, worker and alarms start and stop together.

Each has a keeper: killed, it comes back by itself and takes nothing with it. An alarm is received while the pages
are away.
"""

import fcntl
import os
import shlex
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import httpx
from honcho.manager import Manager

from kokong.kernel import measure
from kokong.kernel.errors import UserError
from kokong.kernel.installation import Installation, own_folder

READY_SECONDS = 60


def refuse_taken_port(here: Installation) -> None:
    """Raises UserError when somebody else listens on one of this installation's ports."""
    _refuse(here.bind, here.port, setting="KOKONG_PORT", kinds=(socket.SOCK_STREAM,))
    if here.alarm_port:
        both = (socket.SOCK_STREAM, socket.SOCK_DGRAM)
        _refuse(here.alarm_bind, here.alarm_port, setting="KOKONG_ALARM_PORT", kinds=both)


def _refuse(address: str, port: int, *, setting: str, kinds: tuple[int, ...]) -> None:
    for kind in kinds:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, kind) as probe:
            if kind == socket.SOCK_STREAM:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError as error:
                raise UserError(
                    f"Port {port} is taken, perhaps by another copy of Kokong. Nothing was started. "
                    f"Stop the other one, or set {setting} to a free port."
                ) from error


def wait_for_turn(here: Installation, *, say: Callable[[str], None]) -> Callable[[], None]:
    """Hold back others who start in the same data folder, until the answer is called or this process ends."""
    own_folder(here.home)
    file = (here.home / "start.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another start in the same folder")
        fcntl.flock(file, fcntl.LOCK_EX)
    return file.close


def commands(here: Installation) -> dict[str, str]:
    """The command line of each process, by name."""
    python = shlex.quote(sys.executable)
    keeper = f"{python} -m kokong.install.keeper"
    kept = f"{keeper} {python} -m kokong"
    measures = {
        name: f"{kept} {words}"
        for _measure, processes in measure.each("processes")
        for name, words in processes(here).items()
    }
    return {"web": f"{keeper} {shlex.join(web(here))}", "worker": f"{kept} worker", **measures}


def web(here: Installation) -> list[str]:
    """The words that serve the pages."""
    words = (
        f"-m gunicorn kokong.config.wsgi:application --bind {here.bind}:{here.port}"
        " --worker-class kokong.install.patience.PatientWorker --workers 2 --threads 20"
        " --timeout 60 --graceful-timeout 3 --keep-alive 75"
        " --config python:kokong.install.serving --no-control-socket"
    )
    return [sys.executable, *words.split()]


def environment(name: str) -> dict[str, str]:
    """What the process called `name` finds in its environment: first of all whose role it has in the database."""
    return {"KOKONG_PROCESS": name, "PYTHONUNBUFFERED": "1"}


def run(here: Installation, *, ready: Callable[[], None]) -> int:
    """Run every process until one ends or the supervisor is told to stop; `ready` is called once pages answer.

    Returns the exit code of the process that ended first, 0 after Ctrl-C or SIGTERM.
    """
    manager = Manager()
    for name, command in commands(here).items():
        manager.add_process(name, command, quiet=False, env={**os.environ, **environment(name)})
    threading.Thread(target=_announce, args=(here, ready), daemon=True).start()
    manager.loop()
    code = int(manager.returncode or 0)
    return 0 if code in {-2, -15, 130, 143} else code


def _announce(here: Installation, ready: Callable[[], None]) -> None:
    url = f"http://{'127.0.0.1' if here.bind == '0.0.0.0' else here.bind}:{here.port}/readyz"
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with suppress(httpx.TransportError):  # not listening yet
            if httpx.get(url, timeout=5).status_code == 200:
                ready()
                return
        time.sleep(0.2)
    sys.stderr.write(f"The pages did not answer within {READY_SECONDS} seconds; see the lines above.\n")
