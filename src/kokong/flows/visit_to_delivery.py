"""Every visit at a door is a delivery; an undone visit is taken back, in whichever order the two are told."""

from datetime import datetime

from kokong.kernel.events import Event, subscribe
from kokong.ledger import api as ledger

MEASURE = "cocoon_visit"
SOURCE = "visit"


@subscribe("visit.recorded")
def deliver_visit(event: Event) -> None:
    """Write the visit to the ledger with its outcome, at the visitor's own time."""
    visit = event.payload
    ledger.record(
        measure=MEASURE,
        source=SOURCE,
        source_id=str(visit["visit_id"]),
        on=datetime.fromisoformat(visit["at"]),
        dwelling_id=visit["dwelling_id"],
        burglary_id=visit["burglary_id"],
        outcome=visit["outcome"],
    )


@subscribe("visit.undone")
def take_back_visit(event: Event) -> None:
    """Take the visit out of the ledger's counts."""
    ledger.retract(source=SOURCE, source_id=str(event.payload["visit_id"]))
