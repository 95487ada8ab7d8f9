"""What campaigns cost: sheets and hours at the municipality's prices, and text messages at their gateway's."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import transaction

from kokong.kernel import audit

from . import models as rows
from .values import Part

MOST_COPIES: Final = 1_000_000
MOST_HOURS: Final = 2_000


@dataclass(frozen=True)
class Prices:
    """In kronor: a printed sheet, and an hour of somebody's work; None where nobody has said."""

    sheet: Decimal | None = None
    hour: Decimal | None = None


@dataclass(frozen=True)
class Spent:
    """What a campaign has cost in kronor, its `hours` among it where they have a price; `left` of its budget."""

    kronor: Decimal
    hours: Decimal
    left: Decimal | None


def prices() -> Prices:
    """What the municipality reckons with."""
    row = rows.Prices.objects.first()
    return Prices() if row is None else Prices(row.sheet, row.hour)


@transaction.atomic
def set_prices(*, told: Prices) -> None:
    """Reckon with these from now on. What was reckoned before stays."""
    rows.Prices.objects.update_or_create(defaults={"sheet": told.sheet, "hour": told.hour})
    audit.record(action="campaign.prices", subject="campaign", subject_id=0)


def printed(copies: int | None, told: Prices) -> Decimal | None:
    """What so many sheets cost; None where that isn't known. Pure."""
    return None if copies is None or told.sheet is None else copies * told.sheet


def spent(parts: Iterable[Part], told: Prices, *, budget: int | None) -> Spent:
    """What the channels of a campaign have cost together. Pure."""
    known = list(parts)
    hours = sum((each.hours or Decimal() for each in known), Decimal())
    kronor = sum((each.cost or Decimal() for each in known), Decimal()) + hours * (told.hour or Decimal())
    return Spent(kronor, hours, None if budget is None else budget - kronor)
