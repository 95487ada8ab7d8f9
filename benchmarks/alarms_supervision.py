"""A hundred thousand panels polling every 20 seconds beside 1,000 alarms a second; then some of them fall silent.

Polls are datagrams, alarms come over connections. After everybody has polled, a part goes silent; each of these,
and nobody else, must have a line fault at 1.1 times the interval. Prints one JSON document last.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import numpy as np
import psutil
import uvloop

from kokong.dc09 import acknowledge, compose, read_frame

from . import alarm_rig as rig
from .alarm_load import now

INTERVAL_S = 20
STEP_S = 0.01
RETRY_S = 1.0
LINES = 50
SILENT = 0.01
AFTER_S = 1.1 * INTERVAL_S + 3


class Polls(asyncio.DatagramProtocol):
    """Every panel's polls over one socket; one that isn't acknowledged in time is sent again, as panels do."""

    def __init__(self, accounts: list[str]) -> None:
        self._frames = [compose("NULL", b"0000R0L0#" + account.encode(), b"") for account in accounts]
        self._replies = [acknowledge(read_frame(one), now=now()) for one in self._frames]
        self._open: dict[bytes, tuple[int, float]] = {}
        self.sent = self.again = 0
        self.taken: list[float] = []
        self.wire: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is there."""
        self.wire = cast("asyncio.DatagramTransport", transport)

    def send(self, start: int, stop: int) -> None:
        """Poll for these panels."""
        self.sent += stop - start
        for number in range(start, stop):
            self._send(number)

    def _send(self, number: int) -> None:
        assert self.wire is not None
        self.wire.sendto(self._frames[number])
        self._open[self._replies[number]] = number, time.perf_counter()

    def try_again(self) -> None:
        """Send what has waited for too long once more."""
        late = time.perf_counter() - RETRY_S
        for number, at in list(self._open.values()):
            if at > late:
                break  # they are in the order they were sent
            del self._open[self._replies[number]]
            self._send(number)
            self.again += 1

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """An acknowledgement, byte for byte."""
        if found := self._open.pop(data, None):
            self.taken.append(time.perf_counter() - found[1])

    @property
    def unanswered(self) -> int:
        """Polls still without an acknowledgement."""
        return len(self._open)


class Alarms(asyncio.Protocol):
    """One connection that sends an alarm when told to, once the last one is acknowledged."""

    def __init__(self, account: str) -> None:
        self._account, self._number, self._began = account, 0, 0.0
        self.taken: list[float] = []
        self.wire: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Connected."""
        self.wire = cast("asyncio.Transport", transport)

    def send(self) -> None:
        """The next alarm, unless one is outstanding."""
        if self.wire is not None and not self._began:
            self._number += 1
            echo = f"{self._number % 9999 + 1:04}R0L0#{self._account}".encode()
            self._began = time.perf_counter()
            self.wire.write(compose("SIA-DCS", echo, f"#{self._account}|Nri1/BA{self._number:X}".encode()))

    def data_received(self, data: bytes) -> None:
        """Acknowledged."""
        self.taken.append(time.perf_counter() - self._began)
        self._began = 0.0


async def load(accounts: list[str], port: int, per_second: int) -> dict[str, Any]:
    """Two rounds of everybody's polls, then one without the silent ones; alarms all the while."""
    loop = asyncio.get_running_loop()
    _, polls = await loop.create_datagram_endpoint(lambda: Polls(accounts), remote_addr=("127.0.0.1", port))
    lines = [Alarms(account) for account in accounts[:LINES]]
    for line in lines:
        await loop.create_connection(partial(_itself, line), "127.0.0.1", port)
    kept = len(accounts) - int(len(accounts) * SILENT)
    for panels, seconds in ((len(accounts), 2 * INTERVAL_S), (kept, AFTER_S)):
        await _rounds(polls, lines, panels=panels, seconds=seconds, per_second=per_second)
    ended = time.time()
    await asyncio.sleep(RETRY_S)
    return {
        "polls": polls.sent,
        "polls_sent_again": polls.again,
        "polls_unanswered": polls.unanswered,
        "polls_p99_ms": round(float(np.percentile(polls.taken, 99)) * 1000, 2),
        "alarms": sum(len(line.taken) for line in lines),
        "alarms_p99_ms": round(float(np.percentile([t for line in lines for t in line.taken], 99)) * 1000, 2),
        "seconds": 2 * INTERVAL_S + AFTER_S,
        "ended": ended,
    }


async def _rounds(polls: Polls, lines: list[Alarms], *, panels: int, seconds: float, per_second: int) -> None:
    began, done, told = time.perf_counter(), 0, 0
    while (passed := time.perf_counter() - began) < seconds:
        due = int(passed / INTERVAL_S * panels)
        while done < due:
            stop = min(due, done - done % panels + panels)
            polls.send(done % panels, (stop - 1) % panels + 1)
            done = stop
        while told < passed * per_second:
            lines[told % len(lines)].send()
            told += 1
        polls.try_again()
        await asyncio.sleep(STEP_S)


def _itself(line: Alarms) -> Alarms:
    return line


def faults(silent: int, ended: float) -> dict[str, Any]:
    """The line faults raised while the others polled, and how long after the last message."""
    with rig.database() as connection:
        rows = connection.execute(
            "SELECT a.account, extract(epoch FROM e.received - l.heard)::float8 FROM alarms_event e"
            " JOIN alarms_account a ON a.id = e.account_id JOIN alarms_liveness l ON l.account_id = a.id"
            " WHERE e.kind = 'line_fault' AND e.received < to_timestamp(%s)",
            [ended],
        ).fetchall()
    after = [float(row[1]) / INTERVAL_S for row in rows]
    return {
        "silent": silent,
        "line_faults": len(rows),
        "intervals_until_fault": {"least": _rounded(min, after), "most": _rounded(max, after)},
    }


def _rounded(which: Callable[..., float], values: list[float]) -> float:
    return round(which(values, default=0.0), 3)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--alarms", type=int, default=1_000, help="a second")
    parser.add_argument("--load", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.load:
        accounts = sys.stdin.readline().split()
        print(json.dumps(uvloop.run(load(accounts, rig.port(), wanted.alarms))))
        return 0
    with rig.home():
        accounts = rig.enrol(wanted.accounts, interval=INTERVAL_S)
        with rig.receiving() as receiver:
            processor = rig.Processor(psutil.Process(receiver.process.pid), psutil.Process(rig.postmaster_pid()))
            found = processor.during(lambda: _apart(accounts), per="polls")
            time.sleep(1)
            result = {**found, **faults(int(wanted.accounts * SILENT), found.pop("ended"))}
    most = result["intervals_until_fault"]["most"]
    result["held"] = (
        result["line_faults"] == result["silent"]
        and 1.0 < most <= 1.1
        and result["alarms"] >= 0.98 * wanted.alarms * result["seconds"]
        and result["polls_unanswered"] == 0
    )
    print(json.dumps(result, indent=2))
    return 0 if result["held"] else 1


def _apart(accounts: list[str]) -> dict[str, Any]:
    """The panels in a process of their own."""
    command = [sys.executable, "-m", "benchmarks.alarms_supervision", *sys.argv[1:], "--load"]
    done = subprocess.run(command, input=" ".join(accounts) + "\n", stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
