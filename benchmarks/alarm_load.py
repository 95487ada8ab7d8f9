"""Panels for the alarm benchmarks, in a process of their own: one frame outstanding on each connection.

Reads a JSON description on standard input, prints one JSON line. Frames are made beforehand; plain replies are
compared byte for byte as they come, encrypted ones are opened afterwards. A connection that is lost, or silent for
`retry_s`, is opened again and the same frame sent once more, as a panel does.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, cast

import numpy as np
import uvloop

from kokong.dc09 import Key, acknowledge, compose, open_frame, read_frame

RECONNECT_S = 0.02
WATCH_S = 0.1


@dataclass
class Load:
    """What to send: `events` in all, made beforehand; with `until_told` without end, until a second line comes."""

    port: int
    accounts: list[str]
    events: int = 0
    key: str = ""
    retry_s: float = 5.0
    until_told: bool = False
    host: str = "127.0.0.1"


@dataclass
class Result:
    """What came of it."""

    wrong: int = 0
    lost: int = 0
    taken: list[float] = field(default_factory=list)
    replies: list[tuple[bytes, bytes]] = field(default_factory=list)


def frame(account: str, number: int, key: Key | None, sent: datetime) -> bytes:
    """The event `number` of an account: a burglary alarm whose zone is the number."""
    echo = b"%04dR0L0#%b" % (number % 9999 + 1, account.encode())
    data = b"#%b|Nri1/BA%X" % (account.encode(), number)
    return compose("SIA-DCS", echo, data, sent=sent if key else None, key=key)


def frames(account: str, numbers: Iterable[int], key: Key | None) -> Iterator[tuple[bytes, bytes]]:
    """Frames, each with the plain reply that is due, or nothing where it is encrypted."""
    made_at = now()
    for number in numbers:
        made = frame(account, number, key, made_at)
        yield made, b"" if key else acknowledge(read_frame(made), now=made_at)


def now() -> datetime:
    """Aware."""
    return datetime.now(UTC)


class Panel(asyncio.Protocol):
    """One connection after another, until everything is acknowledged."""

    def __init__(self, crew: "Crew", account: str, load: Load) -> None:
        self._crew, self._account, self._load = crew, account, load
        self._key = Key.from_ascii(load.key) if load.key else None
        self._now: tuple[bytes, bytes] | None = None
        self.acknowledged = 0
        self._rest = b""
        self._wire: asyncio.Transport | None = None
        self.sent_at = 0.0
        numbers = count(1) if load.until_told else range(1, load.events + 1)
        made = frames(account, numbers, self._key)
        self._todo = made if load.until_told else iter(list(made))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send what is outstanding."""
        self._wire, self._rest = cast("asyncio.Transport", transport), b""
        if self._now is None:
            self._next()
        else:
            self._send(self._fresh())

    def _fresh(self) -> bytes:
        """The outstanding frame as a retry: encrypted anew with the time of now."""
        assert self._now is not None
        if self._key is None:
            return self._now[0]
        return frame(self._account, self.acknowledged + 1, self._key, now())

    def _send(self, data: bytes) -> None:
        assert self._wire is not None
        self.sent_at = time.perf_counter()
        self._wire.write(data)

    def _next(self) -> None:
        self._now = None if self._crew.stopping else next(self._todo, None)
        if self._now is None:
            self._crew.done(self)
            if self._wire is not None:
                self._wire.close()
        else:
            self._send(self._now[0])

    def data_received(self, data: bytes) -> None:
        """One reply at a time, for one frame is outstanding."""
        self._rest += data
        if not self._rest.endswith(b"\r") or self._now is None:
            return
        reply, self._rest = self._rest, b""
        result = self._crew.result
        if self._key is not None:
            result.replies.append((self._now[0], reply))
        elif reply != self._now[1]:
            result.wrong += 1
            return
        result.taken.append(time.perf_counter() - self.sent_at)
        self.acknowledged += 1
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        """Open it again, unless everything is sent."""
        self._wire = None
        if self._now is not None:
            self._crew.result.lost += 1
            self._crew.open(self)

    def give_up(self, now: float) -> None:
        """Close a connection that has not answered in time."""
        if self._wire is not None and self._now is not None and now - self.sent_at > self._load.retry_s:
            self._wire.abort()


class Crew:
    """All panels."""

    def __init__(self, load: Load) -> None:
        self.load, self.result, self.stopping = load, Result(), False
        self._loop = asyncio.get_running_loop()
        share = load.events
        load.events = share // len(load.accounts)
        self.panels = [Panel(self, account, load) for account in load.accounts]
        self._left = set(self.panels)
        self._all_done = asyncio.Event()
        self._opening: set[asyncio.Task[None]] = set()

    def done(self, panel: Panel) -> None:
        """A panel has nothing left to send."""
        self._left.discard(panel)
        if not self._left:
            self._all_done.set()

    def open(self, panel: Panel) -> None:
        """Connect, again and again."""
        task = asyncio.ensure_future(self._open(panel))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    async def _open(self, panel: Panel) -> None:
        while True:
            try:
                await self._loop.create_connection(lambda: panel, self.load.host, self.load.port)
            except OSError:
                await asyncio.sleep(RECONNECT_S)
            else:
                return

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_S)
            now = time.perf_counter()
            for panel in self.panels:
                panel.give_up(now)

    async def run(self) -> dict[str, Any]:
        """Send everything; the figures."""
        watch = asyncio.ensure_future(self._watch())
        began, processor = time.perf_counter(), time.process_time()
        for panel in self.panels:
            self.open(panel)
        if self.load.until_told:
            self._loop.add_reader(sys.stdin.fileno(), self._told)
        await self._all_done.wait()
        seconds, processor = time.perf_counter() - began, time.process_time() - processor
        watch.cancel()
        return self._figures(seconds, processor)

    def _told(self) -> None:
        self.stopping = True
        self._loop.remove_reader(sys.stdin.fileno())

    def _figures(self, seconds: float, processor: float) -> dict[str, Any]:
        taken = np.array(self.result.taken) * 1000
        return {
            "acknowledged": {panel._account: panel.acknowledged for panel in self.panels},
            "events": len(taken),
            "seconds": round(seconds, 3),
            "per_second": round(len(taken) / seconds),
            "p50_ms": round(float(np.percentile(taken, 50)), 3),
            "p99_ms": round(float(np.percentile(taken, 99)), 3),
            "wrong_replies": self.result.wrong + sum(map(self._is_wrong, self.result.replies)),
            "connections_lost": self.result.lost,
            "generator_us": round(processor / max(len(taken), 1) * 1e6, 1),
        }

    def _is_wrong(self, pair: tuple[bytes, bytes]) -> bool:
        asked, reply = (read_frame(one) for one in pair)
        opened = open_frame(reply, key=Key.from_ascii(self.load.key), now=now())
        return (opened.id, reply.encrypted, reply.echo) != ("ACK", True, asked.echo)


async def main() -> None:
    """Read what to do, say `ready` once the frames are made, begin at the next line, print the figures."""
    crew = Crew(Load(**json.loads(sys.stdin.readline())))
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(await crew.run()), flush=True)


if __name__ == "__main__":
    uvloop.run(main())
