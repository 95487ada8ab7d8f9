"""What is known of a dwelling from another cocoon: its visit."""

from collections.abc import Iterable
from datetime import datetime

from . import models as rows
from . import rules


def share(door: rows.Door, covering: rows.Door) -> None:
    """Let another cocoon's visit cover this door, too (not saved)."""
    door.state = "shared"
    door.shared_with_id = covering.cocoon_id
    door.outcome = covering.outcome
    door.visited_at = covering.visited_at
    door.visited_by = covering.visited_by


def shareable(dwelling_ids: Iterable[int], *, cocoon: rows.Cocoon, since: datetime) -> dict[int, rows.Door]:
    """Doors of other cocoons whose household was talked to or got a card since then, the latest of each."""
    found = rows.Door.objects.filter(
        dwelling_id__in=list(dwelling_ids), state="done", outcome__in=rules.SHARED, visited_at__gte=since
    ).exclude(cocoon=cocoon)
    return {door.dwelling_id: door for door in found.order_by("visited_at", "pk") if door.dwelling_id}
