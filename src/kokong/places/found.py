"""Homes that a visitor found and that no file lists: doors at once, homes of the register once confirmed."""

from collections.abc import Iterable
from datetime import datetime
from math import hypot
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from kokong.kernel.fields import Point

from . import finding, homes, rules, street_names, told
from .models import Dwelling as Row
from .values import AddressAmbiguous, Dwelling, DwellingNotFound, FoundRefused, StreetRefused

_BY_VISITORS: Final = (rules.FOUND, rules.CONFIRMED)


@transaction.atomic
def home_found(*, text: str, beside_id: int, point: Point | None, key: str) -> Dwelling:
    """See `api.home_found`."""
    before = Row.objects.filter(source__in=_BY_VISITORS, source_id__startswith=f"{key}/").first()
    if before is not None:
        return _value(before)
    parts = rules.found_parts(text)
    if parts is None:
        raise FoundRefused
    beside = Row.objects.filter(pk=beside_id).first()
    if beside is None:
        raise DwellingNotFound
    known = _known(text, beside.location)
    if known is not None:
        return known
    same = _found_before(parts, beside.location)
    if same is not None:
        return _value(same)
    if not (finding.is_street(name=parts.street) or street_names.looks_like_one(parts.street)):
        raise StreetRefused(parts.street)
    place = point if point is not None and _near(point, beside.location) else beside.location
    return _value(_row(parts, beside, place, key))


def _value(row: Row) -> Dwelling:
    return homes.by_ids([row.pk])[row.pk]


def _near(one: Point, other: Point) -> bool:
    return hypot(one.x - other.x, one.y - other.y) <= rules.FOUND_NEAR_M


def _known(text: str, here: Point) -> Dwelling | None:
    """The home that the register has after all, near by; namesakes elsewhere in the municipality are others."""
    meant = {found.dwelling_id: found for found in finding.meant_by(text=text)}
    places = homes.by_ids(meant)
    near = [found for key, found in meant.items() if _near(Point(places[key].x, places[key].y), here)]
    if len(near) > 1:
        shown = [found.dwelling_id for found in near[: finding.SHOWN]]
        raise AddressAmbiguous(text, finding.told_apart(shown))
    return told.kept_as_told(near[0]) if near else None


def _mark(parts: rules.FoundParts) -> str:
    """By which a found address is known again, also once what was typed is gone: it can't be read back."""
    number, unit = rules.number_key(parts.number), rules.number_key(parts.unit)
    said = "/".join((street_names.whole(parts.street), number, rules.fold(parts.stairwell), unit))
    return salted_hmac("kokong.places.found", said, algorithm="sha256").hexdigest()[:32]


def _found_before(parts: rules.FoundParts, here: Point) -> Row | None:
    """What a colleague found at this address near by, also when it turned out to be no home."""
    same = Row.objects.filter(source__in=_BY_VISITORS, source_id__endswith=f"/{_mark(parts)}")
    near = [row for row in same.order_by("pk") if _near(row.location, here)]
    standing = [row for row in near if row.retired_at is None or row.no_home]
    return min(standing, key=lambda row: row.no_home, default=None)


def _row(parts: rules.FoundParts, beside: Row, place: Point, key: str) -> Row:
    same = street_names.key(parts.street) == street_names.key(beside.street_name)
    row, _made = Row.objects.get_or_create(
        source=rules.FOUND,
        source_id=f"{key}/{_mark(parts)}",
        defaults={
            "street_id": beside.street_id if same else None,
            "street_name": beside.street_name if same else parts.street,
            "number": parts.number,
            "number_key": rules.number_key(parts.number),
            "stairwell": parts.stairwell,
            "unit": parts.unit,
            "unit_key": rules.number_key(parts.unit),
            "floor": rules.floor_of(parts.unit),
            "postcode": beside.postcode,
            "locality": beside.locality,
            "district": beside.district,
            "kind": "flat" if parts.unit else beside.kind,
            "location": place,
            "side": rules.parity_side(parts.number),
        },
    )
    return row


def confirm_found(*, dwelling_id: int) -> None:
    """See `api.confirm_found`."""
    live = Row.objects.filter(pk=dwelling_id, source=rules.FOUND, retired_at=None)
    if not live.update(source=rules.CONFIRMED):
        raise DwellingNotFound


def reject_found(*, dwelling_id: int, now: datetime) -> None:
    """See `api.reject_found`."""
    Row.objects.filter(pk=dwelling_id, source=rules.FOUND).update(retired_at=now, no_home=True)
    _forget_names(Row.objects.filter(pk=dwelling_id))


def forget_found(*, dwelling_ids: Iterable[int], now: datetime) -> None:
    """See `api.forget_found`."""
    found = Row.objects.filter(pk__in=list(dwelling_ids))
    found.filter(source=rules.FOUND, retired_at=None).update(retired_at=now)
    _forget_names(found)


def _forget_names(found: QuerySet[Row]) -> None:
    """A street's name that was typed goes; one that the register has, too, says nothing of anybody."""
    found.filter(source=rules.FOUND, street=None).update(street_name="", locality="", district="", postcode="")
