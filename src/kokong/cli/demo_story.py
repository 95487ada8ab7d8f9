"""What happened in a demonstration town: four years of burglaries, and how their neighbours were visited."""

import random
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from kokong.field import api as field
from kokong.incidents import api as incidents
from kokong.kernel import events, tenancy
from kokong.measures.cocoons import api as cocoons
from kokong.people import api as people
from kokong.places import api as places
from kokong.simulation import Dwelling, Model, SimulatedBurglary, Town, simulate_burglaries

FOLLOWED: Final = timedelta(days=85)  # cocoons older than this would have lost their addresses anyway
UNSTAGED_QUIET: Final = timedelta(days=15)  # what is newer would wait for its doors
QUIET: Final = timedelta(days=4)  # the last days are staged, so that every state is there
MINUTES_A_DOOR: Final = 5
# In the staged town risk reaches farther than research has it, so that its own figures have something to propose.
FARTHER: Final = Model(annual_rate=0.0105, ratio=4.0, reach_m=120, cutoff_m=400)

KINDS: Final = {"home": "", "holiday_home": "holiday", "cellar_attic": "cellar_attic"}
ENTRIES: Final = {"balcony_door": "balcony", "cellar_door": "basement"}
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


@dataclass(frozen=True)
class _Crew:
    """Who acts, by user id."""

    municipality_id: int
    officer: int | None
    coordinator: int | None
    visitors: tuple[int, ...]

    @contextmanager
    def police(self) -> Iterator[None]:
        with tenancy.scope(municipality_id=self.municipality_id, authority="police", user_id=self.officer):
            yield

    @contextmanager
    def municipality(self, user_id: int | None = None) -> Iterator[None]:
        who = user_id or self.coordinator
        with tenancy.scope(municipality_id=self.municipality_id, authority="municipality", user_id=who):
            yield


def tell(town: Town, *, municipality_id: int, staged: bool, seed: int, years: float, now: datetime) -> None:
    """Load the burglaries up to now; where `staged`, also how doors were visited, and what waits today."""
    crew = _crew(municipality_id)
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    start = today - timedelta(days=365.25 * years)  # whatever the hour, the same town on the same day
    model = FARTHER if staged else Model()
    found = simulate_burglaries(town, seed=seed, start=start, years=years, model=model)
    homes = {home.key: home for home in town.dwellings}
    past = [b for b in found if b.reported < now - (QUIET if staged else UNSTAGED_QUIET)]
    recent = [b for b in past if staged and b.reported > now - FOLLOWED]
    _load(past[: len(past) - len(recent)], homes, crew, now=now)
    rng = random.Random(seed)
    for one in recent:
        _follow(one, homes, crew, random.Random(zlib.crc32(one.key.encode())), now=now)
    if staged:
        _stage(_fresh_homes(town, found, rng, now=now), crew, rng, now=now)


def _crew(municipality_id: int) -> _Crew:
    with tenancy.scope(municipality_id=municipality_id):
        known = people.people()
    by_role = {
        role: tuple(p.user_id for p in known if role in p.roles) for role in ("officer", "coordinator", "visitor")
    }
    return _Crew(
        municipality_id,
        next(iter(by_role["officer"]), None),
        next(iter(by_role["coordinator"]), None),
        tuple(sorted(by_role["visitor"])),
    )


def _load(history: Sequence[SimulatedBurglary], homes: dict[str, Dwelling], crew: _Crew, *, now: datetime) -> None:
    """History, all of it or nothing; nobody is told, as with an import of old burglaries."""
    with crew.police():
        if incidents.count(states=("draft", "confirmed", "withdrawn")):
            return
        for one in history:
            told = _report(one, homes)
            incidents.confirm(burglary_id=told.id, now=min(one.reported + timedelta(hours=3), now), quietly=True)


def _report(one: SimulatedBurglary, homes: dict[str, Dwelling]) -> incidents.Burglary:
    return incidents.report(
        dwelling_id=_dwelling(homes[one.dwelling]).id,
        earliest=one.earliest,
        latest=one.latest,
        completed=one.completed,
        dwelling_kind=KINDS[one.kind],
        entry_point=ENTRIES.get(one.entry, one.entry),
        source="import",
        case_number=_case_number(one.key, one.reported),
        another=True,
        now=one.reported,
    )


