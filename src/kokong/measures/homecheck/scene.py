"""Kept checks and an alarm plan in the demonstration: sums of two areas, and one household that compares.

Written as rows: by the room's own door each would send its letter, to people who don't exist.
"""

from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from kokong import questions
from kokong.kernel.scene import Stage
from kokong.places import api as places
from kokong.questions import Answers

from . import planning, rules, together
from .models import Check, Contact, Keeper, Plan
from .sheet import sheet

HOMES: Final = (8, 6)  # that answered, by area: enough for its sums
NORA: Final = "nora@havsvik.example"
CONTACTS: Final = (
    ("Olle Alm", "key_holder", "070-174 06 05", "yes"),
    ("Anna Ek", "resident", "070-174 06 06", "yes"),
    ("Pelle Berg", "key_holder", "070-174 06 07", ""),
)


def stage(stage: Stage) -> None:
    """Play it; does nothing where somebody keeps a check."""
    with stage.cast.acting("coordinator"):
        if Keeper.objects.exists():
            return
        areas = [each.id for each in places.areas()][: len(HOMES)]
        for area_id, homes in zip(areas, HOMES, strict=False):
            for number in range(homes):
                _kept(f"hem{area_id}-{number}@havsvik.example", area_id, stage)
        _compared(areas[0] if areas else None, stage)
        for number, area_id in enumerate(areas * 2):
            at = stage.now - timedelta(days=3 + 9 * number)
            record = UUID(int=stage.rng.getrandbits(128))
            together.done(record=record, area_id=area_id, at=at, now=stage.now)


def _keeper(email: str, area_id: int | None, begun: datetime, now: datetime) -> Keeper:
    row: Keeper = Keeper.objects.create(
        email=email, asked=begun, lasts=begun + rules.LINK, proven=begun, active=now, area_id=area_id
    )
    return row


def _check(row: Keeper, at: datetime, answers: Answers) -> None:
    Check.objects.create(keeper=row, at=at, kept=at, edition=sheet().edition, answers=dict(answers))


def _kept(email: str, area_id: int, stage: Stage) -> None:
    """One home of an area."""
    at = stage.now - timedelta(days=stage.rng.randint(5, 200))
    _check(_keeper(email, area_id, at, at), at, _answers(stage.rng, done=0.5))


def _compared(area_id: int | None, stage: Stage) -> None:
    """Nora has gone through her home twice, seen to some of it, and begun an alarm plan."""
    before, row_since = _answers(stage.rng, done=0.3), stage.now - timedelta(days=370)
    row = _keeper(NORA, area_id, row_since, stage.now)
    _check(row, row_since, before)
    better = _answers(stage.rng, done=0.8, kind=str(before["kind"]))
    _check(row, stage.now - timedelta(days=4), better)
    plan = Plan.objects.create(
        keeper=row, called="Nora Ek", home="Strandgatan 3", routine="Vi två kan det, och byter det i januari.",
        guard=["outside", "holder"], ticket=planning.ticket(), tested=stage.now - timedelta(days=40),
    )  # fmt: skip
    for position, (name, what, phone, answer) in enumerate(CONTACTS, start=1):
        asked = stage.now - timedelta(days=3)
        Contact.objects.create(
            plan=plan, position=position, name=name, what=what, phone=phone, asked=asked, answer=answer,
            email=f"{name.split()[0].lower()}@havsvik.example", answered=asked if answer else None,
        )  # fmt: skip


def _answers(rng: Random, *, done: float, kind: str = "house") -> Answers:
    """As somebody answers who has seen to this part of it."""
    given: dict[str, questions.Given] = {"kind": kind}
    for _round in sheet().questions:
        asked = next((each for each in questions.relevant(sheet(), given) if each.id not in given), None)
        if asked is None:
            break
        best = [each.id for each in asked.choices if each.value is None or each.value >= 1]
        given[asked.id] = rng.choice(best if best and rng.random() < done else [each.id for each in asked.choices])
    return given
