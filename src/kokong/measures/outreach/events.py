"""What happens to campaigns."""

from dataclasses import dataclass

from kokong.kernel.events import event


@event("campaign.part_came")
@dataclass(frozen=True)
class PartCame:
    """A channel of a campaign has gone out, waits for somebody, was refused, or has perhaps gone out."""

    part_id: int
