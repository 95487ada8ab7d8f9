"""A confirmed burglary opens a cocoon; its corrections carry the cocoon along; its withdrawal closes it.

Each handler looks at what the burglary is now, not at what it was when the event was written, and works
on one burglary at a time. So the events may come late, twice and in any order.
"""

from django.db import connection
from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.kernel.events import subscribe
from kokong.measures.cocoons import api as cocoons


@subscribe(incidents.BurglaryConfirmed)
def open_cocoon(event: incidents.BurglaryConfirmed) -> None:
    """Choose the doors. The clock runs from the confirmation, however late the worker is."""
    burglary = _only_mine(event.burglary_id)
    if burglary is None or burglary.state != "confirmed":
        return
    cocoons.open_for(
        burglary_id=burglary.id,
        dwelling_id=burglary.dwelling_id,
        dwelling_kind=burglary.dwelling_kind,
        now=burglary.confirmed_at or timezone.now(),
    )


@subscribe(incidents.BurglaryCorrected)
def carry_cocoon_along(event: incidents.BurglaryCorrected) -> None:
    """Choose the doors anew around the right home; those already visited are kept."""
    burglary = _only_mine(event.burglary_id)
    if burglary is not None and burglary.state == "confirmed" and event.moved:
        cocoons.carry_along(burglary_id=burglary.id, dwelling_id=burglary.dwelling_id, now=timezone.now())


@subscribe(incidents.BurglaryWithdrawn)
def close_cocoon(event: incidents.BurglaryWithdrawn) -> None:
    """Nobody need be visited any more; what was done stays."""
    burglary = _only_mine(event.burglary_id)
    if burglary is not None and burglary.state == "withdrawn":
        cocoons.close_for(burglary_id=burglary.id, now=timezone.now())


def _only_mine(burglary_id: int) -> incidents.Burglary | None:
    """The event's burglary as it is now, held until commit so that two events of it cannot cross."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('burglary_to_cocoon', %s))", [burglary_id])
    return incidents.burglary(burglary_id=burglary_id)
