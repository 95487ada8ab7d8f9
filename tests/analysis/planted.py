"""Burglaries from a self-exciting process whose parameters are known."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Planted:
    own: int
    theta: float
    decay: float
    sigma: float
    repeats: float
    repeat_decay: float


def plant(truth: Planted, rng: np.random.Generator, *, span: float, width: float = 2e4) -> Any:
    """x, y and days: generations of offspring round those that arise on their own (Hawkes and Oakes, 1974)."""
    place = np.column_stack([rng.uniform(0, width, (truth.own, 2)), rng.uniform(0, span, truth.own)])
    found = [place]
    while len(place):
        near = np.repeat(place, rng.poisson(truth.theta, len(place)), axis=0)
        near += np.column_stack(
            [rng.normal(0, truth.sigma, (len(near), 2)), rng.exponential(truth.decay, len(near))]
        )
        same = np.repeat(place, rng.poisson(truth.repeats, len(place)), axis=0)
        same[:, 2] += rng.exponential(truth.repeat_decay, len(same))
        place = np.concatenate([near, same])
        place = place[place[:, 2] < span]
        found.append(place)
    return np.concatenate(found).T
