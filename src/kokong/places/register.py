"""The streets and doors that addresses are looked up in: one address at a time, or a thousand in two queries."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, NamedTuple, Protocol

from django.db import connection

from . import street_names
from .typed import Asked

MOST: Final = 500  # homes at one number
INITIALS: Final = 2000  # streets looked through for a name with initials

_NAMED: Final = "SELECT id, name_key, whole FROM places_street WHERE whole = ANY(%s) AND dwellings > 0"
_BEGINNING: Final = (
    "SELECT id, name_key, whole FROM places_street"
    " WHERE name_key >= %s AND name_key < %s || '~' AND dwellings > 0 ORDER BY name_key LIMIT %s"
)
_DOOR: Final = (
    "SELECT d.id, d.street_id, d.number_key, d.stairwell, d.unit_key, d.postcode, d.locality, d.district, d.kind,"
    " d.homes FROM places_dwelling d"
)
_ORDER: Final = " ORDER BY d.street_id, d.number_key, d.stairwell, d.unit_key, d.id"
_AT: Final = _DOOR + " WHERE d.street_id = ANY(%s) AND d.retired_at IS NULL AND {which}" + _ORDER + " LIMIT %s"
_NUMBERS: Final = _AT.format(which="d.number_key = ANY(%s)")
_SPANS: Final = _AT.format(which="d.number_key LIKE %s")
_ALL: Final = _AT.format(which="true")
_MANY: Final = f"""
{_DOOR} JOIN (SELECT DISTINCT * FROM unnest(%s::bigint[], %s::text[])) AS asked (street, number)
ON d.street_id = asked.street AND d.number_key = asked.number WHERE d.retired_at IS NULL
UNION ALL {_DOOR} WHERE d.street_id = ANY(%s) AND d.retired_at IS NULL AND d.number_key LIKE %s
"""  # noqa: S608


class Door(NamedTuple):
    """A dwelling at a number; keys and names as they are stored."""

    id: int
    street_id: int
    number_key: str
    stairwell: str
    unit_key: str
    postcode: str
    locality: str
    district: str
    kind: str
    homes: int


class Register(Protocol):
    """What an address is looked up in."""

    def named(self, names: Collection[str]) -> dict[str, list[int]]:
        """The streets with dwellings that are called so, by their whole names."""

    def with_initials(self, name: str) -> list[int]:
        """The streets that a name with initials may mean."""

    def numbered(self, streets: Sequence[int], numbers: Collection[str]) -> list[Door]:
        """The doors with one of the numbers."""

    def spanning(self, streets: Sequence[int]) -> list[Door]:
        """The doors whose number stands for several houses."""


class Asking:
    """Asks the database each time: for one address."""

    def named(self, names: Collection[str]) -> dict[str, list[int]]:
        """See Register."""
        found: dict[str, list[int]] = {}
        for street_id, _key, whole in rows(_NAMED, [list(names)]):
            found.setdefault(whole, []).append(street_id)
        return found

    def with_initials(self, name: str) -> list[int]:
        """See Register."""
        pattern, begins = street_names.initials(name), street_names.beginning(name)
        if pattern is None or not begins:
            return []
        return [
            street_id
            for street_id, key, whole in rows(_BEGINNING, [begins, begins, INITIALS])
            if pattern.fullmatch(key) or pattern.fullmatch(whole)
        ]

    def numbered(self, streets: Sequence[int], numbers: Collection[str]) -> list[Door]:
        """See Register."""
        return [Door(*row) for row in rows(_NUMBERS, [list(streets), list(numbers), MOST])]

    def spanning(self, streets: Sequence[int]) -> list[Door]:
        """See Register."""
        return [Door(*row) for row in rows(_SPANS, [list(streets), "%-%", MOST])]

    def first(self, streets: Sequence[int], most: int) -> list[Door]:
        """The first doors of streets, whatever their numbers."""
        return [Door(*row) for row in rows(_ALL, [list(streets), most])] if streets else []


class Loaded(Asking):
    """What the readings of many addresses can be about, fetched at once; initials are asked for, once a name."""

    def __init__(self, asked: Iterable[Asked]) -> None:
        self._initials: dict[str, list[int]] = {}
        spelled = [(each, street_names.spellings(each.street)) for each in asked]
        self._streets = super().named({name for _asked, names in spelled for name in names})
        pairs = {
            (street, number)
            for each, names in spelled
            for name in names
            for street in self._streets.get(name, ())
            for number in numbers_of(each)
        }
        streets, numbers = [street for street, _number in pairs], [number for _street, number in pairs]
        self._at: dict[int, dict[int, Door]] = {street: {} for street in streets}
        for row in rows(_MANY, [streets, numbers, list(self._at), "%-%"]):
            self._at[row[1]][row[0]] = Door(*row)

    def named(self, names: Collection[str]) -> dict[str, list[int]]:
        """See Register."""
        return {name: self._streets[name] for name in names if name in self._streets}

    def with_initials(self, name: str) -> list[int]:
        """See Register."""
        if name not in self._initials:
            self._initials[name] = super().with_initials(name)
        return self._initials[name]

    def numbered(self, streets: Sequence[int], numbers: Collection[str]) -> list[Door]:
        """See Register."""
        if not all(street in self._at for street in streets):  # one with initials, which nothing was fetched of
            return super().numbered(streets, numbers)
        return self._those(streets, lambda door: door.number_key in numbers)

    def spanning(self, streets: Sequence[int]) -> list[Door]:
        """See Register."""
        if not all(street in self._at for street in streets):
            return super().spanning(streets)
        return self._those(streets, lambda door: "-" in door.number_key)

    def _those(self, streets: Sequence[int], wanted: Any) -> list[Door]:
        found = [door for street in dict.fromkeys(streets) for door in self._at[street].values() if wanted(door)]
        return sorted(found, key=lambda d: (d.street_id, d.number_key, d.stairwell, d.unit_key, d.id))[:MOST]


def numbers_of(asked: Asked) -> set[str]:
    """The numbers under which a home that is asked for may stand: its letter may be a stairwell's."""
    numbers = {asked.number, asked.number[:5] if asked.number[:5].isdigit() else asked.number}
    return numbers | {asked.number + asked.stairwell} if asked.stairwell else numbers


def rows(statement: str, values: Sequence[Any]) -> list[Any]:
    """What a query finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[Any] = cursor.fetchall()
        return found
