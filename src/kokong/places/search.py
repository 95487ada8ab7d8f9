"""Address search as one types, forgiving: first the streets that a typed name may mean, then their dwellings."""

from collections.abc import Container
from dataclasses import replace
from typing import Any, NamedTuple

from django.db import connection

from . import homes, rules, street_names, typed
from .rules import Query
from .values import Dwelling, Hit

SIMILAR = 0.5  # word similarity from which a street's name may be meant; a letter lost in the middle keeps 0.5
STREETS = 40

# A loose index scan: one probe per town, however many streets each has.
_LOCALITIES = """
WITH RECURSIVE town (name) AS (
    (SELECT locality FROM places_street ORDER BY locality LIMIT 1)
    UNION ALL
    SELECT (SELECT locality FROM places_street WHERE locality > town.name ORDER BY locality LIMIT 1)
    FROM town WHERE town.name IS NOT NULL)
SELECT name FROM town WHERE name <> ''
"""
# `~` is greater than every letter of a key.
_BEGINNING = """
SELECT id, name_key FROM places_street
WHERE name_key >= %(q)s AND name_key < %(q)s || '~' AND dwellings > 0{town}
ORDER BY length(name_key), dwellings DESC, id LIMIT %(limit)s
"""
_RESEMBLING = """
SELECT id, name_key FROM places_street
WHERE name_key %%> %(q)s AND name_key >= %(first)s AND name_key < %(first)s || '~' AND dwellings > 0{town}
ORDER BY word_similarity(%(q)s, name_key) + similarity(%(q)s, name_key) DESC, dwellings DESC, id LIMIT %(limit)s
"""
_DOORS = """
SELECT d.id, street.nth, d.place, d.number_key, d.unit_key, d.postcode, d.locality
FROM unnest(%(streets)s::bigint[]) WITH ORDINALITY AS street (id, nth)
CROSS JOIN LATERAL (
    SELECT *, row_number() OVER (ORDER BY number_key, unit_key, id) AS place
    FROM places_dwelling WHERE street_id = street.id AND retired_at IS NULL{where}
    ORDER BY number_key, unit_key, id LIMIT %(each)s) d
"""


class Door(NamedTuple):
    """A dwelling found: `nth` is its street's place among the streets, `place` its place in the street."""

    id: int
    nth: int
    place: int
    number_key: str
    unit_key: str
    postcode: str
    locality: str


class Street(NamedTuple):
    """A street that may be meant."""

    id: int
    name_key: str


def hits(*, text: str, limit: int) -> tuple[Hit, ...]:
    """See `api.search`. The name as typed in another town goes before another name in the town."""
    ways = [way for query in _readings(text) for way in _with_and_without_town(query)]
    for stage in STAGES:
        for query in ways:
            if doors := _ranked(query, stage(query), limit):
                ids = [door.id for door in doors[:limit]]
                values = homes.by_ids(ids)
                return tuple(_hit(values[i]) for i in ids)
    return ()


def _with_and_without_town(query: Query) -> list[Query]:
    anywhere = replace(query, locality="", rest=query.locality)
    return [query, anywhere] if query.locality else [query]


def _hit(home: Dwelling) -> Hit:
    return Hit(home.id, home.address, f"{home.postcode} {home.locality}".strip(), home.lon, home.lat)


def nearby(text: str) -> list[int]:
    """The nearest house numbers of the street that is meant, else what the search would offer."""
    for query in _readings(text):
        if query.number[:5].isdigit():
            streets = [s.id for s in _streets(query) if rules.means(query.street, s.name_key) is not None]
            doors = _doors(streets, Query(query.street), each=2000, typing=True)
            near = sorted(doors, key=lambda door: (_steps(door, query), door.nth, door.number_key, door.unit_key))
            if one_each := {(door.nth, door.number_key): door.id for door in reversed(near)}:
                return list(reversed(one_each.values()))[:4]
    return [hit.dwelling_id for hit in hits(text=text, limit=4)]


def _steps(door: Door, query: Query) -> int:
    """How many house numbers apart."""
    own = door.number_key[:5]
    return abs(int(own) - int(query.number[:5])) if own.isdigit() else 99_999


