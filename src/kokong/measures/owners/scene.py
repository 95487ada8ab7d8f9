"""Owners of the demonstration: an association that was gone through, one that waits, a company, a dispute."""

import re
from collections.abc import Sequence
from datetime import timedelta
from math import dist, inf
from typing import Final

from kokong.kernel.scene import Home, Stage
from kokong.people import api as people
from kokong.places import api as places

from . import api
from .checks.sheet import sheet
from .rules import ROLE

LOOKED_AT: Final = 30  # of the largest blocks of the town
LATELY, SOON = timedelta(days=7), timedelta(minutes=2)
NAMES: Final = ("Brf Fyrvaktaren", "Brf Segelduken", "Brf Ankaret")
PEOPLE: Final = (
    ("Gunilla Ek", "chair"), ("Hassan Ali", "board"), ("Per Nordin", "caretaker"), ("Eva Sund", "chair"),
)  # fmt: skip
POOR: Final = {"entrance-guard": "no", "storage-walls": "yes", "key-list": "partly", "light-doors": "partly"}
BETTER: Final = {"entrance-guard": "yes", "storage-walls": "yes", "key-list": "yes", "light-doors": "yes"}


def stage(stage: Stage) -> None:
    """Register owners of blocks of flats; does nothing where there are some, or no blocks."""
    with stage.cast.acting("coordinator") as user_id:
        blocks = _blocks(stage)
        if api.owners() or len(blocks) < len(NAMES) + 1:
            return
        begun = stage.now - timedelta(days=500)
        ids = [api.add(draft=api.Draft(name, "brf"), now=begun) for name in NAMES]
        company = api.add(draft=api.Draft("Havsvik Bostad", "municipal"), now=begun)
        for owner_id, address in zip(ids, blocks, strict=False):
            api.claim(owner_id=owner_id, address=address, now=begun)
        for address in blocks[len(NAMES) - 1 :]:  # the last association's block, too: it is disputed
            api.claim(owner_id=company, address=address, now=begun)
        _people([*ids, company], stage)
        _let_in(ids[0], stage)
        _checked(ids[0], POOR, days=420, user_id=user_id, stage=stage)
        _checked(ids[0], BETTER, days=30, user_id=user_id, stage=stage)
        (waits,) = api.buildings(owner_id=ids[1])
        api.begin_check(building_id=waits.id, user_id=user_id, now=stage.now - timedelta(days=1))
    with stage.cast.system():
        for each in stage.burglaries:  # as when the police confirmed it
            api.tell_of_burglary(burglary_id=each.burglary_id, now=min(each.confirmed + SOON, stage.now))


def _blocks(stage: Stage) -> list[str]:
    """Addresses of blocks of flats, without the flat: first the one nearest to a burglary of these days."""
    found: dict[str, list[Home]] = {}
    for home in stage.homes:
        if home.kind == "flat":
            found.setdefault(_door(home.address), []).append(home)
    largest = sorted(found, key=lambda address: (-len(found[address]), address))[:LOOKED_AT]
    largest.sort(key=lambda address: _far(found[address][0], _burgled(stage)))
    named = places.homes_at(texts=largest)
    return [address for address, each in zip(largest, named, strict=True) if each.sure and each.homes][:6]


def _door(address: str) -> str:
    """ "Storgatan 2" of "Storgatan 2 lgh 1101"."""
    return re.sub(r",? lgh \w+", "", address)


def _burgled(stage: Stage) -> list[Home]:
    """The homes of which owners near by are told still."""
    lately = {each.key for each in stage.burglaries if stage.now - each.confirmed < LATELY}
    return [home for home in stage.homes if home.key in lately]


def _far(home: Home, burgled: Sequence[Home]) -> float:
    return min((dist((home.x, home.y), (each.x, each.y)) for each in burgled), default=inf)


def _people(ids: Sequence[int], stage: Stage) -> None:
    signs_in = people.mailboxes(user_ids=frozenset(stage.cast.people.get(ROLE, ())))
    for number, (owner_id, (name, role)) in enumerate(zip(ids, PEOPLE, strict=True)):
        email = f"{name.split()[0].lower()}@styrelsen.example"
        email = next(iter(signs_in.values()), email) if number == 0 else email
        api.add_contact(
            owner_id=owner_id, person=api.Person(name, email, role=role), agreed=number != 1, channel="paper",
            now=stage.now - timedelta(days=400),
        )  # fmt: skip


def _let_in(owner_id: int, stage: Stage) -> None:
    """Whoever signs in for the first association has been let in."""
    for user_id in stage.cast.people.get(ROLE, ())[:1]:
        since = stage.now - timedelta(days=300)
        people.grant(user_id=user_id, role=ROLE, on=("owner", owner_id), now=stage.now, since=since)


def _checked(owner_id: int, given: dict[str, str], *, days: int, user_id: int | None, stage: Stage) -> None:
    """Gone through on a day; the rest is as it should be."""
    at = stage.now - timedelta(days=days)
    good = {
        each.id: max(each.choices, key=lambda choice: choice.value or -1).id if each.weight else "no"
        for each in sheet().questions
    }
    (building,) = api.buildings(owner_id=owner_id)
    check_id = api.begin_check(building_id=building.id, user_id=user_id, now=at)
    api.answer_all(check_id=check_id, given=good | given, user_id=user_id, now=at)
    api.finish(check_id=check_id, now=at + timedelta(hours=2))
