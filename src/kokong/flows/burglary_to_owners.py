"""A confirmed burglary is told to the owners of the buildings in or near which it was, by itself and at once."""

from django.db import connection
from django.utils import timezone

from kokong.incidents import api as incidents
from kokong.kernel.events import subscribe
from kokong.measures.owners import api as owners


@subscribe(incidents.BurglaryConfirmed)
def tell_owners(event: incidents.BurglaryConfirmed) -> None:
    """Once for each burglary and contact; what is withdrawn before a letter leaves is not said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('burglary_to_owners', %s))",
                       [event.burglary_id])  # fmt: skip
    owners.tell_of_burglary(burglary_id=event.burglary_id, now=timezone.now())
