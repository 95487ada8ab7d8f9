"""The risk of each door after a burglary near by, learnt from burglaries of known dwellings.

A door's rate is its own rate × (1 + Σ over recent burglaries of strength × relation × exp(-distance/reach)
× exp(-days/decay)); its own rate is that of its kind × its street × its own past. Fitted by expectation-
maximisation. Kinds, streets, homes and relations with few burglaries are drawn towards the common rate, as a
municipality's own numbers are small.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.spatial import cKDTree

from ..arrays import Floats, Ints, Refused
from ..words import gettext_noop
from .history import OTHER, History

FARTHEST_M: Final = 300.0
LONGEST_DAYS: Final = 60.0
PRIOR: Final = 10.0  # burglaries' worth of belief that a kind or a relation is like the others
PRIOR_RELATION: Final = 30.0  # more: side of street is easily confused with street
_STEPS: Final = 60


@dataclass(frozen=True)
class DoorRisk:
    """What a fit found.

    `own`: burglaries per day at each dwelling of the history by itself. `kinds`: the same for a dwelling of each
    kind on an ordinary street. `strength`: how many times its own rate is added at a door at no distance just
    after a burglary. `relation`: what that is multiplied by. `set_off`: burglaries that followed from another.
    """

    own: Floats
    kinds: Mapping[str, float]
    strength: float
    reach_m: float
    decay_days: float
    relation: Mapping[str, float]
    set_off: float
    burglaries: int

    def added(self, own: Floats, metres: Floats, relation: Sequence[str], *, days: float = 14.0) -> Floats:
        """Burglaries that a burglary adds within `days` at doors with these own rates per day."""
        lie = np.array([self.relation.get(name, 1.0) for name in relation])
        wait = self.decay_days * (1 - np.exp(-days / self.decay_days))
        return np.asarray(own * self.strength * lie * np.exp(-metres / self.reach_m) * wait)


def fit_door_risk(history: History, *, least: int = 30) -> DoorRisk:
    """Learn from a history. Raises Refused for fewer than `least` burglaries."""
    if history.days.size < least:
        raise Refused(
            gettext_noop(
                "%(burglaries)s burglaries are too few to learn the risk per door from; %(needed)s are needed."
            ),
            burglaries=history.days.size,
            needed=least,
        )
    fit = _Fit(history)
    for _ in range(_STEPS):
        fit.step()
    return fit.told()


class _Fit:
    def __init__(self, history: History) -> None:
        self.history = history
        homes, self.days = history.in_order
        self.span = history.end - history.start
        self.kinds, self.kind = np.unique(history.dwellings.kind, return_inverse=True)
        self.many = np.bincount(self.kind, minlength=self.kinds.size).astype(float)
        self.homes = homes
        self._pairs(homes)
        self._exposure(homes)
        self.streets, self.street = np.unique(history.dwellings.street, return_inverse=True)
        self.by_kind: Floats = np.ones(self.kinds.size)
        self.by_street: Floats = np.ones(self.streets.size)
        self.burgled = np.bincount(homes, minlength=self.kind.size).astype(float)
        self.own = np.full(self.kinds.size, homes.size / (self.many.sum() * self.span))
        self.strength, self.reach, self.decay = 20.0, 60.0, 7.0
        self.relation = np.ones(self.names.size)
        self.share: Floats = np.zeros(self.first.size)

    def _pairs(self, homes: Ints) -> None:
        """Burglary after burglary: which earlier one lies near, how far, how long ago, and how."""
        town = self.history.dwellings
        tree = cKDTree(np.column_stack([town.x[homes], town.y[homes]]))
        pairs = tree.query_pairs(FARTHEST_M, output_type="ndarray").astype(np.int64).reshape(-1, 2)
        first, second = np.sort(pairs, axis=1).T
        wait = self.days[second] - self.days[first]
        keep = (wait > 0) & (wait <= LONGEST_DAYS)
        self.first, self.second, self.wait = first[keep], second[keep], wait[keep]
        a, b = homes[self.first], homes[self.second]
        self.metres = np.hypot(town.x[a] - town.x[b], town.y[a] - town.y[b])
        self.pair_relation = np.array(town.relation(a, b), dtype=np.str_)

    def _exposure(self, homes: Ints) -> None:
        """Doors near each burglary, summed by relation, kind and 5 m of distance."""
        town = self.history.dwellings
        tree = cKDTree(np.column_stack([town.x, town.y]))
        near = tree.query_ball_point(np.column_stack([town.x[homes], town.y[homes]]), FARTHEST_M)
        home = np.repeat(homes, [len(found) for found in near])
        door = np.concatenate([np.asarray(found, np.int64) for found in near])
        names, which = np.unique(np.array(town.relation(home, door), dtype=np.str_), return_inverse=True)
        metres = np.hypot(town.x[home] - town.x[door], town.y[home] - town.y[door])
        bins = np.minimum((metres / 5).astype(int), int(FARTHEST_M / 5) - 1)
        shape = (names.size, self.kinds.size, int(FARTHEST_M / 5))
        place = np.ravel_multi_index((which, self.kind[door], bins), shape)
        self.names = names
        self.doors = np.bincount(place, minlength=int(np.prod(shape))).reshape(shape).astype(float)
        self.middle = np.where(np.arange(shape[2]) == 0, 0.0, 5 * np.arange(shape[2]) + 2.5)
        self.lie = np.searchsorted(names, self.pair_relation) if self.first.size else np.empty(0, np.int64)

    def step(self) -> None:
        """Share each burglary out between its door's own rate and what went before; then fit to the shares."""
        size = self.strength * self.relation[self.lie] if self.first.size else np.empty(0)
        extra = size * np.exp(-self.metres / self.reach - self.wait / self.decay)
        total = 1 + np.bincount(self.second, extra, minlength=self.homes.size)
        self.share = extra / total[self.second]
        alone = 1 / total
        self._own(alone)
        if self.share.sum() > 1e-6:
            self._decay()
            self._reach()
            self._relation()

    def _own(self, alone: Floats) -> None:
        # What was set off is also proportional to the own rate, so all burglaries tell of it.
        usual = self.homes.size / self.kind.size
        for _ in range(3):
            self.by_kind = _drawn(self.burgled, usual * self.by_street[self.street], self.kind)
            self.by_street = _drawn(self.burgled, usual * self.by_kind[self.kind], self.street)
        self.daily = float(alone.sum()) / self.kind.size / self.span
        self.own = self.daily * self.by_kind

    def _decay(self) -> None:
        self.decay = float(np.clip((self.share @ self.wait) / self.share.sum(), 0.5, LONGEST_DAYS))

    def _reach(self) -> None:
        """The reach under which doors near by would have shared out what followed as they did."""
        weights = np.einsum("rkd,k,r->d", self.doors, self.own, self.relation)
        travelled, followed = float(self.share @ self.metres), float(self.share.sum())

        def loss(reach: float) -> float:
            return travelled / reach + followed * float(np.log(weights @ np.exp(-self.middle / reach)))

        self.reach = float(minimize_scalar(loss, bounds=(5.0, FARTHEST_M), method="bounded").x)

    def _relation(self) -> None:
        """The strength over all doors, then how far each relation is from it."""
        wait = self.decay * (1 - np.exp(-LONGEST_DAYS / self.decay))
        exposed = np.einsum("rkd,k,d->r", self.doors, self.own, np.exp(-self.middle / self.reach)) * wait
        followed = np.bincount(self.lie, self.share, minlength=self.names.size)
        self.strength = float(followed.sum() / (exposed @ self.relation))
        self.relation = (followed + PRIOR_RELATION) / (exposed * self.strength + PRIOR_RELATION)

    def told(self) -> DoorRisk:
        level = self.daily * self.by_kind[self.kind] * self.by_street[self.street]
        expected = level * self.homes.size / level.sum()
        own = level * (self.burgled + PRIOR) / (expected + PRIOR)
        return DoorRisk(
            own=own * level.sum() / own.sum(),
            kinds=dict(zip(self.kinds.tolist(), self.own.tolist(), strict=True)),
            strength=self.strength,
            reach_m=self.reach,
            decay_days=self.decay,
            relation={OTHER: 1.0, **dict(zip(self.names.tolist(), self.relation.tolist(), strict=True))},
            set_off=float(self.share.sum()),
            burglaries=int(self.homes.size),
        )


def _drawn(burgled: Floats, expected: Floats, group: Ints) -> Floats:
    """Each group's burglaries over what was expected there, drawn towards 1."""
    seen, awaited = np.bincount(group, burgled), np.bincount(group, expected)
    return np.asarray((seen + PRIOR) / (awaited + PRIOR))
