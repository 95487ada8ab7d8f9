"""Where the next signs do most: what is asked, the best spots with the proof, and taking them over as an order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from math import dist
from typing import Any, Final

import numpy as np
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from kokong.analysis.arrays import Floats
from kokong.analysis.siting import Covering, Sited, exact, greedy
from kokong.kernel.fields import Point
from kokong.kernel.tenancy import municipality_id
from kokong.places import api as places
from kokong.risk import api as risk

from . import reading, rules, work
from .values import Draft, Refused

SPOTS: Final = 2000  # among which the best are looked for: those with the most homes near
SECONDS: Final = 60.0  # for the proof
LIVE: Final = tuple(state for state in rules.SIGN.states() if state not in rules.SIGN.ends())
SAME_SPOT_M: Final = 10.0
SALT: Final = "signs.siting"
HOLDS: Final = 24 * 3600  # seconds


@dataclass(frozen=True)
class Question:
    """How many signs of a kind, which cover what lies within so many metres; `weight` is one of `rules.WEIGHTS`.

    `area_id`: only spots and homes there; None: everywhere.
    """

    kind: str
    signs: int
    weight: str
    within_m: int
    area_id: int | None = None


@dataclass(frozen=True)
class Place:
    """A spot that was chosen: where (metres, degrees), in words, and what it adds to those before it."""

    point: Point
    lon: float
    lat: float
    words: str
    adds: float


@dataclass(frozen=True)
class Proposal:
    """The best spots for as many signs as were asked for, and the order that more signs only continue.

    `counted`: signs of the kind that stand or are planned, and cover already.
    """

    asked: Question
    best: Sited
    places: tuple[Place, ...]
    turns: tuple[Place, ...]
    counted: int
    spots: int

    @property
    def next_adds(self) -> float:
        """What one more sign would add to these."""
        adds = [each.adds for each in self.turns]
        return adds[len(self.places)] if len(adds) > len(self.places) else 0.0


@dataclass(frozen=True, eq=False)
class Problem:
    """What a question means today: the spots, what each covers, and the order in which each adds most."""

    asked: Question
    spots: Sequence[places.Spot]
    covering: Covering
    turns: Sited
    counted: int

    def proposal(self, best: Sited) -> Proposal:
        """The proposal of some spots, in words and degrees."""
        return Proposal(
            self.asked, best, tuple(_places(self.spots, best)), tuple(_places(self.spots, self.turns)),
            self.counted, len(self.spots),
        )  # fmt: skip


def problem(*, asked: Question) -> Problem:
    """Read what is there. Raises Refused with what is missing: homes, spots, a risk map; AreaNotFound."""
    spots = places.spots(area_id=asked.area_id, near_m=asked.within_m, at_most=SPOTS)
    live = [each.point for each in reading.signs(states=LIVE, kind=asked.kind)]
    points = [each.point for each in spots] + live
    there = places.reach(points=points, within_m=asked.within_m, area_id=asked.area_id)
    weight = _weights(asked.weight, there)
    if not len(spots) or not weight.sum():
        raise Refused(_("Nothing is to be covered there: no homes, or none that count. Nothing was proposed."))
    covering = Covering.of(there.reach, weight, np.arange(len(spots), len(points)))
    return Problem(asked, spots, covering, greedy(covering, max(asked.signs + 1, rules.MOST_TURNS)), len(live))


def in_turn(*, asked: Question) -> Proposal:
    """Spots that each add most to those before: found at once, and near the best. Raises as `problem` does."""
    read = problem(asked=asked)
    return read.proposal(greedy(read.covering, asked.signs))


def propose(*, asked: Question) -> Proposal:
    """Find the best spots, which may take up to `SECONDS`. Raises as `problem` does."""
    read = problem(asked=asked)
    return read.proposal(exact(read.covering, asked.signs, seconds=SECONDS))


def told(proposal: Proposal) -> dict[str, Any]:
    """A proposal as JSON, without its question."""
    return {name: said for name, said in asdict(proposal).items() if name != "asked"}


def read_back(asked: Question, told: Mapping[str, Any]) -> Proposal:
    """The proposal that `told` wrote."""
    chosen = {name: tuple(told["best"][name]) for name in ("chosen", "adds")}
    best = Sited(**{**told["best"], **chosen})
    return Proposal(
        asked, best, tuple(map(_place, told["places"])), tuple(map(_place, told["turns"])), told["counted"],
        told["spots"],
    )  # fmt: skip


def _place(told: Mapping[str, Any]) -> Place:
    return Place(**{**told, "point": Point(*told["point"])})


def _weights(weight: str, there: places.Reached) -> Floats:
    if weight == "entrances":
        return np.ones(there.x.size)
    homes = there.homes.astype(np.float64)
    if weight == "homes":
        return homes
    each = risk.expected_at(x=there.x, y=there.y)
    if each is None:
        raise Refused(_("There is no risk map yet, so expected burglaries can't be counted. Choose homes."))
    return np.asarray(each * homes, np.float64)


def _places(spots: Sequence[places.Spot], found: Sited) -> Iterator[Place]:
    at = [spots[number] for number in found.chosen]
    lon, lat = places.degrees(x=[s.point.x for s in at], y=[s.point.y for s in at])
    for spot, x, y, adds in zip(at, lon, lat, found.adds, strict=True):
        yield Place(spot.point, float(x), float(y), _called(spot), adds)


def _called(spot: places.Spot) -> str:
    if not spot.number:
        return spot.street[:120]
    return (_("%(street)s, by number %(number)s") % {"street": spot.street, "number": spot.number})[:120]


def sealed(proposal: Proposal) -> str:
    """The proposal as it can be sent back by the page: signed, of this municipality, good for a day."""
    spots = [[round(p.point.x, 2), round(p.point.y, 2), p.words] for p in proposal.places]
    return signing.dumps(
        {"m": municipality_id(), "kind": proposal.asked.kind, "spots": spots}, salt=SALT, compress=True
    )


@transaction.atomic
def take_over(*, sealed: str, now: datetime) -> tuple[int, int]:
    """Plan the signs of a proposal; how many were planned, and at how many spots one was before.

    Raises Refused for a proposal that is too old or not this municipality's, and where all are planned already.
    """
    told = _opened(sealed)
    before = [each.point for each in reading.signs(states=LIVE, kind=told["kind"])]
    drafts = [Draft(told["kind"], words, Point(x, y)) for x, y, words in told["spots"]]
    new = [draft for draft in drafts if all(dist(draft.point, spot) > SAME_SPOT_M for spot in before)]
    if not new:
        raise Refused(_("These signs are planned already. Nothing was changed."))
    for draft in new:
        work.plan(draft=draft, now=now)
    return len(new), len(drafts) - len(new)


def _opened(sealed: str) -> Any:
    try:
        told = signing.loads(sealed, salt=SALT, max_age=HOLDS)
    except signing.BadSignature:
        told = {}
    if told.get("m") != municipality_id():
        raise Refused(_("The proposal is too old. Look anew where the next signs do most. Nothing was changed."))
    return told
