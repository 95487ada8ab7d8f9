"""A few addresses written straight to the database, for tests that need no import."""

from typing import Any

from django.db.models import F

from kokong.kernel.fields import Point
from kokong.places import rules, street_names
from kokong.places.models import Dwelling, Street

ORIGIN = Point(584_000.0, 6_280_000.0)  # Kalmar, SWEREF 99 TM


def add_street(name: str, *, locality: str = "Havsvik") -> Street:
    """The street of this name and town, made at first use."""
    key = f"{rules.fold(name)}|{rules.fold(locality)}"
    values = {"name": name, "name_key": street_names.key(name), "locality": locality}
    return Street.objects.get_or_create(key=key, defaults=values)[0]


def add_dwelling(
    street: str = "Storgatan",
    number: str = "1",
    *,
    east: float = 0.0,
    north: float = 0.0,
    unit: str = "",
    locality: str = "Havsvik",
    postcode: str = "392 32",
    kind: str = "detached",
    **more: Any,
) -> Dwelling:
    """A dwelling `east` and `north` metres from the town's origin."""
    row = add_street(street, locality=locality)
    Street.objects.filter(pk=row.pk).update(dwellings=F("dwellings") + 1)
    values: dict[str, Any] = {
        "source": "test",
        "source_id": f"{street}|{number}|{unit}|{locality}",
        "street_name": street,
        "number_key": rules.number_key(number),
        "unit_key": rules.number_key(unit),
        "floor": rules.floor_of(unit),
        "location": Point(ORIGIN.x + east, ORIGIN.y + north),
        "side": rules.parity_side(number),
    }
    fixed = {"number": number, "unit": unit, "locality": locality, "postcode": postcode, "kind": kind}
    return Dwelling.objects.create(street=row, **values | fixed | more)


def add_row_of_houses(count: int = 12, *, street: str = "Storgatan", spacing: float = 20.0) -> list[Dwelling]:
    """Odd numbers along the south side, even ones along the north side, as on any street."""
    return [
        add_dwelling(
            street, str(n), east=spacing * (n // 2), north=15.0 * (n % 2 == 0), measure=spacing * (n // 2)
        )
        for n in range(1, count + 1)
    ]
