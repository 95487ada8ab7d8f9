"""What is said to a fault-report system, and what it says."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta


class NotTaken(Exception):
    """It was not taken; the message is what the other side said, in its own words."""


class NotNow(NotTaken):
    """Not now: it may be tried again, after a while where that is said."""

    def __init__(self, said: str, *, after: timedelta | None = None) -> None:
        super().__init__(said)
        self.after = after


class ForGood(NotTaken):
    """Refused for good."""


class Unsure(NotTaken):
    """Nobody knows: it was given, and no answer came that says what became of it."""


@dataclass(frozen=True)
class System:
    """A municipality's fault-report system: an address that ends in its edition ("…/v2"), and who we are there."""

    url: str
    jurisdiction: str = ""
    key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Given:
    """What a report says, by the standard's names."""

    service_code: str
    lat: float
    long: float
    description: str
    address_string: str = ""
    media_url: str = ""


@dataclass(frozen=True)
class Told:
    """One report as the system tells of it, empty where it doesn't. `number` is its own, or there is a token."""

    number: str = ""
    token: str = ""
    status: str = ""
    notes: str = ""
    description: str = ""
    service_code: str = ""
    media: str = ""
    asked: datetime | None = None


@dataclass(frozen=True)
class Report:
    """A finding's report as people read it. `said` is why it didn't arrive, `notes` what is said of it there.

    `media` is where the system has a picture of it, on `host`; `doubles` are other numbers of the same there;
    `stuck`: only a person can lead it on.
    """

    id: int
    finding_id: int
    state: str
    number: str
    service: str
    notes: str
    said: str
    doubles: str
    media: str
    host: str
    at: datetime
    given: datetime | None
    stuck: bool