def _case_number(key: str, at: datetime) -> str:
    return f"5000-K{zlib.crc32(key.encode()) % 900_000 + 100_000}-{at:%y}"


def _dwelling(home: Dwelling) -> places.Dwelling:
    return places.find_address(text=home.address)


def _follow(
    one: SimulatedBurglary, homes: dict[str, Dwelling], crew: _Crew, rng: random.Random, *, now: datetime
) -> None:
    """A burglary of the last weeks, from report to the second try at the doors."""
    confirmed = min(one.reported + timedelta(hours=rng.uniform(1, 9)), now)
    try:
        with crew.police():
            told = _report(one, homes)
            _, event = incidents.confirm(burglary_id=told.id, now=confirmed)
    except incidents.Duplicate:
        return  # an earlier start got this far
    cocoon = _open(told.id, event, crew)
    if cocoon is None:
        return
    evening = _next_evening(confirmed)
    _walk(cocoon, crew, rng, FIRST_TRY, begins=evening, share=rng.choice((0.75, 0.9, 1.0, 1.0)))
    if rng.random() < 0.7:
        _walk(cocoon, crew, rng, SECOND_TRY, begins=evening + timedelta(hours=23, minutes=30), share=0.8)


def _open(burglary_id: int, event: events.Event | None, crew: _Crew) -> cocoons.Cocoon | None:
    if event is not None:
        events.deliver(event)
    with crew.municipality():
        return cocoons.cocoon_for(burglary_id=burglary_id)


def _next_evening(after: datetime) -> datetime:
    """A quarter past five in the afternoon, local time, on the first day that still has one."""
    local = timezone.localtime(after)
    day = local.date() if local.time() < time(17) else local.date() + timedelta(days=1)
    return datetime.combine(day, time(17, 15), tzinfo=local.tzinfo)


def _walk(
    cocoon: cocoons.Cocoon,
    crew: _Crew,
    rng: random.Random,
    chances: dict[str, int],
    *,
    begins: datetime,
    share: float,
) -> None:
    """A round of the open doors by the pair, each taking every second door."""
    with crew.municipality():
        doors = [door for door in cocoons.doors(cocoon_id=cocoon.id) if door.state == "open"]
        if not doors:
            return
        made = cocoons.create_round(
            cocoon_id=cocoon.id, visitor_ids=crew.visitors, now=begins - timedelta(minutes=40)
        )
    told = [(door, rng.choices(list(chances), list(chances.values()))[0]) for door in doors]
    for user_id in crew.visitors:
        with crew.municipality(user_id):
            for place, (door, outcome) in enumerate(told[: max(1, round(share * len(told)))]):
                if crew.visitors[place % len(crew.visitors)] == user_id:
                    _visit(door, outcome, user_id, rng, at=begins + timedelta(minutes=MINUTES_A_DOOR * place))
    with crew.municipality():
        cocoons.end_round(round_id=made.id, now=begins + timedelta(hours=3))


def _visit(
    door: cocoons.Door,
    outcome: str,
    user_id: int,
    rng: random.Random,
    *,
    at: datetime,
    come_back: datetime | None = None,
) -> None:
    wishes = rng.choices(list(WISHES), list(WISHES.values()))[0] if outcome == "talked" else ()
    cocoons.record_visit(
        client_id=UUID(int=rng.getrandbits(128), version=4),
        door_id=door.id,
        outcome=outcome,
        at=at,
        user_id=user_id,
        come_back_at=come_back,
        follow_ups=wishes,
        now=at + timedelta(seconds=2),
    )


def _fresh_homes(
    town: Town, found: Sequence[SimulatedBurglary], rng: random.Random, *, now: datetime
) -> dict[str, list[Dwelling]]:
    """Homes by kind with no burglary in the same street lately, in an order of their own."""
    homes = {home.key: home for home in town.dwellings}
    lately = {homes[b.dwelling].street for b in found if b.reported > now - FOLLOWED}
    chosen = [home for home in town.dwellings if home.street not in lately]
    rng.shuffle(chosen)
    return {kind: [home for home in chosen if home.kind == kind] for kind in ("detached", "row", "flat")}


