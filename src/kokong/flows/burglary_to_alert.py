"""A confirmed burglary proposes an alert to the watch groups around; withdrawn, what it proposed is dropped.

A proposal is a draft without the address, and goes out only where a person sends it.
"""

from django.db import connection
from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.kernel.events import subscribe
from kokong.measures.watch import api as watch


@subscribe(incidents.BurglaryConfirmed)
def propose_alert(event: incidents.BurglaryConfirmed) -> None:
    """Once for each burglary, from what it is now."""
    _one_at_a_time(event.burglary_id)
    watch.propose_alert(burglary_id=event.burglary_id, now=timezone.now())


@subscribe(incidents.BurglaryWithdrawn)
def take_back(event: incidents.BurglaryWithdrawn) -> None:
    """It was no burglary; what went out already stays with those who decide, who see it on its page."""
    _one_at_a_time(event.burglary_id)
    burglary = incidents.burglary(burglary_id=event.burglary_id)
    if burglary is not None and burglary.state == "withdrawn":
        watch.take_back_alert(burglary_id=event.burglary_id, now=timezone.now())


def _one_at_a_time(burglary_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('burglary_to_alert', %s))", [burglary_id])
