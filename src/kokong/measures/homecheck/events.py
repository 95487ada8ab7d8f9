"""What happens in this room that others hear of."""

from dataclasses import dataclass
from datetime import datetime

from kokong.kernel.events import event


@event("home_check.done_together")
@dataclass(frozen=True)
class DoneTogether:
    """Somebody went through a home together with who lives there. Neither the home nor an answer is known."""

    record: str
    area_id: int | None
    at: datetime
