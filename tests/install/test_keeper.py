"""A kept process comes back when it dies, and leaves when told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kokong.install import supervisor
from kokong.install.keeper import Keeper
from kokong.kernel import installation
from kokong.kernel.errors import UserError

KEEPER = [sys.executable, "-m", "kokong.install.keeper", sys.executable, "-c"]
LIVES = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"


def started(path: Path, count: int) -> list[int]:
    """Process numbers, once so many have started."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        numbers = path.read_text().split() if path.exists() else []
        if len(numbers) >= count:
            return [int(number) for number in numbers]
        time.sleep(0.02)
    raise AssertionError(f"{count} starts were expected")


def alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{number}/stat").read_text().split()[2] != "Z"


def gone(number: int) -> bool:
    until = time.monotonic() + 10
    while alive(number) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(number)


def test_killed_it_comes_back_and_told_to_it_leaves(tmp_path: Path) -> None:
    note = tmp_path / "starts"
    keeper = subprocess.Popen([*KEEPER, LIVES, str(note)], stderr=subprocess.DEVNULL)
    os.kill(started(note, 1)[0], signal.SIGKILL)
    second = started(note, 2)[1]
    keeper.terminate()
    keeper.wait(timeout=10)
    assert gone(second)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
def test_a_keeper_killed_takes_its_process_with_it(tmp_path: Path) -> None:
    note = tmp_path / "starts"
    keeper = subprocess.Popen([*KEEPER, LIVES, str(note)], stderr=subprocess.DEVNULL)
    (first,) = started(note, 1)
    keeper.kill()
    keeper.wait(timeout=10)
    assert gone(first)


@pytest.mark.parametrize("code", [0, 1, 3])
def test_a_command_that_refuses_to_start_is_not_tried_again(code: int) -> None:
    pauses: list[float] = []
    assert Keeper([sys.executable, "-c", f"raise SystemExit({code})"], pause=pauses.append).run() == code
    assert pauses == []


@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_a_taken_alarm_port_is_told_before_anything_starts(kind: str) -> None:
    with socket.socket(socket.AF_INET, getattr(socket, kind)) as taken:
        taken.bind(("127.0.0.1", 0))
        if kind == "SOCK_STREAM":
            taken.listen()
        here = replace(installation.current(), port=_free(), alarm_port=taken.getsockname()[1])
        with pytest.raises(UserError, match="KOKONG_ALARM_PORT"):
            supervisor.refuse_taken_port(here)
        supervisor.refuse_taken_port(replace(here, alarm_port=0))


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
