"""The running receiver: its sockets, its tasks, and how it leaves."""

import asyncio
import contextlib
import logging
import math
import resource
import signal
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import prometheus_client
import uvloop

from kokong.kernel.errors import UserError
from kokong.kernel.installation import RECEIVER_NUMBERS, Installation
from kokong.kernel.numbers import serve as serve_numbers

from ..panels import sealing
from ..panels.sealing import SealBroken
from .accounts import Directory
from .counts import Counts, registry
from .database import AWAY, Database
from .enrolled import Enrolled
from .house import House
from .intake import Intake
from .limits import Addresses, Limits
from .peers import Connection, Datagrams
from .senders import Senders
from .storing import Storing
from .supervision import Supervision
from .unknown import Register

log = logging.getLogger(__name__)

BACKLOG = 4_096
SO_RCVBUFFORCE = 33  # Linux; not in Python's socket module
DATAGRAM_BYTES = 4 * 1024 * 1024
STATUS_SECONDS = 5.0
FILES_BESIDE = 64
"""Open files that are no panel's."""


@dataclass(frozen=True)
class Settings:
    """Where to listen. `metrics_port` 0: numbers only in the data folder."""

    host: str
    port: int
    metrics_port: int = 0
    metrics_bind: str = "127.0.0.1"
    limits: Limits = field(default_factory=Limits)


def serve(here: Installation, settings: Settings, *, ready: Callable[[int], None] = lambda _: None) -> None:
    """Receive until SIGTERM or SIGINT; `ready` is called with the port once frames are taken.

    Raises UserError where the port is taken or the database isn't migrated.
    """
    limits = settings.limits
    files = lift_files(limits.connections + FILES_BESIDE)
    limits = replace(limits, connections=min(limits.connections, files - FILES_BESIDE))
    uvloop.run(_until_signalled(Receiver(here, replace(settings, limits=limits), ready=ready)))


