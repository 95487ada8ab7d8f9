"""What happens to walks and to what was found on them."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("walk.moved")
@dataclass(frozen=True)
class WalkMoved:
    """A walk was announced, walked, followed up, ended or cancelled."""

    walk_id: int