def _stage(homes: dict[str, list[Dwelling]], crew: _Crew, rng: random.Random, *, now: datetime) -> None:
    """What waits today, each state once."""

    def hours(number: float) -> datetime:
        return now - timedelta(hours=number)

    lasts = now + timedelta(days=7)  # a demonstration may be looked at for days
    walked = _burglary(homes["detached"][0], "walked", crew, confirmed=hours(19))
    _half_done(walked, crew, rng, began=hours(1.25), made=hours(4), lasts=lasts, now=now)
    late = _burglary(homes["row"][0], "late", crew, confirmed=hours(31))
    _late(late, crew, rng, began=hours(12), made=hours(14), lasts=lasts)
    anybody = _burglary(homes["flat"][0], "anybody", crew, confirmed=hours(9))
    if anybody is not None:
        with crew.municipality():
            cocoons.create_round(cocoon_id=anybody.id, expires=lasts, now=hours(6))
    _burglary(homes["detached"][1], "unassigned", crew, confirmed=hours(2.5))
    _draft(homes["detached"][2], crew, at=hours(0.7))


def _burglary(home: Dwelling, key: str, crew: _Crew, *, confirmed: datetime) -> cocoons.Cocoon | None:
    """A burglary that the officer reported and confirmed; None where an earlier start got this far."""
    told_at = confirmed - timedelta(hours=1)
    try:
        with crew.police():
            told = _fresh_report(
                home, at=told_at, case_number=_case_number(key, told_at), contact="Nås säkrast efter kl. 17"
            )
            _, event = incidents.confirm(burglary_id=told.id, now=confirmed)
    except incidents.Duplicate:
        return None
    return _open(told.id, event, crew)


def _draft(home: Dwelling, crew: _Crew, *, at: datetime) -> None:
    """A burglary that the coordinator reported and nobody has confirmed."""
    with suppress(incidents.Duplicate), crew.municipality():
        _fresh_report(home, at=at)


def _fresh_report(home: Dwelling, *, at: datetime, case_number: str = "", contact: str = "") -> incidents.Burglary:
    return incidents.report(
        dwelling_id=_dwelling(home).id,
        earliest=at - timedelta(hours=11),
        latest=at - timedelta(hours=2, minutes=20),
        entry_point="patio_door" if home.kind == "detached" else "door",
        source="form",
        case_number=case_number,
        contact=contact,
        now=at,
    )


def _half_done(
    cocoon: cocoons.Cocoon | None, crew: _Crew, rng: random.Random,
    *, began: datetime, made: datetime, lasts: datetime, now: datetime,
) -> None:  # fmt: skip
    """A round that is out with the pair, half of its doors visited; one household asked for tonight."""
    if cocoon is None:
        return
    outcomes = ("talked", "talked", "no_answer", "card_left", "come_back", "talked", "declined")
    doors = _assign(cocoon, crew, visitors=crew.visitors, made=made, lasts=lasts)
    for place, (door, outcome) in enumerate(zip(doors[: max(3, len(doors) // 2)], outcomes, strict=False)):
        user_id = crew.visitors[place % len(crew.visitors)]
        with crew.municipality(user_id):
            at = began + timedelta(minutes=MINUTES_A_DOOR * place)
            _visit(door, outcome, user_id, rng, at=at, come_back=now + timedelta(hours=2))


def _late(
    cocoon: cocoons.Cocoon | None,
    crew: _Crew,
    rng: random.Random,
    *,
    began: datetime,
    made: datetime,
    lasts: datetime,
) -> None:
    """A round begun in the evening and not finished, by a phone that still holds visits."""
    if cocoon is None:
        return
    walker = crew.visitors[-1]
    doors = _assign(cocoon, crew, visitors=(walker,), made=made, lasts=lasts)
    with crew.municipality(walker):
        for place, outcome in enumerate(("talked", "no_answer", "talked")):
            if place < len(doors):
                _visit(doors[place], outcome, walker, rng, at=began + timedelta(minutes=MINUTES_A_DOOR * place))
        phone = UUID(int=rng.getrandbits(128), version=4)
        field.touch_device(device_id=phone, user_id=walker, waiting=3, now=began + timedelta(minutes=20))


def _assign(
    cocoon: cocoons.Cocoon, crew: _Crew, *, visitors: tuple[int, ...], made: datetime, lasts: datetime
) -> list[cocoons.Door]:
    with crew.municipality():
        out = cocoons.create_round(cocoon_id=cocoon.id, visitor_ids=visitors, expires=lasts, now=made)
        return list(cocoons.round_doors(round_id=out.id))
