"""Panels that report here and aren't understood: most often an installer's slip, so they can be looked up.

Kept in the database, with their municipality where it is known: of a refused frame its account tells, of an
unknown number the municipality's own line.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Protocol

from kokong.dc09 import Frame

from .database import Link
from .statements import MISHEARD, MISHEARD_KEPT

MOST = 200
"""Between two writings; of more, the one silent for longest is forgotten: anybody can invent numbers."""
RAW = 300
"""Bytes kept of a frame."""
_keys = re.compile(rb"\[K[^\]]*\]")


def without_keys(raw: bytes) -> bytes:
    """A frame as it came, without key material."""
    return _keys.sub(b"[K]", raw)


class Caller(Protocol):
    """Where it came from."""

    address: str
    transport: str


@dataclass(frozen=True)
class Misheard:
    """What isn't understood, and how often it came since it was last written down. `why`: see `words.MISHEARD`."""

    why: str
    who: str
    raw: bytes
    address: str
    transport: str
    encrypted: bool
    municipality: int | None
    account: int | None
    first: datetime
    last: datetime
    messages: int = 1


class Register:
    """The latest of them, the longest silent first."""

    def __init__(self) -> None:
        self._known: dict[bytes, Misheard] = {}

    def note(
        self, *, why: str, raw: bytes, peer: Caller, at: datetime, frame: Frame | None = None,
        municipality: int | None = None, account: int | None = None,
    ) -> None:  # fmt: skip
        """One more of somebody who isn't understood."""
        who = f"{frame.context.receiver}-{frame.context.line}-{frame.context.account}" if frame else ""
        key = blake2b(f"{why} {who} {peer.address} {peer.transport} {account}".encode(), digest_size=16).digest()
        before = self._known.pop(key, None)
        self._known[key] = Misheard(
            why=why, who=who, raw=without_keys(raw)[:RAW], address=peer.address, transport=peer.transport,
            encrypted=frame is not None and frame.encrypted, municipality=municipality, account=account,
            first=before.first if before else at, last=at, messages=before.messages + 1 if before else 1,
        )  # fmt: skip
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]

    async def write(self, connection: Link) -> None:
        """Write them down. Raises one of AWAY, and then keeps them."""
        if not self._known:
            return
        told, self._known = self._known, {}
        try:
            columns = zip(*(_columns(key, one) for key, one in told.items()), strict=True)
            await connection.execute(MISHEARD, *map(list, columns))
        except BaseException:
            for key, one in self._known.items():
                told[key] = replace(one, messages=one.messages + told[key].messages) if key in told else one
            self._known = told
            raise

    async def trim(self, connection: Link) -> None:
        """Forget those beyond what anybody would look at."""
        await connection.execute(MISHEARD_KEPT)


def _columns(key: bytes, one: Misheard) -> tuple[object, ...]:
    return (key, one.municipality, one.account, one.who, one.why, one.raw, one.address, one.transport,
            one.encrypted, one.first, one.last, one.messages)  # fmt: skip
