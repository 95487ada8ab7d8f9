"""A receiver on the test database, panels that talk to it over real sockets, and the rows they leave."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

import uvloop
from django.db import connection, connections

from kokong.dc09 import Key, Quirk, compose, context
from kokong.install import embedded
from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality
from kokong.measures.alarms import models
from kokong.measures.alarms.panels import sealing
from kokong.measures.alarms.receiver.counts import Counts
from kokong.measures.alarms.receiver.database import Database
from kokong.measures.alarms.receiver.limits import Limits
from kokong.measures.alarms.receiver.server import Receiver, Settings
from tests import waiting
from tests.waiting import PATIENT


def now() -> datetime:
    return datetime.now(UTC)


def enrol(
    account: str = "1234", *, receiver: str = "0", line: str = "0", key: Key | None = None, **more: Any
) -> int:
    """Enrol a panel in the first municipality; its id."""
    here = context(account, receiver, line)
    sealed = sealing.sealer(installation.current()).seal(key.material) if key else None
    with tenancy.scope(municipality_id=Municipality.objects.order_by("pk")[0].pk):
        row = models.Account.objects.create(
            account=here.account, receiver=here.receiver, line=here.line, key_sealed=sealed,
            key_notation="hex" if key else "", enrolled=now(), **more,
        )  # fmt: skip
        return row.pk


def sql(statement: str, *values: Any) -> list[Any]:
    """Ask the database with the receiver's authority."""
    with tenancy.scope(municipality_id=None, authority="receiver"), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def events(columns: str = "code", *, where: str = "true") -> list[Any]:
    """Columns of the events stored, in order; single ones as they are."""
    found = sql(f"SELECT {columns} FROM alarms_event WHERE {where} ORDER BY id")
    return [row[0] if len(row) == 1 else row for row in found]


until = waiting.until


@dataclass
class Running:
    """A receiver that is ready."""

    port: int
    counts: Counts
    lines: list[socket.socket] = field(default_factory=list)

    def line(self) -> "Line":
        """A panel's connection."""
        made = Line(self.port)
        self.lines.append(made.socket)
        return made

    def ask(self, frame: bytes) -> bytes:
        """Send a frame over a connection of its own; the reply, nothing where there is none in half a second."""
        return self.line().send(frame).reply(0.5)

    def datagram(self, frame: bytes, seconds: float = 0.5) -> bytes:
        """Send a frame as a datagram; the reply."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as panel:
            panel.settimeout(seconds)
            panel.sendto(frame, ("127.0.0.1", self.port))
            with contextlib.suppress(TimeoutError):
                return panel.recv(8192)
        return b""


class Line:
    """One connection of a panel."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 5)
        self._rest = b""

    def send(self, *frames: bytes) -> Self:
        self.socket.sendall(b"".join(frames))
        return self

    def reply(self, seconds: float = 5.0) -> bytes:
        """The next whole reply; nothing where none comes in time or the connection is closed."""
        self.socket.settimeout(seconds)
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while b"\r" not in self._rest:
                if not (more := self.socket.recv(8192)):
                    break
                self._rest += more
        found, mark, self._rest = self._rest.partition(b"\r")
        return found + mark

    def closed(self, seconds: float = 5.0) -> bool:
        """Whether the receiver has closed it."""
        self.socket.settimeout(seconds)
        try:
            return self.socket.recv(8192) == b""
        except TimeoutError:
            return False
        except ConnectionResetError:
            return True


def sent(data: str, *, account: str = "1234", sequence: int = 1, name: str = "SIA-DCS", extended: str = "",
         key: Key | None = None) -> bytes:  # fmt: skip
    """A frame as a panel sends it now."""
    content = f"#{account}|{data}".encode() if data else b""
    echo = f"{sequence:04}L0#{account}".encode()
    return compose(name, echo, content, extended.encode(), sent=now() if key else None, key=key)


@contextmanager
def receiving(
    *, limits: Limits | None = None, clock: Callable[[], datetime] = now, database: Database | None = None
) -> Iterator[Running]:
    """Run a receiver in a thread of its own, stopped in order at the end."""
    here = installation.current()
    settings = Settings("127.0.0.1", 0, limits=limits or Limits())
    ready = threading.Event()
    ports: list[int] = []

    def told(port: int) -> None:
        ports.append(port)
        ready.set()

    made = Receiver(
        here, settings, clock=clock, database=database or Database(here, address=address),
        ready=told,
    )  # fmt: skip
    loops: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def work() -> None:
        loops.append((asyncio.get_running_loop(), leave := asyncio.Event()))
        await made.run(leave)

    thread = threading.Thread(target=lambda: uvloop.run(work()))
    thread.start()
    assert ready.wait(PATIENT)
    running = Running(ports[0], made.counts)
    try:
        yield running
    finally:
        loop, leave = loops[0]
        loop.call_soon_threadsafe(leave.set)
        thread.join(PATIENT)
        for one in running.lines:
            one.close()
        assert not thread.is_alive()


def address() -> dict[str, Any]:
    """The test database, for asyncpg."""
    server = embedded.ensure_running(installation.current().home)
    name = connections["default"].settings_dict["NAME"]
    return {"host": str(server.socket_folder), "user": embedded.role_of("receiver"), "database": name}


class Cut:
    """A wire to the test database that can be cut and mended."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    def address(self) -> dict[str, Any]:
        """Where asyncpg finds the wire."""
        host, port = self._server.getsockname()
        return {**address(), "host": host, "port": port}

    def cut(self) -> None:
        """End every connection, and let none through."""
        self._cut = True
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let connections through again."""
        self._cut = False

    def close(self) -> None:
        self.cut()
        self._server.close()
        for one in self._open:
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._server.accept()
                if self._cut:
                    near.close()
                    continue
                far = socket.socket(socket.AF_UNIX)
                far.connect(f"{address()['host']}/.s.PGSQL.5432")
                self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    with contextlib.suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)


QUIRKS = int(Quirk.CR_COUNTED | Quirk.BINARY_CRC)
