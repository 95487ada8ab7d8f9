"""All open connections: how many, from where, and which have been silent for too long."""

import asyncio
from typing import Protocol

from .counts import Counts
from .intake import Intake, Peer
from .limits import Addresses, Limits
from .storing import Storing

SWEEP_SECONDS = 2.0
SWEEP_STEP = 1_000
"""Connections looked at before others get their turn."""


class Guest(Peer, Protocol):
    """An open connection."""

    def hold(self) -> None:
        """Read nothing more."""
        ...

    def go_on(self) -> None:
        """Read again, where nothing is in the way."""
        ...

    def overdue(self, now: float) -> bool:
        """Whether it has been silent for too long."""
        ...


class House:
    """What every connection shares."""

    def __init__(
        self, *, intake: Intake, storing: Storing, limits: Limits, counts: Counts, addresses: Addresses,
        loop: asyncio.AbstractEventLoop,
    ) -> None:  # fmt: skip
        self.intake, self.limits, self.loop = intake, limits, loop
        self.closing = False
        self._storing, self._counts, self._addresses = storing, counts, addresses
        self._guests: set[Guest] = set()
        self._held = False
        storing.on_room = self._room

    def __len__(self) -> int:
        return len(self._guests)

    @property
    def full(self) -> bool:
        """Whether the database is so far behind that nothing is read."""
        if self._storing.full:
            self._held = True
        return self._held

    def enter(self, guest: Guest) -> bool:
        """Take a connection in; False over a ceiling."""
        if (
            self.closing
            or len(self._guests) >= self.limits.connections
            or not self._addresses.enter(guest.address)
        ):
            self._counts.connections_refused += 1
            return False
        self._guests.add(guest)
        if self.full:
            guest.hold()
        return True

    def leave(self, guest: Guest) -> None:
        """A connection that was taken in is gone."""
        self._guests.discard(guest)
        self._addresses.leave(guest.address)

    def _room(self) -> None:
        """Read again once half of what waited is stored."""
        if self._held and 2 * len(self._storing) <= self.limits.waiting:
            self._held = False
            for guest in list(self._guests):
                guest.go_on()

    def hold_all(self) -> None:
        """Read nothing more from anybody: we are about to leave."""
        self.closing = True
        for guest in self._guests:
            guest.hold()

    def close_all(self) -> None:
        """Close every connection, after what is written."""
        for guest in list(self._guests):
            guest.close()

    async def sweep(self) -> None:
        """Close those that have been silent for too long, again and again."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            guests = list(self._guests)
            for start in range(0, len(guests), SWEEP_STEP):
                now = self.loop.time()
                for guest in guests[start : start + SWEEP_STEP]:
                    if guest.overdue(now):
                        guest.close()
                await asyncio.sleep(0)
            self._addresses.forget(self.loop.time())
            self.intake.tell_alone(self.loop.time())