def lift_files(wanted: int) -> int:
    """Lift the usual 1,024 open files to what is wanted or the system allows, since each connection is one."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now == resource.RLIM_INFINITY:
        return wanted
    allowed = max(now, wanted if most == resource.RLIM_INFINITY else min(wanted, most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))
    return allowed


async def _until_signalled(receiver: "Receiver") -> None:
    leave = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, leave.set)
    await receiver.run(leave)


class Receiver:
    """Everything together, for one event loop. `clock` gives aware time, `database` where to store."""

    def __init__(
        self, here: Installation, settings: Settings, *, ready: Callable[[int], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC), database: Database | None = None,
    ) -> None:  # fmt: skip
        self._here, self._settings, self._ready, self._clock = here, settings, ready, clock
        self.counts = Counts()
        self._directory, self._strangers, self._senders = Directory(), Register(), Senders(settings.limits)
        self._database = database or Database(here)

    async def run(self, leave: asyncio.Event) -> None:
        """Bind, load the accounts, take frames, and go in order when `leave` is set."""
        loop = asyncio.get_running_loop()
        stream, datagrams = _bind(self._settings.host, self._settings.port)
        with stream, datagrams:  # also where it ends before anything was received
            await self._run(loop, stream, datagrams, leave)

    async def _run(
        self, loop: asyncio.AbstractEventLoop, stream: socket.socket, datagrams: socket.socket,
        leave: asyncio.Event,
    ) -> None:  # fmt: skip
        self._build(loop)
        tasks = [asyncio.create_task(work) for work in (
            self._storing.run(), self._supervision.run(), self._enrolled.run(), self._house.sweep(),
            self._tell_status())]  # fmt: skip
        try:
            await _until(leave, tasks, self._able())
            if not leave.is_set():
                await self._receive(loop, stream, datagrams, leave, tasks)
        finally:
            await _end(tasks)

    async def _able(self) -> None:
        """Return once accounts are known and events can be stored; before that the port stays closed."""
        await self._enrolled.loaded.wait()
        await self._storing.begun.wait()

    def _build(self, loop: asyncio.AbstractEventLoop) -> None:
        limits, counts, addresses = self._settings.limits, self.counts, Addresses(self._settings.limits)
        self._sealer = sealing.sealer(self._here)
        self._storing = Storing(self._database, counts, limits)
        self._supervision = Supervision(
            database=self._database,
            directory=self._directory,
            counts=counts,
            strangers=self._strangers,
            senders=self._senders,
            now=loop.time(),
        )
        self._storing.on_back = self._supervision.restart
        self._enrolled = Enrolled(
            database=self._database, directory=self._directory, deadlines=self._supervision.deadlines
        )
        intake = Intake(
            directory=self._directory, sealer=self._sealer, storing=self._storing, counts=counts,
            limits=limits, addresses=addresses, heard=self._supervision.heard, clock=self._clock,
            strangers=self._strangers, senders=self._senders,
        )  # fmt: skip
        self._house = House(
            intake=intake, storing=self._storing, limits=limits, counts=counts, addresses=addresses, loop=loop
        )

    async def _receive(
        self, loop: asyncio.AbstractEventLoop, stream: socket.socket, datagrams: socket.socket,
        leave: asyncio.Event, tasks: "list[asyncio.Task[None]]",
    ) -> None:  # fmt: skip
        server = await loop.create_server(lambda: Connection(self._house), sock=stream, backlog=BACKLOG)
        wire, _ = await loop.create_datagram_endpoint(lambda: Datagrams(self._house), sock=datagrams)
        port = stream.getsockname()[1]
        self._try_a_key()
        log.info("receiving", extra={"port": port, "accounts": len(self._directory)})
        self._ready(port)
        await _until(leave, tasks)
        log.info("leaving", extra={"waiting": len(self._storing)})
        server.close()
        self._house.hold_all()
        await self._drain()
        self._house.close_all()
        wire.close()
        await asyncio.sleep(0.05)  # replies leave

    def _try_a_key(self) -> None:
        """Say at once that the installation's secret is the wrong one, before a panel finds out."""
        keyed = next((account for account in self._directory if account.keyed), None)
        try:
            if keyed:
                keyed.key(self._sealer)
        except SealBroken as broken:
            log.error("keys do not open; no panel with a key is answered", extra={"why": str(broken)})

    async def _drain(self) -> None:
        """Store and acknowledge what was read, and tell the database who was heard."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._settings.limits.drain_seconds):
                await self._storing.drained()
        with contextlib.suppress(*AWAY):
            connection = await self._database.connect()
            await self._supervision.flush(connection)
            await self._strangers.write(connection)
            await self._senders.write(connection, math.inf)
            await connection.close()

    def _gauges(self) -> dict[str, float]:
        return {
            "accounts": len(self._directory),
            "connections": len(self._house),
            "waiting": len(self._storing),
            "database_away": float(self._storing.away),
        }

    async def _tell_status(self) -> None:
        """Write the numbers where the doctor and Prometheus' file collector read them; serve them if asked to."""
        numbers = registry(self.counts, self._gauges)
        if self._settings.metrics_port:
            serve_numbers(self._settings.metrics_bind, self._settings.metrics_port, numbers)
        await self._storing.begun.wait()
        path = self._here.home / RECEIVER_NUMBERS
        while True:
            with contextlib.suppress(OSError):  # a full disk must not stop alarms
                prometheus_client.write_to_textfile(str(path), numbers)
            await asyncio.sleep(STATUS_SECONDS)


async def _until(leave: asyncio.Event, tasks: "list[asyncio.Task[None]]", *more: Awaitable[object]) -> None:
    """Return when told to leave, or when what else is waited for is done; a task that ends is an error."""
    waits = [asyncio.ensure_future(wait) for wait in (leave.wait(), *more)]
    done, _ = await asyncio.wait([*waits, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    for task in done & set(tasks):
        task.result()


def _widen(datagrams: socket.socket) -> None:
    """Room for datagrams that come while we are busy; past the system's ceiling where we may."""
    try:
        datagrams.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, DATAGRAM_BYTES)
    except OSError:
        datagrams.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, DATAGRAM_BYTES)


async def _end(tasks: "list[asyncio.Task[None]]") -> None:
    """Cancel, and once more what was just then catching an error of a lost database."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=1)


def _bind(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    """One TCP and one UDP socket on the same port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    stream, datagrams = socket.socket(family), socket.socket(family, socket.SOCK_DGRAM)
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    _widen(datagrams)
    try:
        stream.bind((host, port))
        datagrams.bind((host, stream.getsockname()[1]))
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", "") or "there is no such port"
        raise UserError(
            f"Port {port} for alarms can't be opened on {host}: {why}. Perhaps another copy of Kokong "
            "has it. No alarms are received. Stop the other one, or set KOKONG_ALARM_PORT to a free port, or to 0."
        ) from error
    for one in (stream, datagrams):
        one.setblocking(False)
    return stream, datagrams
