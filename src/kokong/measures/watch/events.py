"""What happens to watch groups."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("watch.group_moved")
@dataclass(frozen=True)
class GroupMoved:
    """A group took a step of its life."""

    group_id: int


@event("watch.decals_given")
@dataclass(frozen=True)
class DecalsGiven:
    """A home got its decals."""

    household_id: int


@event("watch.alert_sent")
@dataclass(frozen=True)
class AlertSent:
    """An alert has begun to go out."""

    alert_id: int
