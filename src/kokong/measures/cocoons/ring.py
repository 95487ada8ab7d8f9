"""The doors of a cocoon: chosen around its home, and stored with what is known of their dwellings."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from kokong.places import api as places
from kokong.risk import api as risk

from . import choosing, rules, sharing
from . import models as rows

CANDIDATES: Final = 3  # times the cap: adjacency may prefer a door to a nearer one


def choose(
    dwelling_id: int, kind: str, preset: rules.Preset, *, accepted: risk.Settings
) -> tuple[choosing.Chosen, ...]:
    """The doors around a home, by the municipality's preset and order. Raises places.DwellingNotFound."""
    around = places.neighbourhood(
        dwelling_id=dwelling_id,
        radius_m=preset.radius_m,
        at_least=preset.at_least,
        limit=CANDIDATES * preset.cap,
    )
    return choosing.choose(
        home=around.home,
        neighbours=around.neighbours,
        kind=kind,
        preset=preset,
        risk=_risk(around, kind) if accepted.ranking == "risk" else None,
        ways=_ways(around),
    )


def _ways(around: places.Neighbourhood) -> dict[int, float | None]:
    """Metres over ways to each neighbour, None where no way leads there; nothing where no ways are known."""
    metres = places.ways_over(places=[(n.x, n.y) for n in (around.home, *around.neighbours)])
    return {n.dwelling_id: m for n, m in zip(around.neighbours, metres, strict=False)}


def _risk(around: places.Neighbourhood, kind: str) -> dict[int, float] | None:
    """Burglaries to expect at each door, where the municipality orders doors so; never around holiday homes."""
    order = None if kind == "holiday" else risk.door_order()
    if order is None:
        return None
    return {door.dwelling_id: order.expected(around.home, door) for door in around.neighbours}


def add_doors(
    cocoon: rows.Cocoon, chosen: Iterable[choosing.Chosen], *, preset: rules.Preset, now: datetime
) -> list[int]:
    """Store doors with what is known of their dwellings; their ids."""
    wanted = tuple(chosen)
    ids = [door.dwelling_id for door in wanted]
    shared = sharing.shareable(ids, cocoon=cocoon, since=now - timedelta(days=preset.share_days))
    quiet = places.do_not_visit(dwelling_ids=ids, now=now)
    return _insert([_cells(cocoon, door, quiet, shared) for door in wanted])


_NOT_VISITED: Final = ("", None, None, 0, 0, 0)


def _cells(
    cocoon: rows.Cocoon, chosen: choosing.Chosen, quiet: frozenset[int], shared: Mapping[int, rows.Door]
) -> tuple[Any, ...]:
    """A door's values in the order of `_COLUMNS`."""
    place = (cocoon.pk, chosen.dwelling_id, chosen.reason, chosen.rank, chosen.distance_m)
    here = (*place, chosen.way, chosen.way_m, chosen.homes)
    if chosen.dwelling_id in quiet:
        return (*here, "do_not_visit", "", None, *_NOT_VISITED)
    if covering := shared.get(chosen.dwelling_id):
        said = (covering.outcome, covering.visited_at, covering.visited_by)
        homes = (covering.reached, covering.reached_in_time, covering.covered)
        return (*here, "shared", "", covering.cocoon_id, *said, *homes)
    return (*here, "open", "", None, *_NOT_VISITED)


# One short statement whatever the number of doors: writing out a value for each of hundreds of cells costs
# more than storing them.
_COLUMNS: Final = {
    "cocoon_id": "bigint", "dwelling_id": "bigint", "reason": "text", "rank": "smallint", "distance_m": "float8",
    "way": "text", "way_m": "float8", "homes": "smallint",
    "state": "text", "drop_reason": "text", "shared_with_id": "bigint", "outcome": "text",
    "visited_at": "timestamptz", "visited_by": "bigint",
    "reached": "smallint", "reached_in_time": "smallint", "covered": "smallint",
}  # fmt: skip
_INSERT: Final = (
    f"INSERT INTO cocoons_door ({', '.join(_COLUMNS)}) SELECT * FROM unnest("  # noqa: S608
    + ", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())
    + ") RETURNING id"
)


def _insert(doors: list[tuple[Any, ...]]) -> list[int]:
    if not doors:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [list(column) for column in zip(*doors, strict=True)])
        return [row[0] for row in cursor.fetchall()]
