"""Homes into the table: copied to a staging table, compared with what is there, then added, changed and retired.

Both sides are compared in temporary tables that PostgreSQL has counted: of the table itself it knows little right
after a large import, and would compare each home with each. Everything happens in the caller's transaction, so a
killed import leaves nothing behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from kokong.kernel import tenancy
from kokong.tables import clean

from .. import rules, street_names
from ..values import ImportRefused
from .source import Address

MANY: Final = 0.5  # share of a source's dwellings that one import may retire without being told so
FEW: Final = 20  # so few may always go
SAME_M: Final = 60.0  # an address that moved no farther is the same home under a new id

_TEXTS: Final = (
    "source_id", "street_name", "number", "number_key", "stairwell", "unit", "unit_key",
    "postcode", "locality", "district", "kind", "homes_by", "use",
)  # fmt: skip
_COLUMNS: Final = (*_TEXTS, "floor", "homes", "location")
_STAGE: Final = (
    "CREATE TEMPORARY TABLE incoming ("
    + ", ".join(f"{name} text NOT NULL" for name in _TEXTS)
    + ", floor smallint, homes smallint NOT NULL, location point NOT NULL, street_key text NOT NULL)"
    + " ON COMMIT DROP"
)
_THERE: Final = """
CREATE TEMPORARY TABLE there ON COMMIT DROP AS
SELECT d.id, d.source, d.source_id, s.whole AS street_key, d.number_key, d.unit_key, d.stairwell, d.location,
       d.homes, d.homes_by, d.no_home, d.retired_at, false AS touched
FROM places_dwelling d LEFT JOIN places_street s ON s.id = d.street_id
"""
_UNNAMED: Final = f"""
SELECT d.id, d.street_name FROM there t JOIN places_dwelling d ON d.id = t.id
WHERE t.street_key IS NULL AND t.source IN {rules.BY_PEOPLE} AND d.street_name <> ''
"""  # noqa: S608
_SAME_HOUSE: Final = (
    f"i.street_key = e.street_key AND i.number_key = e.number_key AND (i.location <-> e.location) <= {SAME_M}"
)
# Whoever doesn't say a stairwell means the whole house; a flat that is there keeps the stairwell it has.
_SAME_STAIRS: Final = (
    "(lower(i.stairwell) IN (lower(e.stairwell), '') OR (e.stairwell = '' AND '' IN (i.unit_key, e.unit_key)))"
)
_SAME_ADDRESS: Final = f"{_SAME_HOUSE} AND i.unit_key = e.unit_key AND {_SAME_STAIRS}"


def _enough(block: str) -> str:
    """How many flats must be listed for a block to be these flats: all its homes, or half of those estimated."""
    return f"CASE {block}.homes_by WHEN 'estimated' THEN ceil({block}.homes / 2.0) ELSE {block}.homes END"


# A home whose id the source has changed keeps its row: burglaries and visits point at it.
_ADOPT: Final = f"""
UPDATE there d SET source_id = pair.fresh, touched = true FROM (
    SELECT DISTINCT ON (fresh) id, fresh FROM (
        SELECT DISTINCT ON (e.id) e.id, i.source_id AS fresh
        FROM there e JOIN incoming i ON {_SAME_ADDRESS}
        WHERE e.source = %(source)s AND e.retired_at IS NULL
          AND NOT EXISTS (SELECT FROM incoming x WHERE x.source_id = e.source_id)
          AND NOT EXISTS (SELECT FROM there x WHERE x.source = %(source)s AND x.source_id = i.source_id)
        ORDER BY e.id, i.location <-> e.location, i.source_id) AS nearest
    ORDER BY fresh, id) AS pair
WHERE d.id = pair.id
"""  # noqa: S608
# A home that was told or found before any file listed it is the file's from now on.
_TAKE_OVER: Final = f"""
UPDATE there d SET source = %(source)s, source_id = pair.fresh, touched = true FROM (
    SELECT DISTINCT ON (i.source_id) e.id, i.source_id AS fresh
    FROM there e JOIN incoming i ON {_SAME_ADDRESS}
    WHERE e.source IN {rules.BY_PEOPLE} AND e.retired_at IS NULL
      AND NOT EXISTS (SELECT FROM there x WHERE x.source = %(source)s AND x.source_id = i.source_id)
    ORDER BY i.source_id, e.id) AS pair
WHERE d.id = pair.id
"""  # noqa: S608
# A house that turns out to hold flats is those flats. While some are missing it stays, and stands for the others.
_NOW_LISTED: Final = f"""
UPDATE there d SET retired_at = %(now)s, touched = true FROM (
    SELECT e.id FROM there e JOIN incoming i ON {_SAME_HOUSE}
    WHERE e.source <> %(source)s AND e.source <> '{rules.REPORTED}' AND e.retired_at IS NULL AND e.unit_key = ''
      AND i.unit_key <> '' AND {_SAME_STAIRS}
    GROUP BY e.id, e.homes, e.homes_by HAVING count(*) >= {_enough("e")}) AS house
