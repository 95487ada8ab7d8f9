"""A small town with burglaries written straight to the database, near repeats planted among them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection

from tests.places.town import ORIGIN, add_street

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
HOUSE = timedelta(hours=6)


_HOMES = """
INSERT INTO places_dwelling
  (street_id, source, source_id, street_name, number, number_key, stairwell, unit, unit_key, postcode, locality,
   kind, side, location)
SELECT %(street)s, 'test', %(name)s || ' ' || n, %(name)s, (n + 1)::text, '', '', '', '', '39232', 'Havsvik',
  'detached', CASE n %% 2 WHEN 0 THEN -1 ELSE 1 END,
  point(%(x)s + %(spacing)s * (n %% %(side)s), %(y)s + %(spacing)s * (n / %(side)s))
FROM generate_series(0, %(count)s - 1) AS n RETURNING id
"""
_BURGLARIES = """
INSERT INTO incidents_burglary
  (dwelling_id, state, earliest, latest, completed, dwelling_kind, entry_point, source, reported_at, confirmed_at)
SELECT home, %(state)s, %(now)s - (ago + %(wide)s) * interval '1 day', %(now)s - ago * interval '1 day', true,
  %(kind)s, '', 'import', %(now)s, %(now)s
FROM unnest(%(homes)s::bigint[], %(ago)s::float8[]) AS told (home, ago) RETURNING id
"""


def add_homes(count: int = 400, *, spacing: float = 30.0, street: str = "Rutgatan") -> list[int]:
    """A square of detached houses, `spacing` metres apart; ids."""
    told = {
        "street": add_street(street).pk, "name": street, "count": count, "spacing": spacing,
        "side": int(np.ceil(np.sqrt(count))), "x": ORIGIN.x, "y": ORIGIN.y,
    }  # fmt: skip
    return _ids(_HOMES, told)


def add_burglaries(
    homes: Sequence[int],
    days_ago: Iterable[float],
    *,
    kind: str = "house",
    state: str = "confirmed",
    wide: timedelta = HOUSE,
    now: datetime = NOW,
) -> list[int]:
    """A burglary of each home, its window ending so many days before `now`; ids."""
    told = {
        "homes": list(homes), "ago": [float(days) for days in days_ago], "kind": kind, "state": state,
        "wide": wide / timedelta(days=1), "now": now,
    }  # fmt: skip
    return _ids(_BURGLARIES, told)


def _ids(statement: str, told: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return [row[0] for row in cursor.fetchall()]


def some_years(
    homes: Sequence[int], count: int, *, years: float = 3.0, followed: float = 0.0, seed: int = 1
) -> None:
    """Burglaries at random, a share of them followed by one at the next home within ten days."""
    draw = np.random.default_rng(seed)
    where = draw.integers(0, len(homes) - 1, count)
    ago = draw.uniform(12, 365.25 * years, count)
    after = draw.random(count) < followed
    add_burglaries([homes[n] for n in where], ago)
    add_burglaries([homes[n + 1] for n in where[after]], ago[after] - draw.uniform(1, 10, int(after.sum())))
