"""What crosses the door of this part of the room."""

from dataclasses import dataclass
from datetime import datetime

from kokong.kernel import audit

from . import rules


@dataclass(frozen=True)
class Asked:
    """Whoever asks: the address that they have proven, and their account where they are signed in."""

    email: str
    user_id: int | None = None


@audit.personal
@dataclass(frozen=True)
class Case:
    """What somebody asks for, by when it is to be answered, and what they were answered."""

    id: int
    kind: str
    email: str
    text: str
    asked: datetime
    due: datetime
    extended: datetime | None
    reason: str
    answered: datetime | None
    answered_by: int | None
    outcome: str
    answer: str

    def late(self, now: datetime) -> bool:
        """Whether it should have been answered by now."""
        return self.answered is None and self.due <= now

    def soon(self, now: datetime) -> bool:
        """Whether its day comes within a week."""
        return self.answered is None and now < self.due <= now + rules.SOON

    def can_be_extended(self, now: datetime) -> bool:
        """Once, and only while the first month lasts."""
        return self.answered is None and self.extended is None and now < self.due
