"""Signs of the demonstration: most in order, some worn, one planned, one that waits for its owner."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from kokong.kernel.fields import Point
from kokong.kernel.scene import Home, Stage
from kokong.people import api as people

from . import api

STREETS, UP_FROM = 14, 3
SPOTS: Final = ("Lyktstolpen vid infarten till {}", "Vid brevlådorna på {}", "Vid lekplatsen, {}")
CONDITIONS: Final = ("good",) * 8 + ("dirty", "crooked", "faded", "damaged", "missing")


def stage(stage: Stage) -> None:
    """Put signs up over a year; does nothing where there are some."""
    with stage.cast.system():
        if api.signs():
            return
    streets = {home.street: home for home in stage.homes if home.street}
    for number, name in enumerate(stage.rng.sample(sorted(streets), min(STREETS, len(streets)))):
        begun = stage.now - timedelta(days=stage.rng.randint(200, 340))
        with stage.cast.acting("coordinator"):
            sign_id = _planned(number, streets[name], stage, begun=begun)
        if number >= UP_FROM:
            _looked_at(sign_id, stage)


def _planned(number: int, home: Home, stage: Stage, *, begun: datetime) -> int:
    """The first is only planned, the next waits for its owner, one is ordered; the others stand."""
    rng, now = stage.rng, stage.now
    kind = rng.choice(("watch", "watch", "warning", "marked"))
    draft = api.Draft(
        kind=kind if number >= UP_FROM else "marked" if number == 0 else "warning", point=_beside(home, rng),
        ground="private", permit="not_needed",
        place=rng.choice(SPOTS).format(home.street), owner=rng.choice(("Gatukontoret", "Havsvik Bostad")),
    )  # fmt: skip
    asked = people.mailboxes(user_ids=frozenset(stage.cast.people.get("owner_representative", ())))
    if number == 0 and asked:  # whoever signs in for an association says yes or no to it
        draft = replace(draft, owner="Brf Fyrvaktaren", owner_contact=next(iter(asked.values())))
    if number >= UP_FROM:
        up = begun + timedelta(days=20)
        return api.found(draft=draft, installed=up, condition="good", agreed=True, now=up)
    sign_id = api.plan(draft=draft, now=begun)
    if number > 1:
        api.agree(sign_id=sign_id, answer=True, channel="email", now=begun)
    if number > 0:
        api.act(sign_id=sign_id, action="order", at=begun, now=now)
    return sign_id


def _looked_at(sign_id: int, stage: Stage) -> None:
    seen, condition = stage.now - timedelta(days=stage.rng.randint(3, 120)), stage.rng.choice(CONDITIONS)
    with stage.cast.acting("visitor") as visitor:
        api.check(sign_id=sign_id, condition=condition, at=seen, user_id=visitor)
    if condition == "damaged":
        with stage.cast.acting("coordinator"):
            api.act(sign_id=sign_id, action="replace", at=stage.now - timedelta(days=1), now=stage.now)


def _beside(home: Home, rng: random.Random) -> Point:
    return Point(home.x + rng.uniform(-12, 12), home.y + rng.uniform(-12, 12))
