"""What would go out by each channel, to how many, and what it would cost. Nothing is sent."""

from dataclasses import dataclass
from decimal import Decimal

from . import adapting, reading
from .adapting import Adapted


@dataclass(frozen=True)
class Would:
    """One channel: `reach` is for how many it is, where that is known; `cost` in the municipality's currency."""

    channel: str
    reach: int | None
    characters: int
    over: int
    seconds: int
    why_not: str
    cost: Decimal | None


def would(*, campaign_id: int) -> tuple[Would, ...]:
    """For each chosen channel of a campaign. Raises Missing."""
    found = reading.campaign(campaign_id=campaign_id)
    shown = adapting.adapted(found.words, code=reading.place().code)
    return tuple(_one(each) for each in adapting.reaching(shown, found.plan.audience))


def _one(each: Adapted) -> Would:
    size = each.length
    return Would(
        each.channel.name, each.reach, size.characters, size.too_many, size.seconds, str(each.why_not), each.cost
    )
