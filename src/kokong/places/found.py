"""Homes that a visitor found and that no file lists: doors at once, homes of the register once confirmed."""

from math import hypot

from django.db import transaction

from kokong.kernel.fields import Point

from . import homes, rules, street_names, told
from .models import Dwelling as Row
from .values import AddressElsewhere, AddressIsProperty, AddressNotFound, Dwelling, DwellingNotFound, FoundRefused


@transaction.atomic
def home_found(*, text: str, beside_id: int, point: Point | None, key: str) -> Dwelling:
    """See `api.home_found`."""
    parts = rules.found_parts(text)
    if parts is None:
        raise FoundRefused
    beside = Row.objects.filter(pk=beside_id).first()
    if beside is None:
        raise DwellingNotFound
    known = _known(text, beside.location) or _found_before(parts, beside.location)
    if known is not None:
        return known
    place = point if point is not None and _near(point, beside.location) else beside.location
    row = _row(parts, beside, place, key)
    return homes.by_ids([row.pk])[row.pk]


def _near(one: Point, other: Point) -> bool:
    return hypot(one.x - other.x, one.y - other.y) <= rules.FOUND_NEAR_M


def _known(text: str, here: Point) -> Dwelling | None:
    """The home that the register has after all, near by; a namesake elsewhere in the municipality is another."""
    try:
        home = told.home_told(text=text)
    except (AddressElsewhere, AddressIsProperty):
        raise
    except AddressNotFound:
        return None
    return home if _near(Point(home.x, home.y), here) else None


def _found_before(parts: tuple[str, str, str], here: Point) -> Dwelling | None:
    """What a colleague found at a street that no home of the register stands on."""
    street, number, unit = parts
    rows = Row.objects.filter(source__in=(rules.FOUND, rules.CONFIRMED), street=None, retired_at=None)
    same = rows.filter(street_name__iexact=street, number=number, unit=unit).order_by("pk")
    near = [row.pk for row in same if _near(row.location, here)]
    return homes.by_ids(near[:1])[near[0]] if near else None


def _row(parts: tuple[str, str, str], beside: Row, place: Point, key: str) -> Row:
    street, number, unit = parts
    same = street_names.key(street) == street_names.key(beside.street_name)
    row, _made = Row.objects.get_or_create(
        source=rules.FOUND,
        source_id=key,
        defaults={
            "street_id": beside.street_id if same else None,
            "street_name": beside.street_name if same else street,
            "number": number,
            "number_key": rules.number_key(number),
            "unit": unit,
            "unit_key": rules.number_key(unit),
            "floor": rules.floor_of(unit),
            "postcode": beside.postcode,
            "locality": beside.locality,
            "district": beside.district,
            "kind": "flat" if unit else beside.kind,
            "location": place,
            "side": rules.parity_side(number),
        },
    )
    return row


def confirm_found(*, dwelling_id: int) -> None:
    """See `api.confirm_found`."""
    if not Row.objects.filter(pk=dwelling_id, source=rules.FOUND).update(source=rules.CONFIRMED):
        raise DwellingNotFound
