"""Lots as everybody reads them: what was announced, the order that was drawn, and how to draw it again.

A lot is public from its announcement on: what it is worth, it is worth because nobody could choose. No burglary is
counted here, and nothing is said of what came of it; that is an evaluation's.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from kokong.effect import api as effect
from kokong.kernel import measure


@dataclass(frozen=True)
class Place:
    """An area's place in the order, the month in which it starts, and the number that decided it (SHA-256)."""

    name: str
    begins: date
    key: str


@dataclass(frozen=True)
class Lot:
    """A lot; `order` is empty until it is drawn. `seed_is` was said before anybody could know the seed."""

    id: int
    question: str
    measures: str
    areas: str
    seed_is: str
    announced: datetime
    seed: str
    drawn: datetime | None
    order: tuple[Place, ...]


def told(now: datetime) -> tuple[Lot, ...]:
    """All lots, the newest first."""
    said = {code: str(words) for one in measure.everyone() for code, words in one.delivers.items()}
    return tuple(_lot(each, said) for each in effect.lots(today=timezone.localdate(now)))


def _lot(found: effect.Lot, said: dict[str, str]) -> Lot:
    return Lot(
        id=found.id,
        question=found.asked.question,
        measures=", ".join(said.get(each, each) for each in found.asked.measures),
        areas=", ".join(found.names.values()),
        seed_is=found.asked.seed_is,
        announced=found.announced_at,
        seed=found.seed or "",
        drawn=found.drawn_at,
        order=tuple(Place(turn.name, turn.begins, turn.key) for turn in found.turns),
    )
