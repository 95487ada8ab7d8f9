"""What happens to kits."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("marking.handed")
@dataclass(frozen=True)
class HandingMoved:
    """Kits were handed out, came back, were lost, or it was taken back."""

    handing_id: int
