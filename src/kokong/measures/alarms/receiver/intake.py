"""What is done with each frame: acknowledged, stored first, refused or left unanswered."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

from kokong.dc09 import (
    REPLIES,
    ClockOff,
    Context,
    Frame,
    FrameError,
    Key,
    KeyMissing,
    Kind,
    Message,
    PlainRefused,
    Refused,
    Unreadable,
    acknowledge,
    in_window,
    not_understood,
    open_frame,
    read_frame,
)

from ..panels.sealing import SealBroken, Sealer
from ..rules import INTRUSION, LIFE
from . import messages
from .accounts import Account, Directory
from .counts import Counts
from .limits import Addresses, Bucket, Limits
from .senders import Senders
from .storing import Storing, Waiting
from .unknown import Register

log = logging.getLogger(__name__)

TOLD_AGAIN_SECONDS = 600
"""An operator is told once in this time that an account's frames are refused."""
DAY_SECONDS = 86_400.0
PLAIN_CLOCK_SECONDS = 600
"""A plain panel's clock that is off by more than this is told of."""
TRIES = 3
"""Sendings of a danger with a clock that is off before it is taken all the same."""
DANGERS = INTRUSION | LIFE | {Kind.TECHNICAL}
CLOCK_SECONDS = 120
"""An operator is told of a clock that is still off so long after the panel was told our time."""
MOST_OF_AN_ADDRESS = 3
"""Accounts of one address of which operators are told, in that time, that their encrypted frames are refused."""
MOST_TRIED = 20
"""Accounts whose keys are tried on one frame without a prefix."""
PLAIN, REFUSED = "Unencrypted message refused", "Message refused"
CLOCK, SEALED = (
    "Messages refused: the panel's clock is off",
    "Messages refused: the panel's key can't be opened here",
)
CLOCK_TOLD = "The panel's clock is off"
CHANGED = "Message changed on its way: an alarm made to look like a life sign"
REDIRECTED = "Message changed on its way: another panel's, under this one's number"


class _Redirected(Exception):
    """A message that opens with an account's key and is another's, who has the same key."""


class Peer(Protocol):
    """Where a frame came from."""

    address: str
    transport: str
    unacknowledged: int

    def reply(self, data: bytes) -> None:
        """Send one reply in one write."""
        ...

    def slow_down(self, seconds: float) -> None:
        """Read nothing for so long."""
        ...

    def settle(self, account: Account) -> None:
        """A frame of `account` was accepted here."""
        ...

    def close(self) -> None:
        """Close, after what is written."""
        ...


