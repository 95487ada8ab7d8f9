"""Flats that were told and that nobody lists: kept as told, at their block."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from . import finding, homes, rules
from .models import Dwelling as Row
from .values import Dwelling, DwellingNotFound, HomesRefused


@transaction.atomic
def home_told(*, text: str) -> Dwelling:
    """See `api.home_told`."""
    return kept_as_told(finding.found_by(text=text))


class Together:
    """Homes that were told by many addresses, looked up at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._meant = finding.all_meant(texts)
        found = (meant.found for _ways, meant in self._meant.values())
        self._homes = homes.by_ids({one.dwelling_id for one in found if one is not None and not one.unit})

    def home_told(self, *, text: str) -> Dwelling:
        """As `api.home_told`, for one of these addresses."""
        found = finding.found_in(text, *self._meant[text])
        if not found.unit:
            return self._homes[found.dwelling_id]
        with transaction.atomic():
            return kept_as_told(found)


def kept_as_told(found: finding.Found) -> Dwelling:
    """The home that was found; of a block whose flats nobody lists the flat, kept as it was told."""
    if not found.unit:
        return homes.by_ids([found.dwelling_id])[found.dwelling_id]
    block = Row.objects.get(pk=found.dwelling_id)
    row, _made = Row.objects.get_or_create(
        source=rules.REPORTED,
        source_id=f"{block.pk}/{found.stairwell}/{found.unit}"[:120],
        defaults={
            "street_id": block.street_id,
            "street_name": block.street_name,
            "number": block.number,
            "number_key": block.number_key,
            "stairwell": found.stairwell or block.stairwell,
            "unit": found.unit,
            "unit_key": rules.number_key(found.unit),
            "floor": rules.floor_of(found.unit),
            "postcode": block.postcode,
            "locality": block.locality,
            "district": block.district,
            "kind": "flat",
            "location": block.location,
            "building_id": block.building_id,
            "side": block.side,
            "measure": block.measure,
        },
    )
    return homes.by_ids([row.pk])[row.pk]


def no_home(*, dwelling_id: int, found: bool, now: datetime) -> None:
    """See `api.no_home`."""
    rows = Row.objects.filter(pk=dwelling_id)
    if found:
        rows.filter(retired_at=None).update(retired_at=now, no_home=True)
    else:
        rows.filter(no_home=True).update(retired_at=None, no_home=False)


def count_homes(*, dwelling_id: int, homes: int) -> None:
    """See `api.count_homes`."""
    if not 1 <= homes <= rules.MOST_HOMES:
        raise HomesRefused
    found = Row.objects.filter(pk=dwelling_id, unit="").update(homes=homes, homes_by="counted")
    if not found:
        raise DwellingNotFound
