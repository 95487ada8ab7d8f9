"""Hours on foot are a delivery to their area; what is taken back counts no more, in whichever order it is told."""

from decimal import Decimal

from kokong.kernel.events import subscribe
from kokong.ledger import api as ledger
from kokong.measures.promises import api as promises

SOURCE = "on_foot"


@subscribe(promises.FootNoted)
def deliver_foot(noted: promises.FootNoted) -> None:
    """Write the hours to the ledger, with the authority whose they were."""
    ledger.deliver(
        measure=SOURCE, source=SOURCE, source_id=noted.record, on=noted.at, area_id=noted.area_id,
        outcome=noted.authority, hours=round(Decimal(noted.minutes) / 60, 2),
    )  # fmt: skip


@subscribe(promises.FootTakenBack)
def take_back_foot(taken: promises.FootTakenBack) -> None:
    """Take the hours out of the ledger's counts."""
    ledger.retract(source=SOURCE, source_id=taken.record)
