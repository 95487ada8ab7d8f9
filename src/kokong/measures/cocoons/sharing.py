"""What is known of a dwelling from another cocoon: its visit."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from . import models as rows
from . import rules

COLUMNS: Final = (
    "state", "shared_with", "outcome", "visited_at", "visited_by", "come_back_at",
    "reached", "reached_in_time", "covered",
)  # fmt: skip


def share(door: rows.Door, covering: rows.Door) -> None:
    """Let another cocoon's visit cover this door, too (not saved)."""
    door.state = "shared"
    door.shared_with_id = covering.cocoon_id
    door.outcome = covering.outcome
    door.visited_at = covering.visited_at
    door.visited_by = covering.visited_by
    door.reached, door.reached_in_time = covering.reached, covering.reached_in_time
    door.covered = covering.covered


def partly(door: rows.Door) -> bool:
    """Whether nothing is left to do at a block although only some of its homes were reached."""
    left_out = bool(door.drop_reason and door.dwelling and door.dwelling.homes > 1)
    return left_out or (door.finished and door.covered < door.homes)


def shareable(dwelling_ids: Iterable[int], *, cocoon: rows.Cocoon, since: datetime) -> dict[int, rows.Door]:
    """Doors of other cocoons whose household was talked to or got a card since then, the latest of each.

    A block that was left out or finished with when only some of its homes were reached covers nobody else's.
    """
    found = rows.Door.objects.filter(
        dwelling_id__in=list(dwelling_ids), state="done", outcome__in=rules.SHARED, visited_at__gte=since
    ).exclude(cocoon=cocoon)
    ordered = found.order_by("visited_at", "pk")
    return {door.dwelling_id: door for door in ordered if door.dwelling_id and not partly(door)}
