"""A round as a phone shows it: one query to see whether anything changed, three for everything."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from kokong.field import api as field
from kokong.kernel import audit
from kokong.people import api as people
from kokong.places import api as places
from kokong.places.api import Dwelling

from .. import counting, rules
from .. import doors as cocoon_doors
from ..models import Door, FollowUp, Round, RoundDoor, RoundVisitor, Visit
from ..values import Refused, RoundMissing

Json = dict[str, Any]


@dataclass(frozen=True)
class Tally:
    """The homes of a round that count, those visited and talked to, and those not tried yet."""

    eligible: int
    visited: int
    talked: int
    untried: int


@dataclass(frozen=True)
class Said:
    """A visit or an undoing as the phone is told of it."""

    row: int
    client_id: UUID
    outcome: str
    undoes: UUID | None
    at: datetime
    user_id: int | None
    source: str
    come_back_at: str | None
    homes: int


@dataclass(frozen=True)
class Picture:
    """A round as it is stored, without addresses and names. `version` changes whenever anything of it does."""

    round: Round
    doors: tuple[Door, ...]
    visits: Mapping[int, tuple[Said, ...]]
    wishes: Mapping[int, tuple[Json, ...]]
    held: Mapping[int, int]
    version: str


def picture(*, round_id: int, user_id: int, anyones: bool = False, now: datetime) -> Picture | None:
    """A round in one query; None where it is over, or (unless `anyones`) not this person's."""
    whose = Q() if anyones else Q(round__in=RoundVisitor.objects.filter(user_id=user_id).values("round_id"))
    rows = list(
        RoundDoor.objects.filter(whose, round_id=round_id)
        .filter(round__ended=None, round__expires__gt=now, round__cocoon__closed=None)
        .exclude(door__dwelling=None)
        .select_related("round__cocoon", "door")
        .annotate(visits=_visits(), wishes=_wishes())
        .order_by("door__walk", "door__rank", "door_id")
    )
    if not rows:
        return None
    doors = tuple(row.door for row in rows)
    visits = {row.door_id: tuple(rules.standing(_said(each) for each in row.visits)) for row in rows}
    wishes = {row.door_id: tuple(row.wishes) for row in rows}
    held = {d.pk: d.claimed_by for d in doors if d.claimed_by and d.claimed_until and d.claimed_until > now}
    told = [
        (d.pk, d.walk, d.state, held.get(d.pk), visits[d.pk], wishes[d.pk], d.homes, d.counted_at, d.finished_at)
        for d in doors
    ]
    found = rows[0].round
    version = _digest(user_id, found.title, found.expires, found.cocoon.due, told)
    return Picture(found, doors, visits, wishes, held, version)


def _digest(*told: Any) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:20]


def mended(found: Picture, *, user_id: int, now: datetime) -> Picture | None:
    """The same round, once every door to be walked to has its place and retired homes have dropped out."""
    homes = places.dwellings(ids=[door.dwelling_id for door in found.doors if door.dwelling_id])
    to_do = [door for door in found.doors if door.state == "open"]
    if all(door.walk is not None and not homes[door.dwelling_id or 0].retired for door in to_do):
        return found
    cocoon_doors.doors(cocoon_id=found.round.cocoon_id)
    return picture(round_id=found.round.pk, user_id=user_id, anyones=True, now=now)


def state(found: Picture, *, user_id: int, now: datetime) -> Json:
    """What the phone gets: `README.md` of the field room in the front end says what it does with it."""
    homes = places.dwellings(ids=[door.dwelling_id for door in found.doors if door.dwelling_id])
    names = people.names(user_ids=frozenset(_people_in(found)))
    return {
        "version": found.version,
        "user": user_id,
        "server_time": now.isoformat(),
        "lease": field.LEASE.total_seconds(),
        "round": {
            "id": found.round.pk,
            "title": found.round.title,
            "due": found.round.cocoon.due.isoformat(),
            "expires": found.round.expires.isoformat(),
        },
        "doors": [
            _door(found, door, homes.get(door.dwelling_id or 0), names, user_id) | {"order": order}
            for order, door in enumerate(found.doors, start=1)
        ],
    }


@transaction.atomic
def take(*, round_id: int, user_id: int, now: datetime) -> None:
    """Make a free round this person's; the first of two who try gets it.

    Raises Refused for the other, RoundMissing where this municipality has no such round.
    """
    free = Round.objects.select_for_update(of=("self",), no_key=True)
    row = free.filter(pk=round_id, ended=None, expires__gt=now, cocoon__closed=None).first()
    walkers = set(row.visitors.values_list("user_id", flat=True)) if row else set()
    if row is None and not Round.objects.filter(pk=round_id).exists():
        raise RoundMissing(_("There is no such round."))
    if row is None or (walkers and user_id not in walkers):
        raise Refused(_("A colleague has taken that round, or it is over."))
    if not walkers:
        RoundVisitor.objects.create(round=row, user_id=user_id)
        audit.record(action="round.taken", subject="cocoon", subject_id=row.cocoon_id, detail={"round": row.pk})


