"""Groups of the demonstration: one of interest, one at work with what waits in it, one that sleeps."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from kokong.kernel.scene import Home, Stage
from kokong.places import api as places

from . import api, rules, scene_of_work

JOINED, DECLINED, HOMES = 14, 3, 22
NAMES: Final = ("Maj Frisk", "Mikael Holm", "Sara Lind", "Olle Nyström", "Birgitta Ås", "Ali Rahimi", "Per Dahl")
BEGUN: Final = (20, 420, 900)
STEPS: Final = (("plan_start", 300), ("train", 280), ("activate", 270))


def stage(stage: Stage) -> None:
    """Start three groups; does nothing where there are some."""
    with stage.cast.acting("coordinator"):
        if api.groups():
            return
        streets = _streets(stage)[: len(BEGUN)]
        made = [_group(number, name, _homes(name, stage), stage) for number, name in enumerate(streets)]
    if len(made) == len(BEGUN):
        group_id, homes = made[1]
        scene_of_work.play(group_id=group_id, homes=homes[JOINED + DECLINED :], stage=stage)


def _homes(street: str, stage: Stage) -> list[Home]:
    return [home for home in stage.homes if home.street == street][:HOMES]


def _streets(stage: Stage) -> list[str]:
    """The streets with the most houses, the largest first."""
    count: dict[str, int] = {}
    for home in stage.homes:
        if home.street and home.kind in {"detached", "row"}:
            count[home.street] = count.get(home.street, 0) + 1
    return sorted(count, key=lambda name: (-count[name], name))


def _group(number: int, name: str, homes: Sequence[Home], stage: Stage) -> tuple[int, list[Home]]:
    """The first is only interested, the next is active, the third sleeps; its number, and its homes by address."""
    begun = stage.now - timedelta(days=BEGUN[number])
    found = places.addresses_found(texts=[home.address for home in homes])
    sure = [(home, named.homes[0].id) for home, named in zip(homes, found, strict=True) if named.sure]
    ids = [dwelling_id for _home, dwelling_id in sure]
    ground = places.area_of_homes(dwelling_ids=ids)
    made = places.make_area(name=name, kind="street", shape=ground, now=begun, room=rules.ROOM)
    group_id = api.make_group(name=name, area_id=made.area_id, now=begun)
    if number > 0:
        _lived(number, group_id, ids, stage)
    return group_id, [home for home, _id in sure]


def _lived(number: int, group_id: int, ids: Sequence[int], stage: Stage) -> None:
    for place, home in enumerate(ids[: JOINED + DECLINED]):
        _answered(place, group_id, home, stage, days=(0, 410, 880)[number])
    for action, days in STEPS:
        at = stage.now - timedelta(days=days + (100, 560)[number - 1])
        api.act(group_id=group_id, action=action, at=at, now=stage.now, speaker="police")
    if number == 2:
        api.act(group_id=group_id, action="rest", at=stage.now - timedelta(days=90), now=stage.now)
        return
    for home in ids[:8]:
        given = (stage.now - timedelta(days=350)).date()
        api.give_decals(group_id=group_id, dwelling_id=home, on=given, now=stage.now)


def _answered(place: int, group_id: int, home: int, stage: Stage, *, days: int) -> None:
    at = stage.now - timedelta(days=days)
    if place >= JOINED:
        api.answer(group_id=group_id, dwelling_id=home, state="declined", now=at)
        return
    draft = api.Draft(
        name=NAMES[place % len(NAMES)],
        phone=f"070-174 06 {30 + place:02d}",
        role="contact" if place == 0 else "member",
    )
    api.add_person(group_id=group_id, dwelling_id=home, draft=draft, now=at)
