"""A confirmed burglary gets its cocoon; a corrected one takes it along; a withdrawn one closes it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from math import hypot
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from kokong.kernel import audit
from kokong.places import api as places
from kokong.risk import api as risk

from . import choosing, presets, rules
from . import models as rows
from .values import Cocoon

CANDIDATES = 3  # times the cap: adjacency may prefer a door to a nearer one


def value(row: rows.Cocoon) -> Cocoon:
    """A row as it crosses the room's door."""
    return Cocoon(
        id=row.pk,
        burglary_id=row.burglary_id,
        dwelling_id=row.home_id,
        kind=row.kind,
        opened=row.opened,
        due=row.due,
        watch_until=row.watch_until,
        closed=row.closed,
        cleared=row.cleared,
        walk_by=row.walk_by,
        walk_m=row.walk_m,
    )


@transaction.atomic(savepoint=False)
def open_for(*, burglary_id: int, dwelling_id: int, dwelling_kind: str, now: datetime) -> Cocoon:
    """The cocoon of a confirmed burglary, opened now unless it is open already. Emits `cocoon.opened`.

    Raises places.DwellingNotFound for a dwelling of another municipality.
    """
    found = rows.Cocoon.objects.filter(burglary_id=burglary_id).first()
    if found is not None:
        return value(found)
    kind = _kind(dwelling_kind, dwelling_id)
    preset = presets.preset(kind=kind)
    chosen = _choose(dwelling_id, kind, preset)
    try:
        with transaction.atomic():
            cocoon = rows.Cocoon.objects.create(
                burglary_id=burglary_id,
                dwelling_id=dwelling_id,
                kind=kind,
                opened=now,
                due=rules.due(opened=now, preset=preset),
                watch_until=rules.watch_until(opened=now, preset=preset),
                claim_minutes=preset.claim_minutes,
            )
    except IntegrityError:  # opened at this very moment by somebody else
        return value(rows.Cocoon.objects.get(burglary_id=burglary_id))
    _add_doors(cocoon, chosen, preset=preset, now=now)
    audit.record(action="cocoon.opened", subject="cocoon", subject_id=cocoon.pk, detail={"doors": len(chosen)})
    return value(cocoon)


def _kind(burgled: str, dwelling_id: int) -> str:
    """The preset's kind: by the burglary's kind of dwelling, else by the address's."""
    if burgled in rules.PRESET_OF:
        return rules.PRESET_OF[burgled]
    home = places.dwelling(dwelling_id=dwelling_id)
    return rules.PRESET_OF.get(home.kind if home else "", "detached")


def _choose(dwelling_id: int, kind: str, preset: rules.Preset) -> tuple[choosing.Chosen, ...]:
    around = places.neighbourhood(
        dwelling_id=dwelling_id,
        radius_m=preset.radius_m,
        at_least=preset.at_least,
        limit=CANDIDATES * preset.cap,
    )
    return choosing.choose(
        home=around.home, neighbours=around.neighbours, kind=kind, preset=preset, risk=_risk(around, kind)
    )


def _risk(around: places.Neighbourhood, kind: str) -> dict[int, float] | None:
    """Burglaries to expect at each door, where the municipality orders doors so; never around holiday homes."""
    order = None if kind == "holiday" else risk.door_order()
    if order is None:
        return None
    return {door.dwelling_id: order.expected(around.home, door) for door in around.neighbours}


def _add_doors(
    cocoon: rows.Cocoon, chosen: Iterable[choosing.Chosen], *, preset: rules.Preset, now: datetime
) -> list[int]:
    """Store doors with what is known of their dwellings; their ids."""
    wanted = tuple(chosen)
    ids = [door.dwelling_id for door in wanted]
    shared = shareable(ids, cocoon=cocoon, since=now - timedelta(days=preset.share_days))
    quiet = listed(ids, now=now)
    return _insert([_cells(cocoon, door, quiet, shared) for door in wanted])


def _cells(
    cocoon: rows.Cocoon, chosen: choosing.Chosen, quiet: set[int], shared: Mapping[int, rows.Door]
) -> tuple[Any, ...]:
    """A door's values in the order of `_COLUMNS`."""
    here = (cocoon.pk, chosen.dwelling_id, chosen.reason, chosen.rank, chosen.distance_m)
    if chosen.dwelling_id in quiet:
        return (*here, "do_not_visit", "", None, "", None, None)
    if covering := shared.get(chosen.dwelling_id):
        said = (covering.outcome, covering.visited_at, covering.visited_by)
        return (*here, "shared", "", covering.cocoon_id, *said)
    return (*here, "open", "", None, "", None, None)


