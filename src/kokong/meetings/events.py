"""What happens to meetings. `subject` and `subject_id` are what one is because of: "" and None for nothing."""

from dataclasses import dataclass
from datetime import datetime

from kokong.kernel.events import event


@event("meeting.minuted")
@dataclass(frozen=True)
class MeetingMinuted:
    """Its minutes stand, in this wording; `people` came, as far as that is counted by now."""

    meeting_id: int
    kind: str
    subject: str
    subject_id: int | None
    begins: datetime
    people: int
    version: int


@event("meeting.cancelled")
@dataclass(frozen=True)
class MeetingCancelled:
    """It is not held after all."""

    meeting_id: int
    kind: str
    subject: str
    subject_id: int | None
