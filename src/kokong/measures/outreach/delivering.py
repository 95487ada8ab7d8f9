"""Each channel that went out is a delivery: to each area that the campaign was for, else to the municipality."""

from kokong.kernel.events import subscribe
from kokong.ledger import api as ledger

from . import models as rows
from .events import PartCame

MEASURE = "campaign"


@subscribe(PartCame)
def deliver(event: PartCame) -> None:
    """Write down what went where; told twice or out of order, it is the same.

    The reach is how many have it where that is known, and only where there is one place: neither it nor cost and
    hours are divided.
    """
    part = rows.Part.objects.select_related("campaign").get(pk=event.part_id)
    if part.state != "delivered" or part.done is None:
        return
    areas = part.campaign.areas
    for area_id in areas or [None]:
        ledger.deliver(
            measure=MEASURE, source=MEASURE, source_id=f"{part.pk}.{area_id or 0}", on=part.done, area_id=area_id,
            audience="" if area_id else "everybody", outcome=part.channel,
            reach=part.delivered if len(areas) < 2 else None, cost=part.cost if len(areas) < 2 else None,
            hours=part.hours if len(areas) < 2 else None,
        )  # fmt: skip


def listen() -> None:
    """Subscribing happens when this module is loaded."""
