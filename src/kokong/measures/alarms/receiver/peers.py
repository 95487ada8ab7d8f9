"""Panels' connections and datagrams."""

import asyncio
from collections import deque
from typing import cast

from kokong.dc09 import Framer, split_datagram

from .accounts import Account
from .house import House

TURN = 32
"""Frames of one connection before others get their turn; it may bring thousands at once."""


class Connection(asyncio.Protocol):
    """One TCP connection, which may bring many frames, one, or rubbish."""

    transport = "tcp"

    def __init__(self, house: House) -> None:
        self._house = house
        self._framer = Framer()
        self._noise = 0
        self._frames: deque[bytes] = deque()
        self._working = False
        self._wire: asyncio.Transport | None = None
        self._held = self._paused = self._ended = False
        self._slow_until = 0.0
        self._patience = house.limits.first_frame_seconds
        self._since = self._half_since = house.loop.time()
        self.address = ""
        self.unacknowledged = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection in, or close it where there are too many."""
        self._wire = cast("asyncio.Transport", transport)
        peername = transport.get_extra_info("peername")
        self.address = peername[0] if peername else ""
        self._wire.set_write_buffer_limits(high=self._house.limits.reply_bytes)
        if not self._house.enter(self):
            self._wire.abort()
            self._wire = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it. What it sent is stored all the same."""
        if self._wire is not None:
            self._wire = None
            self._house.leave(self)

    def data_received(self, data: bytes) -> None:
        """Cut into frames and hand them in."""
        framer, now = self._framer, self._house.loop.time()
        if not framer.waiting:
            self._half_since = now
        frames = framer.feed(data)
        if frames:
            self._since = self._half_since = now
            self._frames += frames
        if framer.noise != self._noise:
            self._noise = framer.noise
            self._house.intake.damaged(self, now, framer.scrap)
        if not self._working:
            self._work()

    def _work(self) -> None:
        """Hand in some frames; the rest after what others sent meanwhile."""
        house, now = self._house, self._house.loop.time()
        self._working = False
        for _each in range(min(TURN, len(self._frames))):
            if self._wire is not None and (self._held or self._behind):
                break
            house.intake.frame(self._frames.popleft(), self, now)
        if self._wire is not None and self._behind:
            self.hold()
        if self._frames and not (self._held and self._wire is not None):
            self._working = True
            house.loop.call_soon(self._work)
            self._pause()
        elif self._ended and not self._busy and self._wire is not None:
            self._wire.close()
        else:
            self._resume()

    @property
    def _behind(self) -> bool:
        return self.unacknowledged >= self._house.limits.unacknowledged or self._house.full

    @property
    def _busy(self) -> bool:
        return self.unacknowledged > 0 or bool(self._frames)

    def eof_received(self) -> bool:
        """The panel has said all it will and may still read: it is closed once everything is answered."""
        self._ended = True
        return self._busy

    def pause_writing(self) -> None:
        """It sends and doesn't read our replies."""
        if self._wire is not None:
            self._wire.abort()

    def reply(self, data: bytes) -> None:
        """Send one reply in one write."""
        wire = self._wire
        if wire is not None:
            wire.write(data)
            if self._ended and not self._busy:
                wire.close()
            elif self._held:
                self.go_on()

    def settle(self, account: Account) -> None:
        """From now on it may be silent as long as its panel is between two polls."""
        limits = self._house.limits
        self._patience = max(limits.idle_seconds, 3 * (account.interval or 0))

    def slow_down(self, seconds: float) -> None:
        """Read nothing for so long."""
        self._slow_until = self._house.loop.time() + seconds
        self.hold()
        self._house.loop.call_later(seconds + 0.001, self.go_on)

    def close(self) -> None:
        """Close, after what is written."""
        if self._wire is not None:
            self._wire.close()

    def hold(self) -> None:
        """Read nothing more until `go_on`."""
        if self._wire is not None and not self._held:
            self._held = True
            self._pause()

    def _pause(self) -> None:
        if self._wire is not None and not self._paused:
            self._paused = True
            self._wire.pause_reading()

    def _resume(self) -> None:
        if self._wire is not None and self._paused and not self._held:
            self._paused = False
            self._wire.resume_reading()

    def go_on(self) -> None:
        """Read again, unless the database or our replies are still behind, or the panel is slowed down."""
        house = self._house
        behind = house.full or house.closing or 2 * self.unacknowledged > house.limits.unacknowledged
        if self._wire is None or not self._held or behind or house.loop.time() < self._slow_until:
            return
        self._held = False
        if not self._frames:
            self._resume()
        elif not self._working:
            self._working = True
            house.loop.call_soon(self._work)

    def overdue(self, now: float) -> bool:
        """Whether it has been silent, or has kept half a frame, for too long. Not while we don't read."""
        if self._held or self._busy:
            self._since = self._half_since = now
            return False
        limits = self._house.limits
        half = self._framer.waiting > 0 and now - self._half_since > limits.half_frame_seconds
        if half:
            self._house.intake.damaged(self, now, self._framer.begun, "cut")
        return half or now - self._since > self._patience


class Datagrams(asyncio.DatagramProtocol):
    """All panels' datagrams; each brings its frames whole."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._wire: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is ours."""
        self._wire = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Hand in its frames."""
        peer = Datagram(self, addr)
        now = self._house.loop.time()
        frames = split_datagram(data)
        for raw in frames:
            self._house.intake.frame(raw, peer, now)
        if not frames:
            self._house.intake.damaged(peer, now, data[:200])

    def error_received(self, exc: Exception) -> None:
        """A reply did not arrive; the panel sends again."""

    def send(self, data: bytes, address: tuple[str, int]) -> None:
        """Send one reply."""
        if self._wire is not None and not self._wire.is_closing():
            self._wire.sendto(data, address)


class Datagram:
    """Who sent one datagram."""

    __slots__ = ("_from", "_socket", "address", "unacknowledged")
    transport = "udp"

    def __init__(self, socket: Datagrams, address: tuple[str, int]) -> None:
        self._socket, self._from, self.address = socket, address, address[0]
        self.unacknowledged = 0

    def reply(self, data: bytes) -> None:
        """Send one reply."""
        self._socket.send(data, self._from)

    def settle(self, account: Account) -> None:
        """A datagram leaves nothing open."""

    def slow_down(self, seconds: float) -> None:
        """A datagram has been read; the account's next ones are no faster for it."""

    def close(self) -> None:
        """A datagram leaves nothing open."""
