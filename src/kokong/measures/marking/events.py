"""What happens to kits."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("marking.reached")
@dataclass(frozen=True)
class AreaReached:
    """A counted area (its number in this room) has become a marked area."""

    area_id: int


@event("marking.fell")
@dataclass(frozen=True)
class AreaFell:
    """A counted area is a marked area no more."""

    area_id: int


@event("marking.handed")
@dataclass(frozen=True)
class HandingMoved:
    """Kits were handed out, came back, were lost, or it was taken back."""

    handing_id: int
