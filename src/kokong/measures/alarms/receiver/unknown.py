"""Panels that report here and aren't enrolled: most often an installer's slip, so they can be looked up."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from kokong.dc09 import Context, Frame

FILE = "alarm-unknown.json"
"""In the data folder; since this receiver was started."""
MOST = 200
"""Of more than that, the one silent for longest is forgotten; anybody can invent numbers."""


@dataclass(frozen=True)
class Unknown:
    """A number that nobody is enrolled with, and the address it last came from. Times are ISO 8601, UTC."""

    account: str
    receiver: str
    line: str
    encrypted: bool
    address: str
    transport: str
    first: str
    last: str
    messages: int


class Register:
    """The latest of them, the longest silent first."""

    def __init__(self) -> None:
        self._known: dict[Context, Unknown] = {}
        self._written = True

    def note(self, frame: Frame, *, address: str, transport: str, at: datetime) -> None:
        """One more message from somebody unknown."""
        before = self._known.pop(frame.context, None)
        now = at.isoformat(timespec="seconds")
        who = frame.context
        self._known[who] = Unknown(
            who.account, who.receiver, who.line, frame.encrypted, address, transport,
            before.first if before else now, now, before.messages + 1 if before else 1,
        )  # fmt: skip
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        self._written = False

    def write(self, home: Path) -> None:
        """Write them down where they have changed; whole or not at all, for the owner's eyes."""
        if self._written:
            return
        fresh = home / f".{FILE}.{os.getpid()}"
        with os.fdopen(
            os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as file:
            json.dump([asdict(one) for one in self._known.values()], file)
        fresh.replace(home / FILE)
        self._written = True


def read(home: Path) -> tuple[Unknown, ...]:
    """What the receiver last wrote down, the latest first; nothing where it has not."""
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(Unknown(**one) for one in reversed(found))
