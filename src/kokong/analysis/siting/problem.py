"""What is to be covered by which spots, made smaller without changing the answer."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from ..arrays import Flags, Floats, Ints, Refused

Matrix: TypeAlias = Any  # a csr_array of 0 and 1; scipy has no types
Method = Literal["greedy", "exact"]
SURE: Final = 1e-9  # shares of the whole weight that no rounding of sums decides about


@dataclass(frozen=True)
class Covering:
    """Spots and what each covers.

    `reach` (spots × places, sparse): true where a spot covers a place. `weight` (places,): what each is worth, not
    negative. `standing`: rows of `reach` where something stands already: they cover, and are never chosen.
    Build it by `Covering.of`, which checks.
    """

    reach: Matrix
    weight: Floats
    standing: Ints

    @classmethod
    def of(cls, reach: Any, weight: ArrayLike, standing: ArrayLike = ()) -> "Covering":
        """Raises Refused for weights that are missing or negative, other sizes, no spots, nothing to cover."""
        matrix = csr_array(reach, dtype=np.float64, copy=True)
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
        matrix.data[:] = 1.0
        worth, rows = np.asarray(weight, np.float64), np.asarray(standing, np.int64)
        _check(matrix.shape, worth, rows)
        return cls(matrix, worth, np.unique(rows))

    @cached_property
    def total(self) -> float:
        """The weight of all places, whether or not a spot reaches them."""
        return float(self.weight.sum())

    @cached_property
    def covered_before(self) -> Flags:
        """The places that what stands covers (places,)."""
        return np.asarray(self.reach[self.standing].sum(axis=0) > 0).reshape(-1)

    @cached_property
    def left(self) -> Floats:
        """What each place is still worth (places,): nothing where it is covered already."""
        return np.where(self.covered_before, 0.0, self.weight)

    @cached_property
    def free(self) -> Ints:
        """The spots that may be chosen."""
        return np.setdiff1d(np.arange(self.reach.shape[0]), self.standing)

    @property
    def before(self) -> float:
        """The weight that what stands covers."""
        return self.total - float(self.left.sum())


def _check(shape: tuple[int, int], weight: Floats, standing: Ints) -> None:
    spots, places = shape
    if weight.shape != (places,):
        raise Refused(f"There are {places} places to cover and {weight.size} weights. Give one weight for each.")
    if not np.isfinite(weight).all() or (weight < 0).any():
        raise Refused("Weights must be numbers from 0 up. Leave out places without one.")
    if not spots:
        raise Refused("There is no spot to choose among.")
    if not places or not weight.sum():
        raise Refused("There is nothing to cover: no places, or none of any weight.")
    if standing.size and (standing.min() < 0 or standing.max() >= spots):
        raise Refused("What stands already must be named by its row among the spots.")


@dataclass(frozen=True)
class Sited:
    """The spots chosen, in the order in which each adds most, and what each `adds`.

    `before`: what stood covered already; `covered`: with the chosen; `total`: all there is. `bound`: no choice of
    `asked` spots covers more. `gap`: (bound - covered) / bound. `proven`: no better choice exists, but for a
    billionth of all weight. Fewer are chosen than asked where the others add nothing, or where there are no more.
    """

    method: Method
    asked: int
    chosen: tuple[int, ...]
    adds: tuple[float, ...]
    before: float
    covered: float
    total: float
    bound: float
    seconds: float

    @property
    def proven(self) -> bool:
        return self.bound - self.covered <= SURE * self.total

    @property
    def gap(self) -> float:
        return 0.0 if self.proven else (self.bound - self.covered) / self.bound

    @property
    def share(self) -> float:
        """The share of all weight that is covered."""
        return self.covered / self.total

    def after(self, number: int) -> float:
        """What the first `number` of the chosen cover, with what stood before."""
        return self.before + float(sum(self.adds[:number]))


@dataclass(frozen=True)
class Small:
    """The same problem with fewer spots and places: `spots` are the rows that are left, `reach` (spots × groups)
    and `weight` (groups,) are of groups of places that the same spots reach."""

    spots: Ints
    reach: Matrix
    weight: Floats


def smaller(problem: Covering) -> Small:
    """Leave out what can't matter: places that are covered, worthless or out of reach, places that the same spots
    reach but for one of them with the sum, and spots that cover nothing that another doesn't."""
    live = np.flatnonzero(problem.left > 0)
    reach = problem.reach[problem.free][:, live]
    reach, weight = _merged(reach, problem.left[live])
    kept = _undominated(reach)
    reach, weight = _merged(reach[kept], weight)
    return Small(problem.free[kept], reach, weight)


def _merged(reach: Matrix, weight: Floats) -> tuple[Matrix, Floats]:
    columns = reach.tocsc()
    columns.sort_indices()
    ends, rows = columns.indptr, columns.indices
    group: dict[bytes, int] = {}
    numbers = np.array(
        [group.setdefault(rows[a:b].tobytes(), len(group)) if b > a else -1 for a, b in pairwise(ends.tolist())],
        np.int64,
    )
    reached = np.flatnonzero(numbers >= 0)
    _, first = np.unique(numbers[reached], return_index=True)
    summed = np.bincount(numbers[reached], weights=weight[reached], minlength=len(group))
    return csr_array(columns[:, reached[first]]), np.asarray(summed, np.float64)


def _undominated(reach: Matrix) -> Ints:
    """Spots of which no other covers all; of equal ones the first."""
    size = np.asarray(reach.sum(axis=1)).reshape(-1)
    shared = (reach @ reach.T).tocoo()
    inside = (shared.data == size[shared.row]) & (shared.row != shared.col)
    a, b = shared.row[inside], shared.col[inside]
    lost = a[(size[b] > size[a]) | (b < a)]
    return np.setdiff1d(np.flatnonzero(size > 0), lost)
