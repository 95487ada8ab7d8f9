"""A letter ready to go, and what can become of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from ..rules import Reason, Way


@dataclass(frozen=True)
class Device:
    """A browser that shows notices, and what seals one for it."""

    id: int
    endpoint: str
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)


@dataclass(frozen=True)
class Calendar:
    """An event for the reader's calendar, which an e-mail carries: an iCalendar text and its METHOD."""

    method: str
    text: str


@dataclass(frozen=True)
class Letter:
    """What goes out by one way. `shown` is what a locked screen may show; `plain` the text without its links.

    `gateway` is the one for text messages, with its password; `comes_back` where a mail server reports to, the
    sender where it is empty.
    """

    way: Way
    email: str
    phone: str
    devices: Sequence[Device]
    title: str
    text: str
    plain: str
    shown: str
    url: str
    tag: str
    message_id: str
    urgent: bool
    twice: bool
    language: str
    calendar: Calendar | None = None
    html: str = ""
    unsubscribe: str = ""
    list_id: str = ""
    gateway: str = field(default="", repr=False)
    comes_back: str = ""


@dataclass(frozen=True)
class Carried:
    """It went out. Of devices: those for which it was taken, and those that are gone."""

    took: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()


class Carry(Protocol):
    """Sends one letter, or raises one of the following. `following` is the next, where that is known."""

    def __call__(self, letter: Letter, following: Letter | None = None, /) -> Carried:
        """Send it, once."""


class NotSent(Exception):
    """It didn't go out; the message says why. `gone` are devices that their gateway no longer knows."""

    def __init__(self, *words: Any, gone: frozenset[int] = frozenset()) -> None:
        super().__init__(*words)
        self.gone = gone


class ForGood(NotSent):
    """It was refused, and will be again."""


class NoWay(NotSent):
    """There is nowhere to send it any more; `reason` says which."""

    def __init__(self, reason: Reason, *, gone: frozenset[int] = frozenset()) -> None:
        super().__init__(reason, gone=gone)
        self.reason: Reason = reason


class NotNow(NotSent):
    """It may go out later, where the gateway said so not before `after`."""

    def __init__(self, *words: Any, after: timedelta | None = None, gone: frozenset[int] = frozenset()) -> None:
        super().__init__(*words, gone=gone)
        self.after = after


class Nobody(NotNow):
    """The gateway is away or refuses us, whoever the message is for."""


class Unsure(NotSent):
    """Nobody knows whether it went out."""