WHERE d.id = house.id
"""  # noqa: S608
_LISTED_ELSEWHERE: Final = f"""
DELETE FROM incoming block USING (
    SELECT i.source_id, min(e.source) AS source
    FROM there e JOIN incoming i ON {_SAME_HOUSE}
    WHERE e.source <> %(source)s AND e.source NOT IN {rules.BY_PEOPLE} AND e.retired_at IS NULL
      AND i.unit_key = '' AND e.unit_key <> '' AND {_SAME_STAIRS}
    GROUP BY i.source_id, i.homes, i.homes_by HAVING count(*) >= {_enough("i")}) AS listed
WHERE block.source_id = listed.source_id
RETURNING block.source_id, block.street_name || ' ' || block.number, listed.source
"""  # noqa: S608
# Two visitors found no home there, whatever any source says; of what a visitor found one coordinator decided.
_NO_HOME: Final = f"""
DELETE FROM incoming gone WHERE gone.source_id IN (
    SELECT e.source_id FROM there e WHERE e.source = %(source)s AND e.no_home
    UNION
    SELECT i.source_id FROM there e JOIN incoming i ON {_SAME_ADDRESS}
    WHERE e.no_home AND e.source <> '{rules.FOUND}')
RETURNING gone.source_id, gone.street_name || ' ' || gone.number
"""  # noqa: S608
# Who stood before the letter boxes knows better than an estimate.
_COUNTED: Final = """
UPDATE incoming i SET homes = e.homes, homes_by = e.homes_by FROM there e
WHERE e.source = %(source)s AND e.source_id = i.source_id AND e.homes_by = 'counted' AND i.homes_by <> 'told'
"""
# An address that another source already gave is not taken a second time.
_KNOWN_ELSEWHERE: Final = f"""
DELETE FROM incoming i USING there e
WHERE e.source <> %(source)s AND e.retired_at IS NULL AND {_SAME_ADDRESS}
  AND NOT EXISTS (SELECT FROM there x
                  WHERE x.source = %(source)s AND x.source_id = i.source_id AND x.retired_at IS NULL)
