"""Who sends unencrypted for accounts that have a key, by address: anybody can forge such frames by the thousand.

An address is counted for a while before anything is told. If it sent for one account alone, most likely that
panel's encryption is off, and its operators are told of that home. One that sends for several is a line with its
counts, and no home is told of.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Final

from .accounts import Account
from .database import Link
from .limits import Limits
from .statements import SENDERS, SENDERS_KEPT
from .unknown import RAW, Caller, without_keys

QUIET_SECONDS: Final = 3_600.0
"""Silent for so long, an address is counted anew."""
OFTEN_SECONDS: Final = 5.0
"""How often counts are written down; what is new is so at once."""

Place = tuple[int, int | None]
"""Municipality and centre: each sees what was sent for its own accounts."""


@dataclass
class _Counted:
    """What an address sent for the accounts of one place, since it was last written down."""

    raw: bytes = b""
    first: datetime | None = None
    last: datetime | None = None
    accounts: set[int] = field(default_factory=set)
    messages: int = 0


@dataclass
class _Sender:
    """An address while it is counted. `first` is by the event loop's clock."""

    first: float
    last: float
    transport: str
    many: bool = False
    told: bool = False
    accounts: set[int] = field(default_factory=set)
    only: Account | None = None
    places: dict[Place, _Counted] = field(default_factory=dict)
    known: set[Place] = field(default_factory=set)


class Senders:
    """The addresses that were heard lately. Of more than can be remembered the rest is one, without an address."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._known: dict[str, _Sender] = {}
        self._wrote = float("-inf")
        self._news = False

    def note(self, *, account: Account, raw: bytes, peer: Caller, at: datetime, now: float) -> bool:
        """One more frame; whether all that its address sent was for this account."""
        one = self._of(peer, now)
        one.last = now
        if peer.transport == "tcp":
            one.transport = "tcp"
        if account.id not in one.accounts:
            one.accounts.add(account.id)
            self._another(one, account)
        place = account.municipality, account.centre
        counted = one.places.setdefault(place, _Counted())
        if counted.first is None:
            counted.raw, counted.first = without_keys(raw)[:RAW], at
        counted.accounts.add(account.id)
        counted.messages += 1
        counted.last = at
        return not one.many

    def _of(self, peer: Caller, now: float) -> _Sender:
        address = peer.address if peer.address in self._known or self._room(peer) else ""
        one = self._known.get(address)
        if one is None or now - one.last > QUIET_SECONDS:
            one = self._known[address] = _Sender(now, now, peer.transport, many=not address)
        return one

    def _room(self, peer: Caller) -> bool:
        """Whether an address more is remembered; that of datagrams is whatever they say."""
        limits = self._limits
        same = sum(one.transport == peer.transport for one in self._known.values())
        return same < (limits.datagram_senders if peer.transport == "udp" else limits.senders)

    def _another(self, one: _Sender, account: Account) -> None:
        one.only = account if len(one.accounts) == 1 else None
        self._news = True
        if len(one.accounts) > 1 and not one.many:
            one.many = True
            for place in one.known - one.places.keys():  # what stands there as one home's is no longer so
                one.places[place] = _Counted()

    def alone(self, now: float) -> Iterator[Account]:
        """The accounts of which operators are to be told: each alone with its address, which has been counted."""
        for one in self._known.values():
            if one.only is not None and not one.many and not one.told and self._over(one, now):
                one.told = True
                yield one.only

    def _over(self, one: _Sender, now: float) -> bool:
        return now - one.first >= self._limits.counted_seconds

    def forget(self, now: float) -> None:
        """Drop what has been quiet, and written down."""
        self._known = {
            address: one for address, one in self._known.items() if one.places or now - one.last <= QUIET_SECONDS
        }

    async def write(self, connection: Link, now: float) -> None:
        """Write down what was counted. Raises one of AWAY, and then keeps it."""
        if not self._news and now - self._wrote < OFTEN_SECONDS:
            return
        told = [(address, one, place) for address, one in self._known.items() for place in one.places]
        if not told:
            return
        columns = zip(*(_columns(address, one, place) for address, one, place in told), strict=True)
        sent = {id(one.places[place]): one.places[place].messages for _, one, place in told}
        await connection.execute(SENDERS, *map(list, columns))
        self._wrote, self._news = now, False
        for _address, one, place in told:
            one.known.add(place)
            counted = one.places[place]
            if counted.messages == sent[id(counted)]:
                del one.places[place]
            else:  # more came while it was written
                counted.messages -= sent[id(counted)]

    async def trim(self, connection: Link) -> None:
        """Forget those beyond what anybody would look at."""
        await connection.execute(SENDERS_KEPT)


def _columns(address: str, one: _Sender, place: Place) -> tuple[object, ...]:
    counted, (municipality, centre) = one.places[place], place
    key = blake2b(f"{address} {municipality} {centre}".encode(), digest_size=16).digest()
    accounts = " ".join(map(str, sorted(counted.accounts)))
    return (key, municipality, centre, address, one.transport, one.many, accounts, counted.raw, counted.first,
            counted.last, counted.messages)  # fmt: skip
