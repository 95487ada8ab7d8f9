"""Marking in the demonstration: kits, loans in each state, a marked area and two on the way, a find."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from kokong.kernel.errors import UserError
from kokong.kernel.scene import Stage
from kokong.places import api as places

from . import api
from .found import rules as found_rules
from .found import work as found
from .reach import counting, rules

SHARES: Final = (1.0, 0.6, 0.2)  # of what makes a marked area
LARGEST: Final = 400  # homes of an area that the scene counts in


def stage(stage: Stage) -> None:
    """Play it; does nothing where there are kits."""
    with stage.cast.system():
        if api.lots():
            return
    with stage.cast.acting("coordinator") as user_id:
        half = api.Bought("ssf", "24-117", kits=400, decals=1600, cost=41_000, price=70_000, subsidy=35_000)
        lot_id = api.buy(bought=half, now=stage.now - timedelta(days=330))
        api.buy(bought=api.Bought("smartwater", "B-2026", kits=60, decals=240), now=stage.now - timedelta(days=40))
        counted = _areas(stage)
        for number, (counted_id, share) in enumerate(zip(counted, SHARES, strict=False)):
            _reached(lot_id, counted_id, share, number, user_id, stage)
        _lent(lot_id, counted[0] if counted else None, user_id, stage)
    with stage.cast.acting("officer") as user_id:
        if user_id:
            _found(user_id, stage)


def _areas(stage: Stage) -> list[int]:
    """Up to three areas of a size to be marked, those that share no ground."""
    homes = places.homes_by_area(area_ids=[each.id for each in places.areas()])
    begun: list[int] = []
    for area_id in sorted(homes, key=lambda each: (len(homes[each]), each)):
        if len(begun) < len(SHARES) and rules.FEWEST_HOMES <= len(homes[area_id]) <= LARGEST:
            try:
                begun.append(api.begin_area(area_id=area_id, share=15, now=stage.now - timedelta(days=320)))
            except UserError:
                continue  # it shares ground with one that is counted
    return begun


def _key(stage: Stage) -> UUID:
    return UUID(int=stage.rng.getrandbits(128))


def _reached(lot_id: int, counted_id: int, share: float, number: int, user_id: int | None, stage: Stage) -> None:
    """Kits sold at meetings, most of them used, up to this part of what makes a marked area."""
    aim = counting.one(counted_id=counted_id, now=stage.now).missing
    kits = max(round(aim * share), 1) if share < 1 else aim
    given = api.Given(lot_id, "sold", "meeting", counted_id, kits=kits + 3, decals=kits * 3)
    at = stage.now - timedelta(days=200 - 40 * number)
    handing_id, _new = api.hand_out(given=given, client_id=_key(stage), user_id=user_id, now=at)
    api.use(handing_id=handing_id, used=kits, now=stage.now - timedelta(days=20))


def _lent(lot_id: int, counted_id: int | None, user_id: int | None, stage: Stage) -> None:
    """One is out, one is late, one came back."""
    for name, days_ago, back in (("Sara Sjö", 5, False), ("Nils Näs", 24, False), ("Karin Kaj", 60, True)):
        at = stage.now - timedelta(days=days_ago)
        given = api.Given(
            lot_id, "lent", "desk", counted_id, due=timezone.localdate(at) + timedelta(days=14), name=name,
            email=f"{name.split()[0].lower()}@havsvik.example",
        )  # fmt: skip
        handing_id, _new = api.hand_out(given=given, client_id=_key(stage), user_id=user_id, now=at)
        if back:
            api.act(handing_id=handing_id, action="give_back", now=at + timedelta(days=12))
            api.use(handing_id=handing_id, used=1, now=at + timedelta(days=12))


def _found(user_id: int, stage: Stage) -> None:
    """A bicycle motor with a decal; its register knew it."""
    at = stage.now - timedelta(days=9)
    find_id = found.note(seen=found_rules.Seen("blue", "ssf", "unread"), user_id=user_id, now=at)
    asked = found.ask(find_id=find_id, supplier="ssf", why="seized", user_id=user_id, now=at)
    found.answer(question_id=asked, knew=True, on=timezone.localdate(at + timedelta(days=2)), now=stage.now)