RETURNING i.source_id, i.street_name || ' ' || i.number, e.source
"""  # noqa: S608
_COUNTS: Final = """
SELECT count(*) FILTER (WHERE e.id IS NULL), count(*) FILTER (WHERE e.retired_at IS NOT NULL), count(*)
FROM incoming i LEFT JOIN there e ON e.source = %(source)s AND e.source_id = i.source_id
"""
_MISSING: Final = """
d.source = %(source)s AND d.retired_at IS NULL
AND NOT EXISTS (SELECT FROM incoming i WHERE i.source_id = d.source_id)
"""
_HOW_MANY_MISSING: Final = f"SELECT count(*) FROM there d WHERE {_MISSING}"  # noqa: S608
_RETIRE: Final = f"UPDATE there d SET retired_at = %(now)s, touched = true WHERE {_MISSING}"  # noqa: S608
# People go on while a large file is compared, which takes minutes: what they say meanwhile stays. All that is
# touched was live when it was looked at.
_WRITE: Final = f"""
UPDATE places_dwelling d
SET source = t.source, source_id = t.source_id, retired_at = coalesce(d.retired_at, t.retired_at)
FROM there t WHERE d.id = t.id AND t.touched AND (d.retired_at IS NULL OR d.source NOT IN {rules.BY_PEOPLE})
"""  # noqa: S608
_PLAIN: Final = tuple(name for name in _COLUMNS if name not in {"source_id", "location"})


def _fresh(name: str) -> str:
    """What a column becomes: as the file says, but for homes that were counted at their door meanwhile."""
    if name not in {"homes", "homes_by"}:
        return f"excluded.{name}"
    counted = "d.homes_by = 'counted' AND excluded.homes_by <> 'told'"
    return f"CASE WHEN {counted} THEN d.{name} ELSE excluded.{name} END"


_BEFORE: Final = ", ".join([*(f"d.{name}" for name in _PLAIN), "d.location[0]", "d.location[1]"])
_AFTER: Final = ", ".join([*map(_fresh, _PLAIN), "excluded.location[0]", "excluded.location[1]"])

_UPSERT: Final = f"""
INSERT INTO places_dwelling AS d (municipality_id, source, {", ".join(_COLUMNS)}, side)
SELECT %(municipality)s, %(source)s, {", ".join(_COLUMNS)}, 0
FROM incoming ORDER BY street_name, number_key, unit_key
ON CONFLICT (municipality_id, source, source_id) DO UPDATE
SET {", ".join(f"{name} = {_fresh(name)}" for name in (*_PLAIN, "location"))}, retired_at = NULL
WHERE NOT d.no_home AND (d.retired_at IS NOT NULL OR ({_BEFORE}) IS DISTINCT FROM ({_AFTER}))
"""  # noqa: S608


@dataclass(frozen=True)
class Merged:
    """How many dwellings were added, changed, left as they were, retired, and came back."""

    added: int
    changed: int
    unchanged: int
    retired: int
    returned: int
    refused: list[tuple[str, str, str]]


def merge(homes: Iterable[Address], *, source: str, now: datetime, retire_many: bool) -> Merged:
    """Make the dwellings of `source` be exactly `homes`; other sources' stay as they are.

    Raises ImportRefused when more than half of them, or of the others', would be retired, unless `retire_many`.
    """
    values: dict[str, Any] = {"source": source, "municipality": tenancy.municipality_id(), "now": now}
    with connection.cursor() as cursor:
        _stage(cursor, homes)
        cursor.execute(_ADOPT, values)
        adopted = cursor.rowcount
        cursor.execute(_TAKE_OVER, values)
        cursor.execute(_NOW_LISTED, values)
        listed = cursor.rowcount
        cursor.execute(_KNOWN_ELSEWHERE, values)
        elsewhere = _elsewhere(cursor.fetchall())
        cursor.execute(_LISTED_ELSEWHERE, values)
        elsewhere += _flats_elsewhere(cursor.fetchall())
        cursor.execute(_COUNTED, values)
        cursor.execute(_NO_HOME, values)
        elsewhere += [(row, label, _("visitors found no home there")) for row, label in cursor.fetchall()]
        cursor.execute(_COUNTS, values)
        added, returned, incoming = cursor.fetchone()
        _refuse_many(cursor, values | {"listed": listed}, retire_many)
        cursor.execute(_RETIRE, values)
        retired = cursor.rowcount
        cursor.execute(_WRITE)
        cursor.execute(_UPSERT, values)
        changed = max(cursor.rowcount - added - returned, adopted)
        cursor.execute("DROP TABLE incoming, there")
    return Merged(added, changed, incoming - added - returned - changed, retired + listed, returned, elsewhere)


def _stage(cursor: Any, homes: Iterable[Address]) -> None:
    cursor.execute(_STAGE)
    with cursor.copy(f"COPY incoming ({', '.join(_COLUMNS)}, street_key) FROM STDIN") as copy:
        for home in homes:
            copy.write_row(_row(home))
    cursor.execute(_THERE)
    _name_streets(cursor)
    cursor.execute("ANALYZE incoming, there")


def _name_streets(cursor: Any) -> None:
    """What people told at a street that no file had yet is known by its name."""
    cursor.execute(_UNNAMED)
    named = [(street_names.whole(name), key) for key, name in cursor.fetchall()]
    cursor.executemany("UPDATE there SET street_key = %s WHERE id = %s", named)


def _row(a: Address) -> tuple[Any, ...]:
    keys = {"number_key": rules.number_key(a.number), "unit_key": rules.number_key(a.unit)}
    cut = {
        "source_id": 120,
        "street": 160,
        "number": 40,
        "stairwell": 40,
        "unit": 40,
        "postcode": 16,
        "locality": 120,
        "district": 120,
        "homes_by": 12,
        "use": 40,
    }
    text = {name: clean(getattr(a, name))[:length].strip() for name, length in cut.items()}
    text |= {"street_name": text["street"], "kind": a.kind} | {name: key[:60] for name, key in keys.items()}
    key = street_names.whole(text["street"])
    return (*(text[name] for name in _TEXTS), a.floor, max(1, a.homes), f"({a.x!r},{a.y!r})", key)


def _elsewhere(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [(row, label, _("already there from %(source)s") % {"source": source}) for row, label, source in rows]


def _flats_elsewhere(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    found = {row: (row, label, source) for row, label, source in rows}
    return [
        (row, label, _("its flats are listed by %(source)s") % {"source": source})
        for row, label, source in found.values()
    ]


def _refuse_many(cursor: Any, values: dict[str, Any], retire_many: bool) -> None:
    cursor.execute(_HOW_MANY_MISSING, values)
    missing = cursor.fetchone()[0]
    cursor.execute("SELECT count(*) FROM there WHERE source = %(source)s AND retired_at IS NULL", values)
    there = cursor.fetchone()[0]
    cursor.execute("SELECT count(*) FROM there WHERE source <> %(source)s AND retired_at IS NULL", values)
    others = cursor.fetchone()[0] + values["listed"]
    if values["listed"] > max(FEW, MANY * others) and not retire_many:
        raise _too_many(
            _("This file lists flats in %(listed)d of the %(others)d dwellings that came from other files, and "
              "these would be retired. Nothing was changed.")
            % {"listed": values["listed"], "others": others}
        )  # fmt: skip
    if missing > max(FEW, MANY * there) and not retire_many:
        raise _too_many(
            _("%(missing)d of the %(there)d dwellings that came from %(source)s are not in this file and would be "
              "retired. Nothing was changed.")
            % {"missing": missing, "there": there, "source": values["source"]}
        )  # fmt: skip


def _too_many(said: str) -> ImportRefused:
    terminal = _("If the file is right, import it with --retire-many.")
    page = _("If the file is right, ask whoever looks after the installation to import it.")
    return ImportRefused(f"{said} {terminal}", on_page=f"{said} {page}")