def tallies(*, round_ids: Iterable[int]) -> dict[int, Tally]:
    """What has been done in each round, in one query."""
    exists = Q(door__state__in=rules.COUNTED - {"shared"}) & ~Q(door__outcome="no_such_address")
    rows = (
        RoundDoor.objects.filter(round_id__in=list(round_ids))
        .values("round_id")
        .annotate(
            eligible=counting.homes("homes", exists, at="door__"),
            visited=counting.visited(exists, at="door__"),
            talked=counting.homes("reached", exists & Q(door__outcome="talked"), at="door__"),
            untried=counting.untried(exists, at="door__"),
        )
    )
    return {row["round_id"]: Tally(row["eligible"], row["visited"], row["talked"], row["untried"]) for row in rows}


def streets(*, round_ids: Iterable[int]) -> dict[int, str]:
    """Where each round goes: its streets, by the number of doors."""
    rows = RoundDoor.objects.filter(round_id__in=list(round_ids)).exclude(door__dwelling=None)
    pairs = list(rows.values_list("round_id", "door__dwelling_id"))
    homes = places.dwellings(ids={dwelling_id for _round, dwelling_id in pairs})
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for round_id, dwelling_id in pairs:
        counted[round_id][homes[dwelling_id].street] += 1
    return {key: ", ".join(sorted(found, key=lambda name: -found[name])[:3]) for key, found in counted.items()}


def _visits() -> ArraySubquery:
    columns = [column for column in Said.__dataclass_fields__ if column != "row"]
    fields = JSONObject(row="pk", **{column: column for column in columns})
    return ArraySubquery(Visit.objects.filter(door_id=OuterRef("door_id")).order_by("pk").values(json=fields))


def _wishes() -> ArraySubquery:
    rows = FollowUp.objects.filter(door_id=OuterRef("door_id")).order_by("pk")
    return ArraySubquery(rows.values(json=JSONObject(visit=F("visit_id"), kind="kind")))


def _said(row: Json) -> Said:
    undoes, at = row["undoes"] and UUID(row["undoes"]), datetime.fromisoformat(row["at"])
    return Said(**row | {"client_id": UUID(row["client_id"]), "undoes": undoes, "at": at})


def _people_in(found: Picture) -> set[int]:
    visitors = {visit.user_id for visits in found.visits.values() for visit in visits}
    return {person for person in {*visitors, *found.held.values()} if person is not None}


def _door(found: Picture, door: Door, home: Dwelling | None, names: Mapping[int, str], user_id: int) -> Json:
    holder = found.held.get(door.pk)
    return {
        "id": door.pk,
        "dwelling_id": door.dwelling_id,
        **_address(home),
        "pass": field.pass_to("door", door.pk, user_id=user_id),
        "walk": door.walk,
        "reason": door.reason,
        "state": door.state,
        **_block(door, home),
        "claimed_by": names.get(holder, "") if holder else None,
        "mine": holder == user_id,
        "visits": _visits_of(found, door, names, user_id),
    }


def _block(door: Door, home: Dwelling | None) -> Json:
    """How many homes there are, where they can be counted, and whether a visitor has finished with them."""
    return {
        "homes": door.homes,
        "homes_by": home.homes_by if home else "",
        "countable": home is not None and cocoon_doors.countable(door, home),
        "counted_at": door.counted_at and door.counted_at.isoformat(),
        "finished": door.finished,
        "finished_at": door.finished_at and door.finished_at.isoformat(),
    }


def _visits_of(found: Picture, door: Door, names: Mapping[int, str], user_id: int) -> list[Json]:
    visits = found.visits[door.pk]
    known = {visit.row for visit in visits}
    return [
        {
            "id": str(visit.client_id),
            "by": names.get(visit.user_id or 0, ""),
            "mine": visit.user_id == user_id,
            "outcome": visit.outcome,
            "at": visit.at.isoformat(),
            "come_back_at": visit.come_back_at,
            "homes": visit.homes,
            # A wish that came without its visit is shown with the latest.
            "follow_ups": [
                wish["kind"]
                for wish in found.wishes[door.pk]
                if wish["visit"] == visit.row or (visit is visits[-1] and wish["visit"] not in known)
            ],
        }
        for visit in visits
    ]


def _address(home: Dwelling | None) -> Json:
    if home is None:
        return dict.fromkeys(("address", "street", "number", "unit", "building"), "") | {"lat": 0, "lon": 0}
    return {
        "address": home.address,
        "street": home.street,
        "number": home.number,
        "unit": home.unit,
        "building": f"{home.street} {home.number}",
        "lat": home.lat,
        "lon": home.lon,
    }
