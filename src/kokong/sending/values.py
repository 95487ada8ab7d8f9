"""What crosses this room's door."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import salted_hmac

from kokong.kernel.errors import UserError

from .rules import Way


@dataclass(frozen=True)
class To:
    """Whom to tell: somebody who works here, or a bare address or number with what it is to us ("contact 12")."""

    user_id: int | None = None
    email: str = ""
    phone: str = ""
    known_as: str = ""

    @property
    def whom(self) -> str:
        """Tells people apart, also when their address has been forgotten."""
        if self.user_id is not None:
            return f"user {self.user_id}"
        if self.known_as:
            return self.known_as
        address = (self.email or self.phone).strip().lower()
        return f"address {salted_hmac('kokong.sending', address, algorithm='sha256').hexdigest()[:40]}"

    def ways(self, offered: tuple[Way, ...]) -> tuple[Way, ...]:
        """Those of the offered ways by which they can be reached at all."""
        if self.user_id is not None:
            return tuple(way for way in offered if way != "sms")
        given: dict[Way, str] = {"email": self.email, "sms": self.phone}
        return tuple(way for way in offered if given.get(way))


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


class Refused(UserError):
    """It can't be done; the message says why."""
