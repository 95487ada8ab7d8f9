"""What crosses this room's door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kokong.kernel.errors import UserError

from . import addresses
from .rules import Quiet, Way


@dataclass(frozen=True)
class To:
    """Whom to tell: somebody who works here, or a bare address or number with what it is to us ("contact 12").

    `language` is what somebody who has no account reads ("sv"); empty for the municipality's. `quiet` is when they
    want no sound (people with an account say so themselves); None for what the kind says.
    """

    user_id: int | None = None
    email: str = ""
    phone: str = ""
    known_as: str = ""
    language: str = ""
    quiet: Quiet | None = None

    @property
    def whom(self) -> str:
        """Tells people apart, also when their address has been forgotten."""
        if self.user_id is not None:
            return f"user {self.user_id}"
        if self.known_as:
            return self.known_as
        return f"address {addresses.digest(self.email or self.phone)}"

    def ways(self, offered: tuple[Way, ...]) -> tuple[Way, ...]:
        """Those of the offered ways by which they can be reached at all."""
        if self.user_id is not None:
            return tuple(way for way in offered if way != "sms")
        given: dict[Way, str] = {"email": self.email, "sms": self.phone}
        return tuple(way for way in offered if given.get(way))


@dataclass(frozen=True)
class Recipient:
    """One of a mailing's audience, with what only their message needs (beside the mailing's own `context`).

    `digest_at` is the hour (0–23, by the clock on the wall) of the digest in which they want it, where its kind
    has one; None for now. Who has no address for letters is told now, too.
    """

    to: To
    context: Mapping[str, Any] = field(default_factory=dict)
    digest_at: int | None = None


@dataclass(frozen=True)
class Asked:
    """Whom a mailing is for, as its kind is asked: what it is about, and the `audience` it was started with."""

    mailing_id: int
    because: tuple[str, int]
    turn: str
    audience: Mapping[str, Any]
    made: datetime


@dataclass(frozen=True)
class Page:
    """Some of an audience, in the order of a key that stays; `after` is the last one's, empty at the end."""

    recipients: Sequence[Recipient | To]
    after: str = ""


@dataclass(frozen=True)
class Count:
    """How many messages of a mailing go by one way and are in one state."""

    way: str
    state: str
    number: int


@dataclass(frozen=True)
class Mailing:
    """One thing that many are told, and what became of it.

    `counts` are complete: together they are everybody who was written down as a message of it; `in_digests` more
    are told in their digests. `sms_parts` were sent of text
    messages, for `sms_cost` in the currency of the setting; None where nobody said the price.
    """

    id: int
    kind: str
    words: str
    because: tuple[str, int]
    turn: str
    title: str
    state: str
    why: str
    made: datetime
    expanded: datetime | None
    ended: datetime | None
    started_by: int | None
    counts: tuple[Count, ...]
    sms_parts: int = 0
    sms_cost: float | None = None
    in_digests: int = 0

    def number(self, *states: str, way: str = "") -> int:
        """How many messages are in one of these states; all of them without any."""
        return sum(
            each.number for each in self.counts if (not states or each.state in states) and way in {"", each.way}
        )


@dataclass(frozen=True)
class Message:
    """One message by one way, as lists show it. `words` is what it is called, `answer` why it is as it is."""

    id: int
    kind: str
    words: str
    because: tuple[str, int]
    user_id: int | None
    way: str
    made: datetime
    state: str
    answer: str
    attempts: int
    next_try: datetime | None
    sent: datetime | None


@dataclass(frozen=True)
class Notice:
    """What a person is told on the page now."""

    id: int
    kind: str
    title: str
    text: str
    url: str
    made: datetime


class MessageMissing(UserError):
    """There is no such message for this person."""

    status = 404


class MailingMissing(UserError):
    """There is no such mailing in this municipality."""

    status = 404


class Refused(UserError):
    """It can't be done; the message says why."""
