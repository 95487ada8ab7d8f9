"""Every visit at a door is a delivery; an undone visit is taken back, in whichever order the two are told."""

from kokong.kernel.events import subscribe
from kokong.ledger import api as ledger
from kokong.measures.cocoons import api as cocoons

MEASURE = "cocoon_visit"
SOURCE = "visit"


@subscribe(cocoons.VisitRecorded)
def deliver_visit(visit: cocoons.VisitRecorded) -> None:
    """Write the visit to the ledger with its outcome, at the visitor's own time."""
    ledger.deliver(
        measure=MEASURE,
        source=SOURCE,
        source_id=str(visit.visit_id),
        on=visit.at,
        dwelling_id=visit.dwelling_id,
        burglary_id=visit.burglary_id,
        outcome=visit.outcome,
    )


@subscribe(cocoons.VisitUndone)
def take_back_visit(visit: cocoons.VisitUndone) -> None:
    """Take the visit out of the ledger's counts."""
    ledger.retract(source=SOURCE, source_id=str(visit.visit_id))