def _ranked(query: Query, streets: list[Street], limit: int) -> list[Door]:
    doors = _doors([s.id for s in streets], query, each=limit, typing=True) if streets else []
    named = {n for n, s in enumerate(streets, start=1) if rules.means(query.street, s.name_key) is not None}
    return sorted(doors, key=lambda door: _rank(door, query, named))


def _rank(door: Door, query: Query, named: Container[int]) -> tuple[Any, ...]:
    """The right town first, then names surely meant, then the number as typed, then the best street. Without a
    number one door of each street, then a second of each."""
    first = (not _in_town(door, query, typing=True), door.nth not in named)
    if query.number:
        return *first, door.number_key != query.number, door.nth, door.number_key, door.unit_key, door.id
    return *first, door.place, door.nth, door.id


def _in_town(door: Door, query: Query, *, typing: bool = False) -> bool:
    town, code = rules.fold(door.locality), door.postcode.replace(" ", "")
    if query.postcode and code and code != query.postcode:
        return False
    if query.locality and query.locality != town:
        return False
    return not query.rest or not town or town == query.rest or (typing and town.startswith(query.rest))


def _readings(text: str) -> tuple[Query, ...]:
    """The ways to read what was typed; the municipality's towns are looked up only where one may stand."""
    towns: set[str] = set()
    if len(rules.fold(text).split()) > 1:
        with connection.cursor() as cursor:
            cursor.execute(_LOCALITIES)
            towns = {rules.fold(name) for (name,) in cursor.fetchall()}
    named = typed.designation(text)
    as_registered = (Query(named.name, named.number), Query(named.name)) if named else ()
    found = as_registered or rules.readings(text, localities=towns)
    return tuple(replace(query, street=street_names.key(query.street)) for query in found)


def _streets(query: Query) -> list[Street]:
    """The streets that may be meant: of the first stage that finds any."""
    return next((found for stage in STAGES if (found := stage(query))), [])


def _beginning(query: Query) -> list[Street]:
    """Streets whose names begin as typed."""
    return _find(_BEGINNING, query, first="", similar=SIMILAR)


def a_slip_away(name: str) -> list[Street]:
    """Streets whose names, as `street_names.key` writes them, may be a letter away from `name`."""
    return _a_slip_away(Query(name)) if name else []


def _a_slip_away(query: Query) -> list[Street]:
    """Streets whose names are a letter away from what was typed, the first letter being right."""
    return _find(_RESEMBLING, query, first=query.street[0], similar=_one_slip(query.street))


def _resembling(query: Query) -> list[Street]:
    """All streets whose names resemble what was typed."""
    return _find(_RESEMBLING, query, first="", similar=SIMILAR)


STAGES = (_beginning, _a_slip_away, _resembling)


def _find(statement: str, query: Query, *, first: str, similar: float) -> list[Street]:
    town = " AND split_part(key, '|', 2) = %(town)s" if query.locality else ""
    values: dict[str, str | int] = {"q": query.street, "town": query.locality, "first": first, "limit": STREETS}
    with connection.cursor() as cursor:
        if statement is _RESEMBLING:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(similar)])
        cursor.execute(statement.format(town=town), values)
        return [Street(*row) for row in cursor.fetchall()]


def _one_slip(name: str) -> float:
    """The word similarity that a name keeps when one letter is lost, added or wrong: four of its trigrams go.
    The higher it is, the fewer names the index brings up."""
    trigrams = sum(len(word) + 1 for word in name.split())
    return max(SIMILAR, (trigrams - 4) / trigrams - 0.01)


def _doors(streets: list[int], query: Query, *, each: int, typing: bool) -> list[Door]:
    where = ""
    parameters: dict[str, Any] = {"streets": streets, "each": each}
    for name, key in (("number", query.number), ("unit", query.unit)):
        ranges = rules.number_ranges(key) if typing else ((key, key),)
        if key or (name == "number" and not typing):
            parts = []
            for i, (low, high) in enumerate(ranges):
                parameters |= {f"{name}{i}": low, f"{name}{i}_": high}
                end = "<" if typing else "<="
                parts.append(f"{name}_key >= %({name}{i})s AND {name}_key {end} %({name}{i}_)s")
            where += f" AND ({' OR '.join(parts)})"
    with connection.cursor() as cursor:
        cursor.execute(_DOORS.format(where=where), parameters)
        return [Door(*row) for row in cursor.fetchall()]
