"""The near-repeat table of burglaries read from a file, with whichever distance was asked for."""

import math
from dataclasses import asdict, dataclass
from pathlib import Path

from ..arrays import Refused
from ..cluster import Runner
from ..near_repeat import Closed, Distance, Knox, Sensitivity, knox, network_knox, window_sensitivity
from .reading import Burglaries


@dataclass(frozen=True)
class Asked:
    """What was asked of the table; see `near_repeat.knox`."""

    space: tuple[float, ...]
    days_apart: tuple[float, ...]
    closed: Closed
    permutations: int
    seed: int


def sensitivity(found: Burglaries, asked: Asked, metric: Distance) -> Sensitivity | None:
    """How much the table depends on when within their windows the burglaries happened.

    None where every time is certain, along streets, and without a band that ends. Open bands are left out.
    """
    space, days_apart = (tuple(e for e in edges if e < math.inf) for edges in (asked.space, asked.days_apart))
    if not found.windows or metric == "network" or not space or not days_apart:
        return None
    return window_sensitivity(
        found.x,
        found.y,
        found.earliest,
        found.latest,
        space=space,
        days_apart=days_apart,
        metric=metric,
        closed=asked.closed,
        seed=asked.seed,
    )


def run(
    found: Burglaries,
    asked: Asked,
    *,
    metric: Distance = "euclidean",
    streets: Path | None = None,
    workers: int | None = None,
    runner: Runner | None = None,
) -> tuple[Knox, Burglaries]:
    """The table, and the burglaries with what there is to say about them. Raises Refused."""
    if metric != "network":
        if streets is not None:
            raise Refused("Streets are only used for distances along them: add --metric network.")
        table = knox(found.x, found.y, found.days, **asdict(asked), metric=metric, workers=workers, runner=runner)
        return table, found
    if streets is None:
        raise Refused("Distances along streets need the streets: --streets FILE.")
    from .streets import doubts, read_streets

    ways = read_streets(streets, found, margin=max((edge for edge in asked.space if edge < math.inf), default=0.0))
    table = network_knox(found.x, found.y, found.days, ways, **asdict(asked), workers=workers, runner=runner)
    return table, doubts(found, ways)
