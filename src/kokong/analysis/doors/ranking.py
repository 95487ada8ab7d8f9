"""Doors in order of risk, what visits to the first of them could reach, and whether the order is any better."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats, Ints, Refused
from ..scoring import Difference
from ..words import gettext_noop
from .kernel import DoorRisk


@dataclass(frozen=True)
class Ranking:
    """Doors in order.

    `order`: places of the doors, the first to visit first. `expected`, `added`: burglaries to expect at each door
    (as given) within `days`, in all and because of this burglary.
    """

    order: Ints
    expected: Floats
    added: Floats
    days: float

    def reached(self, doors: int) -> float:
        """The ceiling of `doors` visits: the share that lies at the first of all that is expected at the doors."""
        total = float(self.expected.sum())
        return float(self.expected[self.order[:doors]].sum()) / total if total > 0 else 0.0


def rank_doors(
    risk: DoorRisk, *, own: Floats, metres: Floats, relation: Sequence[str], days: float = 14.0
) -> Ranking:
    """Order the doors near one burglary by the burglaries to expect at each within `days`; ties by distance.

    `own` is each door's own rate per day: `risk.own[place]`, or `risk.kinds[kind]` for one not in the history.
    """
    if not own.size == metres.size == len(relation):
        raise Refused("Give an own rate, a distance and a relation for each door.")
    added = risk.added(own, metres, relation, days=days)
    expected = own * days + added
    return Ranking(np.lexsort((metres, -expected)), expected, added, days)


def rank_by_distance(metres: Floats) -> Ints:
    """The order to beat: the nearest first."""
    return np.argsort(metres, kind="stable")


@dataclass(frozen=True)
class Recall:
    """Share of the burglaries that followed which lay behind the first k doors, by risk and by distance alone.

    `lead` is the difference with a 95 % interval over burglaries that others followed.
    """

    doors: int
    followed: int
    by_risk: float
    by_distance: float
    lead: Difference


def recall_at(
    doors: int, cases: Sequence[tuple[Floats, Floats, Ints]], *, draws: int = 2000, seed: int = 1
) -> Recall:
    """Score orders on burglaries whose followers are known.

    A case is one burglary: the risk at each door near by, its distance, and the places of the doors that were
    burgled in its wake. Ties are shared evenly in both orders, so that neither gains from the order of a list.
    """
    kept = [case for case in cases if case[2].size]
    if not kept:
        raise Refused(gettext_noop("No burglary has followers, so no order can be scored."))
    caught = np.array([[_caught(risk, after, doors), _caught(-away, after, doors)] for risk, away, after in kept])
    many = np.array([after.size for *_, after in kept], float)
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(kept), (draws, len(kept)))
    gain = (caught[:, 0] - caught[:, 1])[drawn].sum(axis=1) / many[drawn].sum(axis=1)
    low, high = np.quantile(gain, (0.025, 0.975))
    by_risk, by_distance = (float(share) for share in caught.sum(axis=0) / many.sum())
    lead = Difference(by_risk - by_distance, float(low), float(high))
    return Recall(doors, int(many.sum()), by_risk, by_distance, lead)


def _caught(score: Floats, after: Ints, doors: int) -> float:
    """How many of `after` lie among the `doors` highest scores, in the mean over the orders of ties."""
    at = score[after][:, None]
    above, tied = (score > at).sum(axis=1), (score == at).sum(axis=1)
    return float(np.clip((doors - above) / tied, 0, 1).sum())
