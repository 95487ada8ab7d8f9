"""What happens here that others hear of."""

from dataclasses import dataclass
from datetime import datetime

from kokong.kernel.events import event


@event("foot.noted")
@dataclass(frozen=True)
class FootNoted:
    """Somebody of an authority was on foot in an area, or anywhere (None), for some minutes."""

    record: str
    area_id: int | None
    at: datetime
    minutes: int
    authority: str


@event("foot.taken_back")
@dataclass(frozen=True)
class FootTakenBack:
    """It was noted by mistake."""

    record: str
