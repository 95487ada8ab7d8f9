"""A home check that was gone through together is a delivery to its area; one gone through alone is nobody's."""

from kokong.kernel.events import subscribe
from kokong.ledger import api as ledger
from kokong.measures.homecheck import api as homecheck

MEASURE = "home_check"


@subscribe(homecheck.DoneTogether)
def deliver_home_check(done: homecheck.DoneTogether) -> None:
    """Write it to the ledger, once, at the time of whoever did it."""
    ledger.deliver(
        measure=MEASURE, source=MEASURE, source_id=done.record, on=done.at, area_id=done.area_id,
        outcome="together",
    )  # fmt: skip
