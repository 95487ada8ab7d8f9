"""A corrected burglary takes its cocoon along; a withdrawn one closes it."""

from collections.abc import Iterable
from datetime import datetime
from math import hypot

from django.db import transaction

from kokong.kernel import audit
from kokong.places import api as places
from kokong.risk import api as risk

from . import choosing, opening, presets, ring, rules
from . import models as rows
from .values import Cocoon


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
        return opening.value(cocoon) if cocoon else None
    accepted = risk.settings()
    preset = presets.preset(kind=cocoon.kind, accepted=accepted)
    chosen = ring.choose(dwelling_id, cocoon.kind, preset, accepted=accepted)
    near = {door.dwelling_id: door for door in chosen}
    before = {
        door.dwelling_id: door
        for door in cocoon.doors.select_for_update(no_key=True).order_by("pk")
        if door.dwelling_id
    }
    distances = _distances(dwelling_id, before)
    for old_id, door in before.items():
        _move(
            door,
            near.get(old_id),
            distances[old_id],
            is_home=old_id == dwelling_id,
            last=len(near) + door.rank,
        )
    rows.Door.objects.bulk_update(
        before.values(),
        [
            "reason",
            "rank",
            "distance_m",
            "way",
            "way_m",
            "homes",
            "state",
            "drop_reason",
            "walk",
            "claimed_by",
            "claimed_until",
        ],
    )
    cocoon.dwelling_id, cocoon.walk_by, cocoon.walk_m = dwelling_id, "", None
    cocoon.save(update_fields=["dwelling", "walk_by", "walk_m"])
    fresh = ring.add_doors(
        cocoon, (door for key, door in near.items() if key not in before), preset=preset, now=now
    )
    join_round(cocoon, fresh, now=now)
    audit.record(action="cocoon.moved", subject="cocoon", subject_id=cocoon.pk, detail={"doors": len(near)})
    return opening.value(cocoon)


def _distances(home_id: int, dwelling_ids: Iterable[int]) -> dict[int, float]:
    found = places.dwellings(ids=[home_id, *dwelling_ids])
    home = found[home_id]
    return {key: round(hypot(d.x - home.x, d.y - home.y), 2) for key, d in found.items()}


def _move(door: rows.Door, chosen: choosing.Chosen | None, distance: float, *, is_home: bool, last: int) -> None:
    """Fit an earlier door into the new ring (not saved)."""
    door.distance_m, door.walk, door.way, door.way_m = distance, None, "", None
    if chosen is not None:
        door.way, door.way_m = chosen.way, chosen.way_m
        door.reason, door.rank = chosen.reason, chosen.rank
        moved = door.drop_reason == "moved"
        if moved or door.state != "done":
            door.homes = chosen.homes
        if moved and (door.state == "dropped" or _unfinished(door)):
            door.state, door.drop_reason = "open", ""
        return
    door.rank = last
    if door.state != "done" and (is_home or door.reason != "added"):
        leave_out(door, "moved")


def _unfinished(door: rows.Door) -> bool:
    return door.state == "done" and door.covered < door.homes and not door.finished


def leave_out(door: rows.Door, reason: str) -> None:
    """Leave a door out (not saved). Of a block where some homes were reached these stay and the rest goes."""
    door.drop_reason, door.claimed_by, door.claimed_until = reason, None, None
    if door.state == "open" and door.outcome in rules.HOME_DONE and door.covered:
        door.state, door.homes = "done", min(door.homes, door.covered)
    elif door.state != "done":
        door.state = "dropped"


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
    stop(cocoon, now=now)
    audit.record(action="cocoon.closed", subject="cocoon", subject_id=cocoon.pk)


def stop(row: rows.Cocoon, *, now: datetime) -> None:
    """Take a cocoon's rounds off the phones, and colleagues' hands off its doors."""
    row.rounds.filter(ended=None).update(ended=now)
    row.doors.filter(claimed_by__isnull=False).update(claimed_by=None, claimed_until=None)
