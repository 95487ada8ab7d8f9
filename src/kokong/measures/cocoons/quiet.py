"""Doors of homes where nobody knocks: left out when `places` says so, open again when it no longer does."""

from datetime import datetime

from kokong.places import api as places

from . import models as rows


def declare() -> None:
    """Heed the do-not-visit list."""
    places.heed_do_not_visit(name="cocoons", added=leave_out, removed=open_again)


def leave_out(dwelling_id: int, _now: datetime) -> None:
    """Its open doors are no longer visited."""
    rows.Door.objects.filter(dwelling_id=dwelling_id, state="open", cocoon__closed=None).update(
        state="do_not_visit", claimed_by=None, claimed_until=None
    )


def open_again(dwelling_id: int, now: datetime) -> None:
    """Its doors in cocoons still watched may be visited."""
    rows.Door.objects.filter(
        dwelling_id=dwelling_id, state="do_not_visit", cocoon__closed=None, cocoon__watch_until__gt=now
    ).update(state="open")