# One short statement whatever the number of doors: writing out a value for each of hundreds of cells costs
# more than storing them.
_COLUMNS: Final = {
    "cocoon_id": "bigint", "dwelling_id": "bigint", "reason": "text", "rank": "smallint", "distance_m": "float8",
    "state": "text", "drop_reason": "text", "shared_with_id": "bigint", "outcome": "text",
    "visited_at": "timestamptz", "visited_by": "bigint",
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


def share(door: rows.Door, covering: rows.Door) -> None:
    """Let another cocoon's visit cover this door, too (not saved)."""
    door.state = "shared"
    door.shared_with_id = covering.cocoon_id
    door.outcome = covering.outcome
    door.visited_at = covering.visited_at
    door.visited_by = covering.visited_by


def shareable(dwelling_ids: Iterable[int], *, cocoon: rows.Cocoon, since: datetime) -> dict[int, rows.Door]:
    """Doors of other cocoons whose household was talked to or got a card since then, the latest of each."""
    found = rows.Door.objects.filter(
        dwelling_id__in=list(dwelling_ids), state="done", outcome__in=rules.SHARED, visited_at__gte=since
    ).exclude(cocoon=cocoon)
    return {door.dwelling_id: door for door in found.order_by("visited_at", "pk") if door.dwelling_id}


def listed(dwelling_ids: Iterable[int], *, now: datetime) -> set[int]:
    """Which of the dwellings are on the do-not-visit list today."""
    return set(
        rows.DoNotVisit.objects.filter(dwelling_id__in=list(dwelling_ids))
        .filter(Q(expires=None) | Q(expires__gte=timezone.localdate(now)))
        .values_list("dwelling_id", flat=True)
    )


@transaction.atomic
def carry_along(*, burglary_id: int, dwelling_id: int, now: datetime) -> Cocoon | None:
    """Choose the doors anew around the right home after a correction; None without an open cocoon.

    Visited doors and those added by hand stay, open ones outside the new ring are dropped, and the
    new doors join the cocoon's latest active round. The clock goes on.
    """
    cocoon = (
        rows.Cocoon.objects.select_for_update(no_key=True).filter(burglary_id=burglary_id, closed=None).first()
    )
    if cocoon is None or cocoon.dwelling_id == dwelling_id:
        return value(cocoon) if cocoon else None
    preset = presets.preset(kind=cocoon.kind)
    ring = {door.dwelling_id: door for door in _choose(dwelling_id, cocoon.kind, preset)}
    before = {
        door.dwelling_id: door
        for door in cocoon.doors.select_for_update(no_key=True).order_by("pk")
        if door.dwelling_id
    }
    distances = _distances(dwelling_id, before)
    for old_id, door in before.items():
        _move(door, ring.get(old_id), distances[old_id], is_home=old_id == dwelling_id, last=len(ring) + door.rank)
    rows.Door.objects.bulk_update(
        before.values(),
        ["reason", "rank", "distance_m", "state", "drop_reason", "walk", "claimed_by", "claimed_until"],
    )
    cocoon.dwelling_id, cocoon.walk_by, cocoon.walk_m = dwelling_id, "", None
    cocoon.save(update_fields=["dwelling", "walk_by", "walk_m"])
    fresh = _add_doors(cocoon, (door for key, door in ring.items() if key not in before), preset=preset, now=now)
    join_round(cocoon, fresh, now=now)
    audit.record(action="cocoon.moved", subject="cocoon", subject_id=cocoon.pk, detail={"doors": len(ring)})
    return value(cocoon)


def _distances(home_id: int, dwelling_ids: Iterable[int]) -> dict[int, float]:
    found = places.dwellings(ids=[home_id, *dwelling_ids])
    home = found[home_id]
    return {key: round(hypot(d.x - home.x, d.y - home.y), 2) for key, d in found.items()}


def _move(door: rows.Door, chosen: choosing.Chosen | None, distance: float, *, is_home: bool, last: int) -> None:
    """Fit an earlier door into the new ring (not saved)."""
    door.distance_m, door.walk = distance, None
    if chosen is not None:
        door.reason, door.rank = chosen.reason, chosen.rank
        if door.state == "dropped" and door.drop_reason == "moved":
            door.state, door.drop_reason = "open", ""
        return
    door.rank = last
    if door.state != "done" and (is_home or door.reason != "added"):
        door.state, door.drop_reason, door.claimed_by, door.claimed_until = "dropped", "moved", None, None


def join_round(cocoon: rows.Cocoon, door_ids: Iterable[int], *, now: datetime) -> None:
    """Put doors on the cocoon's latest active round, if it has one."""
    active = (
        rows.Round.objects.filter(cocoon=cocoon, ended=None, expires__gt=now).order_by("-created", "-pk").first()
    )
    if active is not None:
        rows.RoundDoor.objects.bulk_create(
            [rows.RoundDoor(round=active, door_id=key) for key in door_ids], ignore_conflicts=True
        )


@transaction.atomic
def close_for(*, burglary_id: int, now: datetime) -> None:
    """Close the cocoon of a withdrawn burglary: its rounds end, claims are released, what was done stays."""
    cocoon = (
        rows.Cocoon.objects.select_for_update(no_key=True).filter(burglary_id=burglary_id, closed=None).first()
    )
    if cocoon is None:
        return
    cocoon.closed, cocoon.closed_reason = now, "withdrawn"
    cocoon.save(update_fields=["closed", "closed_reason"])
    cocoon.rounds.filter(ended=None).update(ended=now)
    cocoon.doors.filter(claimed_by__isnull=False).update(claimed_by=None, claimed_until=None)
    audit.record(action="cocoon.closed", subject="cocoon", subject_id=cocoon.pk)
