"""Many readers at once against the real web server, and what that costs it: helpers, no benchmark.

The readers are processes with plain sockets that send a request again as soon as they have its whole answer, so
that they take a small part of the time that the server does. What a core gives is requests by each second that the
server's processes computed: beside other work on the same machine it stays the same.
"""

import gzip
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import httpx

READERS: Final = 4
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running web server: where it answers, and its first process."""

    port: int
    process: int

    def computed(self) -> float:
        """Seconds that it and all processes below it have computed until now."""
        return sum(_computed(each) for each in _family(self.process))


@dataclass(frozen=True)
class Load:
    """What a while of load gave: `computed` are the server's seconds, `passed` those of the clock."""

    requests: int
    passed: float
    computed: float

    @property
    def per_core(self) -> float:
        """Requests for each second that the server computed."""
        return self.requests / self.computed


def _family(root: int) -> set[int]:
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # ended meanwhile
            continue
        below.setdefault(parent, []).append(int(folder.name))
    found, waiting = set(), [root]
    while waiting:
        found.add(one := waiting.pop())
        waiting += below.get(one, [])
    return found


def _computed(process: int) -> float:
    """Of one process and of those it has waited for."""
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, parts[11:15])) / TICKS


def free_port() -> int:
    """A port that nobody listens to."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def server(port: int) -> Iterator[Server]:
    """The web server as `kokong up` starts it, on a port."""
    from dataclasses import replace

    from kokong.install import supervisor
    from kokong.kernel import installation

    here = replace(installation.current(), port=port)
    asked = {**os.environ, **supervisor.environment("web"), "KOKONG_PORT": str(port)}
    process = subprocess.Popen(supervisor.commands(here)["web"].split(), env=asked)
    try:
        _until_ready(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _until_ready(port: int) -> None:
    for _ in range(600):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=30).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit("The web server did not start.")


def ask(port: int, path: str) -> tuple[int, bytes]:
    """One request over a connection of its own: status and plain body."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as wire:
        wire.sendall(_request(path))
        status, body, _length = _answer(wire)
        return status, body


def _request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode()


def _answer(wire: socket.socket) -> tuple[int, bytes, int]:
    """Status, body and bytes of the whole answer."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(wire)
    head, _end, body = got.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    length = int(fields[b"content-length"])
    while len(body) < length:
        body += _more(wire)
    plain = gzip.decompress(body) if fields.get(b"content-encoding") == b"gzip" else body
    return int(head.split()[1]), plain, len(head) + 4 + length


def _more(wire: socket.socket) -> bytes:
    got = wire.recv(1 << 16)
    if not got:
        raise ConnectionError
    return got


def load(running: Server, paths: Sequence[str], *, seconds: float) -> Load:
    """Ask for the paths in turn, by several readers over connections that stay open."""
    context = get_context("spawn")
    with context.Pool(READERS) as pool:
        pool.map(_read, [(running.port, paths, 0, 0.0)] * READERS)  # they are there
        computed, began = running.computed(), time.monotonic()
        work = [(running.port, paths, each * len(paths) // READERS, seconds) for each in range(READERS)]
        requests = sum(pool.map(_read, work, chunksize=1))
        return Load(requests, time.monotonic() - began, running.computed() - computed)


def _read(work: tuple[int, Sequence[str], int, float]) -> int:
    """Requests that one reader had answered; it begins at `first`."""
    port, paths, first, seconds = work
    asked = [_request(path) for path in paths]
    until, count = time.monotonic() + seconds, 0
    with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as wire:
        while time.monotonic() < until:
            wire.sendall(asked[(first + count) % len(asked)])
            _well(wire)
            count += 1
    return count


def _well(wire: Any) -> None:
    """Take an answer to its end without looking into it; anything but 200 ends the benchmark."""
    got = wire.recv(1 << 16)
    if not got.startswith(b"HTTP/1.1 200"):
        raise SystemExit(f"Answered {got[:200]!r}")
    while (end := got.find(b"\r\n\r\n")) < 0:
        got += _more(wire)
    at = got.lower().find(b"content-length: ", 0, end) + 16
    left = int(got[at : got.find(b"\r\n", at)]) - (len(got) - end - 4)
    while left > 0:
        left -= len(_more(wire))
