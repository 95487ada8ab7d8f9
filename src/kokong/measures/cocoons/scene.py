"""The demonstration's cocoons: how the neighbours of each burglary were visited, and what waits today."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from kokong.field import api as field
from kokong.kernel import events
from kokong.kernel.scene import Cast, Happened, Stage

from . import contact, doors, rounds, visits
from . import models as rows
from .events import WishNoted
from .values import Cocoon, Door

PHONE: Final = "070-174 06 90"  # of the numbers that PTS keeps for fiction
MINUTES_A_DOOR: Final = 5
LASTS: Final = timedelta(days=7)  # a demonstration may be looked at for days
FIRST_TRY: Final = {
    "talked": 55,
    "no_answer": 19,
    "card_left": 13,
    "come_back": 4,
    "declined": 4,
    "not_reachable": 4,
    "no_such_address": 1,
}
SECOND_TRY: Final = {"talked": 50, "card_left": 38, "declined": 3, "no_answer": 9}
WISHES: Final = {(): 66, ("watch_group",): 13, ("kit",): 9, ("home_check",): 6, ("sign", "watch_group"): 6}


def stage(stage: Stage) -> None:
    """Visit the doors around each burglary; what has rounds already was played by an earlier start."""
    with stage.cast.system():
        contact.save_contact(phone=PHONE)
    for burglary in stage.burglaries:
        with stage.cast.acting("coordinator"):
            cocoon = doors.cocoon_for(burglary_id=burglary.burglary_id)
            walked = cocoon is None or bool(rounds.rounds(cocoon_id=cocoon.id))
        if cocoon is not None and not walked:
            _play(cocoon, burglary, stage)
    _tell_wishes(stage.cast)


def _play(cocoon: Cocoon, burglary: Happened, stage: Stage) -> None:
    cast, rng, now = stage.cast, stage.rng, stage.now
    if burglary.part == "walked":
        _half_done(cocoon, cast, rng, now=now)
    elif burglary.part == "late":
        _late(cocoon, cast, rng, now=now)
    elif burglary.part == "anybody":
        with cast.acting("coordinator"):
            rounds.create_round(cocoon_id=cocoon.id, expires=now + LASTS, now=now - timedelta(hours=6))
    elif not burglary.part:
        _follow(cocoon, cast, random.Random(burglary.key), confirmed=burglary.confirmed)


def _tell_wishes(cast: Cast) -> None:
    """Nobody waits for the worker: what households wished for is on the work list when the demonstration opens."""
    with cast.system():
        ids = list(rows.FollowUp.objects.order_by("pk").values_list("pk", flat=True))
    for wish_id in ids:
        events.deliver(events.Event(WishNoted(wish_id), cast.municipality_id))


def _follow(cocoon: Cocoon, cast: Cast, rng: random.Random, *, confirmed: datetime) -> None:
    """A cocoon of the last weeks, from its first evening to the second try at the doors."""
    evening = _next_evening(confirmed)
    _walk(cocoon, cast, rng, FIRST_TRY, begins=evening, share=rng.choice((0.75, 0.9, 1.0, 1.0)))
    if rng.random() < 0.7:
        _walk(cocoon, cast, rng, SECOND_TRY, begins=evening + timedelta(hours=23, minutes=30), share=0.8)


def _next_evening(after: datetime) -> datetime:
    """A quarter past five in the afternoon, local time, on the first day that still has one."""
    local = timezone.localtime(after)
    day = local.date() if local.time() < time(17) else local.date() + timedelta(days=1)
    return datetime.combine(day, time(17, 15), tzinfo=local.tzinfo)


def _walk(
    cocoon: Cocoon, cast: Cast, rng: random.Random, chances: Mapping[str, int], *, begins: datetime, share: float
) -> None:
    """A round of the open doors by the pair, each taking every second door."""
    pair = cast.people["visitor"]
    with cast.acting("coordinator"):
        waiting = [door for door in doors.doors(cocoon_id=cocoon.id) if door.state == "open"]
        if not waiting:
            return
        made = rounds.create_round(cocoon_id=cocoon.id, visitor_ids=pair, now=begins - timedelta(minutes=40))
    told = [(door, rng.choices(list(chances), list(chances.values()))[0]) for door in waiting]
    for user_id in pair:
        with cast.acting("visitor", user_id=user_id):
            for place, (door, outcome) in enumerate(told[: max(1, round(share * len(told)))]):
                if pair[place % len(pair)] == user_id:
                    _visit(door, outcome, user_id, rng, at=begins + timedelta(minutes=MINUTES_A_DOOR * place))
    with cast.acting("coordinator"):
        rounds.end_round(round_id=made.id, now=begins + timedelta(hours=3))


def _visit(
    door: Door,
    outcome: str,
    user_id: int,
    rng: random.Random,
    *,
    at: datetime,
    come_back: datetime | None = None,
) -> None:
    wishes = rng.choices(list(WISHES), list(WISHES.values()))[0] if outcome == "talked" else ()
    visits.record_visit(
        client_id=UUID(int=rng.getrandbits(128), version=4),
        door_id=door.id,
        outcome=outcome,
        at=at,
        user_id=user_id,
        come_back_at=come_back,
        follow_ups=wishes,
        now=at + timedelta(seconds=2),
    )


def _half_done(cocoon: Cocoon, cast: Cast, rng: random.Random, *, now: datetime) -> None:
    """A round that is out with the pair, half of its doors visited; one household asked for tonight."""
    outcomes = ("talked", "talked", "no_answer", "card_left", "come_back", "talked", "declined")
    pair = cast.people["visitor"]
    given = _assign(cocoon, cast, visitors=pair, made=now - timedelta(hours=4), lasts=now + LASTS)
    began = now - timedelta(hours=1.25)
    for place, (door, outcome) in enumerate(zip(given[: max(3, len(given) // 2)], outcomes, strict=False)):
        user_id = pair[place % len(pair)]
        with cast.acting("visitor", user_id=user_id):
            at = began + timedelta(minutes=MINUTES_A_DOOR * place)
            _visit(door, outcome, user_id, rng, at=at, come_back=now + timedelta(hours=2))


def _late(cocoon: Cocoon, cast: Cast, rng: random.Random, *, now: datetime) -> None:
    """A round begun in the evening and not finished, by a phone that still holds visits."""
    walker = cast.people["visitor"][-1]
    given = _assign(cocoon, cast, visitors=(walker,), made=now - timedelta(hours=14), lasts=now + LASTS)
    began = now - timedelta(hours=12)
    with cast.acting("visitor", user_id=walker):
        for place, (door, outcome) in enumerate(zip(given, ("talked", "no_answer", "talked"), strict=False)):
            _visit(door, outcome, walker, rng, at=began + timedelta(minutes=MINUTES_A_DOOR * place))
        phone = UUID(int=rng.getrandbits(128), version=4)
        field.touch_device(device_id=phone, user_id=walker, waiting=3, now=began + timedelta(minutes=20))


def _assign(
    cocoon: Cocoon, cast: Cast, *, visitors: Sequence[int], made: datetime, lasts: datetime
) -> tuple[Door, ...]:
    with cast.acting("coordinator"):
        out = rounds.create_round(cocoon_id=cocoon.id, visitor_ids=visitors, expires=lasts, now=made)
        return rounds.round_doors(round_id=out.id)