class Intake:
    """Decides about one frame at a time; holds no socket and never waits."""

    def __init__(
        self, *, directory: Directory, sealer: Sealer, storing: Storing, counts: Counts, limits: Limits,
        addresses: Addresses, heard: Callable[[Account, float], None], clock: Callable[[], datetime],
        strangers: Register, senders: Senders,
    ) -> None:  # fmt: skip
        self._senders = senders
        self._directory, self._sealer, self._storing = directory, sealer, storing
        self._counts, self._limits, self._addresses = counts, limits, addresses
        self._heard, self._clock, self._strangers = heard, clock, strangers
        self._refusals: dict[str, tuple[float, set[int]]] = {}
        self._telling, self._lines = Bucket(limits.told_burst, 0.0), Bucket(limits.lines_burst, 0.0)

    def frame(self, raw: bytes, peer: Peer, now: float) -> None:
        """Handle one whole frame; `now` is the event loop's clock."""
        try:
            frame = read_frame(raw)
            if frame.id in REPLIES:
                raise FrameError(
                    "A reply is never answered: two receivers would answer each other for ever.", "reply"
                )
            accounts = self._directory.find(frame.context)
            if not accounts:
                self._unknown(raw, frame, peer, now)
            elif refused := self._take(raw, frame, accounts[0], peer, now):
                others = accounts[1:MOST_TRIED] if frame.encrypted else ()  # a key tells whose it is, nothing else
                if all(self._take(raw, frame, other, peer, now) for other in others):
                    self._refused(raw, refused, frame, accounts[0], peer, now)
        except FrameError as error:
            self.damaged(peer, now, raw, error.why)

    def damaged(self, peer: Peer, now: float, raw: bytes, why: str = "bytes") -> None:
        """Count something that was no intact frame. It is not answered, so that a panel sends it again."""
        self._counts.damaged += 1
        if why != "reply":
            self._strangers.note(why=why, raw=raw, peer=peer, at=self._clock())
        if not self._addresses.bad(peer.address, peer.transport, now):
            peer.close()

    def _take(self, raw: bytes, frame: Frame, account: Account, peer: Peer, now: float) -> Refused | None:
        """Do what a frame of the account asks for, or say why it isn't the account's."""
        try:
            key = account.key(self._sealer)
            self._require_transport(account, frame, peer)
            message = open_frame(frame, key=key, now=self._clock(), tolerance=account.tolerance)
            self._require_name(account, key, message)
        except ClockOff as refused:
            self._clock_off(refused, raw, frame, account, peer, now)
        except Refused as refused:
            return refused
        except SealBroken as broken:
            self._sealed(broken, account, peer, now)
        except _Redirected:
            self._counts.refused += 1
            self._tell(account, REDIRECTED, now)
        else:
            self._accepted(frame, message, account, key, peer, now)
        return None

    def _accepted(
        self, frame: Frame, message: Message, account: Account, key: Key | None, peer: Peer, now: float
    ) -> None:
        self._counts.frames += 1
        if not self._in_time(account, peer, now):
            return
        self._heard(account, now)
        peer.settle(account)
        answer = partial(self._answer, frame, key, peer)
        if message.poll:
            self._counts.polls += 1
            self._poll(answer, peer)
        elif message.mislabelled:
            self._counts.mislabelled += 1
            self._tell(account, CHANGED, now, anybody=key is None)
            self._store(message, account, partial(self._keep_quiet, peer), peer)
        else:
            off = self._off(message)
            self._watch_clock(account, message, off, now)
            strict = message.encrypted and message.sent is not None and not in_window(message.sent, self._clock())
            self._store(message, account, answer, peer, off=off if strict else None)

    def _off(self, message: Message) -> float | None:
        return (message.sent - self._clock()).total_seconds() if message.sent else None

    def _watch_clock(self, account: Account, message: Message, off: float | None, now: float) -> None:
        """Tell once of a plain panel whose clock is off: by the same as before, or so from its first message on.

        One that is off by another amount than the one before came late, and its clock may be right.
        """
        if off is None or message.encrypted:
            return
        before, account.offset = account.offset, off
        like_before = before is None or abs(before - off) < CLOCK_SECONDS
        if like_before and abs(off) > PLAIN_CLOCK_SECONDS + account.tolerance.total_seconds():
            self._tell(account, CLOCK_TOLD, now, off=off, again=DAY_SECONDS)

    def _poll(self, answer: Callable[..., None], peer: Peer) -> None:
        """A poll says that we are here and can store; without the database that isn't so."""
        if not self._storing.away:
            peer.unacknowledged += 1
            answer(stored=True)

    def _store(
        self, message: Message, account: Account, answer: Callable[..., None], peer: Peer, off: float | None = None
    ) -> None:
        storing = self._storing
        place, said = messages.place(message, account), messages.said(message)
        if storing.full and peer.transport == "udp" and not storing.waits(place, said):
            self._counts.dropped += 1  # a connection isn't read any more; a datagram is here already
            return
        peer.unacknowledged += 1
        received = self._clock().timestamp()
        rows = messages.rows(message, account, key=place, received=received, off=off)
        storing.put(Waiting(account.id, place, said, rows, answer, message.mark))

    def _answer(self, frame: Frame, key: Key | None, peer: Peer, *, stored: bool) -> None:
        peer.unacknowledged -= 1
        if stored:
            self._counts.acknowledged += 1
            peer.reply(acknowledge(frame, now=self._clock(), key=key))
        else:
            peer.reply(not_understood(frame))

    def _keep_quiet(self, peer: Peer, *, stored: bool) -> None:
        """What a header calls a poll and is none is stored, and not acknowledged: the panel didn't send it so."""
        peer.unacknowledged -= 1

    def _in_time(self, account: Account, peer: Peer, now: float) -> bool:
        """Slow down a panel that has run wild. What is read is taken; only a datagram is left for the next try."""
        limits = self._limits
        if account.bucket is None:
            account.bucket = Bucket(limits.account_burst, now)
        burst, rate, owe = limits.account_burst, limits.account_per_second, peer.transport != "udp"
        wait = account.bucket.take(now, burst=burst, rate=rate, owe=owe)
        if wait and not owe:
            self._counts.dropped += 1
            return False
        if wait:
            peer.slow_down(wait)
        return True

    def _require_transport(self, account: Account, frame: Frame, peer: Peer) -> None:
        """A panel enrolled for one transport isn't believed on the other: datagrams are easily forged."""
        if account.transport not in {"any", peer.transport}:
            raise Refused(f"A frame over {peer.transport}, which isn't the account's.", not_understood(frame))

    def _require_name(self, account: Account, key: Key | None, message: Message) -> None:
        """A key that two panels share doesn't tell whose a message is; then the account inside it does."""
        named = message.named
        if key is None or not named or named == account.context.account:
            return
        there = replace(account.context, account=named)
        for other in {*self._directory.find(there), *self._directory.find(replace(there, line="0"))}:
            with suppress(SealBroken):
                if other.key(self._sealer) == key:
                    raise _Redirected

    def _unknown(self, raw: bytes, frame: Frame, peer: Peer, now: float) -> None:
        self._counts.unknown += 1
        here = self._directory.whose_line(frame.context.line)
        self._strangers.note(why="unknown", raw=raw, peer=peer, at=self._clock(), frame=frame, municipality=here)
        if self._turn_away(frame, peer, now):
            log.warning("unknown account", extra={"context": _written(frame.context), "address": peer.address})

    def _refused(
        self, raw: bytes, refused: Refused, frame: Frame, account: Account, peer: Peer, now: float
    ) -> None:
        self._counts.refused += 1
        plain = isinstance(refused, PlainRefused)
        at = self._clock()
        if not plain or self._senders.note(account=account, raw=raw, peer=peer, at=at, now=now):
            self._strangers.note(
                why=_why(refused, frame), raw=raw, peer=peer, at=at, frame=frame,
                municipality=account.municipality, account=account.id,
            )  # fmt: skip
        if not plain and self._few(peer.address, account, now):
            self._tell(account, REFUSED, now, anybody=True)
        if self._turn_away(frame, peer, now):
            log.warning("refused", extra={"account": account.id, "address": peer.address, "why": str(refused)})

    def tell_alone(self, now: float) -> None:
        """Tell of accounts for which an address sent unencrypted that sent for no other while it was counted."""
        for account in self._senders.alone(now):
            self._tell(account, PLAIN, now, anybody=True)
        self._senders.forget(now)

    def _few(self, address: str, account: Account, now: float) -> bool:
        """Whether refused frames of only a few accounts came from an address lately, which is no flood."""
        until, of = self._refusals.pop(address, (0.0, set[int]()))
        if until < now:
            until, of = now + TOLD_AGAIN_SECONDS, set()
        if len(of) <= MOST_OF_AN_ADDRESS:
            of.add(account.id)
        self._refusals[address] = until, of
        if len(self._refusals) > self._limits.bad_addresses:
            del self._refusals[next(iter(self._refusals))]
        return len(of) <= MOST_OF_AN_ADDRESS

    def _clock_off(
        self, refused: ClockOff, raw: bytes, frame: Frame, account: Account, peer: Peer, now: float
    ) -> None:
        """Always answered: all panels behind one address may have lost their time. Told if it doesn't help.

        A danger that is sent for the third time, each time anew, is taken: the key vouches for what it says, and
        who sends a recorded message again can't seal it anew.
        """
        self._counts.clock_off += 1
        message, off = refused.message, self._off(refused.message)
        self._strangers.note(
            why="clock", raw=raw, peer=peer, at=self._clock(), frame=frame, municipality=account.municipality,
            account=account.id,
        )  # fmt: skip
        dangers = tuple(event for event in message.events if event.kind in DANGERS)
        tries = account.tried(messages.place(message, account) + messages.said(message), message.mark)
        if dangers and tries >= TRIES:
            nak = partial(self._nak, refused.reply, peer)
            answer = nak if tries == TRIES else partial(self._answer, frame, account.key(self._sealer), peer)
            self._store(replace(message, events=dangers), account, answer, peer, off=off)
            return
        if account.clock_off < account.heard:
            account.clock_off = now
            log.info("clock off", extra={"account": account.id, "address": peer.address})
        elif now - account.clock_off > CLOCK_SECONDS:
            self._tell(account, CLOCK, now, off=off)
        peer.reply(refused.reply)

    def _nak(self, reply: bytes, peer: Peer, *, stored: bool) -> None:
        """Stored, and told our time once more."""
        peer.unacknowledged -= 1
        peer.reply(reply)

    def _sealed(self, broken: SealBroken, account: Account, peer: Peer, now: float) -> None:
        """Our own fault, so the panel shall send again or elsewhere: DUH would make it give the message up."""
        self._counts.refused += 1
        if self._tell(account, SEALED, now):
            log.error("key does not open", extra={"account": account.id, "why": str(broken)})

    def _tell(
        self, account: Account, label: str, now: float, *, anybody: bool = False, off: float | None = None,
        again: float = TOLD_AGAIN_SECONDS,
    ) -> bool:  # fmt: skip
        """Tell the operators that an account's messages aren't taken; False where they were told lately.

        `anybody`: anybody could have sent them, so that of many accounts only a few are told of.
        """
        limits, told = self._limits, account.told or {}
        if now - told.get(label, float("-inf")) <= again or self._storing.full:
            return False
        if anybody and self._telling.take(now, burst=limits.told_burst, rate=limits.told_per_second):
            return False
        account.told = {**told, label: now}
        at = self._clock().timestamp()
        self._storing.note(account.id, lambda place: messages.own(
            account, kind=Kind.TROUBLE, label=label, key=place, received=at, off=off))  # fmt: skip
        return True

    def _turn_away(self, frame: Frame, peer: Peer, now: float) -> bool:
        """Answer what was intact, until its address has sent too much that was not for us; whether to log it."""
        limits = self._limits
        if not self._addresses.bad(peer.address, peer.transport, now):
            peer.close()
            return False
        peer.reply(not_understood(frame))
        return not self._lines.take(now, burst=limits.lines_burst, rate=limits.lines_per_second)


def _why(refused: Refused, frame: Frame) -> str:
    if isinstance(refused, Unreadable):
        return "key" if frame.encrypted else "content"
    if isinstance(refused, PlainRefused):
        return "plain"
    return "no_key" if isinstance(refused, KeyMissing) else "transport"


def _written(context: Context) -> str:
    return f"{context.receiver}-{context.line}-{context.account}"
