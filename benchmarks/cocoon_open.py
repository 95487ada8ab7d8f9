"""From the confirmation to doors chosen and stored, with five million dwellings; and the walk between 30 doors."""

import argparse
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import common

CASES = 400
WALKS = 100
DOORS = 30
SPACING_M, BLOCKS = 60.0, 40  # a net of streets around the homes that are walked to


def streets(west: float, south: float) -> NDArray[np.float64]:
    """A grid of streets as straight steps, shape (n, 4)."""
    at = np.arange(BLOCKS) * SPACING_M
    x, y = (grid.ravel() for grid in np.meshgrid(west + at, south + at))
    along, across = np.stack([x, y, x + SPACING_M, y], axis=1), np.stack([x, y, x, y + SPACING_M], axis=1)
    return np.vstack([along, across])


def drafts(rng: random.Random, dwellings: list[int], now: datetime) -> list[int]:
    """Burglaries waiting to be confirmed, at homes anywhere in the municipality."""
    from kokong.incidents import api

    return [
        api.report(
            dwelling_id=pk,
            earliest=now - timedelta(hours=rng.randint(6, 40)),
            latest=now - timedelta(hours=5),
            dwelling_kind="house",
            source="cli",
            another=True,
            now=now,
        ).id
        for pk in dwellings
    ]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dwellings", type=int, default=5_000_000)
    wanted = parser.parse_args().dwellings
    with common.database() as home:
        common.fill(home, wanted)
        return common.report([confirming(home, wanted), walking()])


def confirming(home: Path, wanted: int) -> common.Figure:
    """One transaction each: the burglary confirmed, its doors chosen, looked up and stored, committed."""
    from django.utils import timezone

    from kokong.incidents import api as incidents
    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.measures.cocoons import api as cocoons

    rng, now = random.Random(8), timezone.now()
    scope = Municipality.objects.get(code=common.WHOLE).pk
    with tenancy.scope(municipality_id=scope):
        waiting = drafts(rng, anywhere(rng, CASES + 50), now)

    def confirm(burglary_id: int) -> None:
        with tenancy.scope(municipality_id=scope):
            burglary, _event = incidents.confirm(burglary_id=burglary_id, now=now)
            cocoons.open_for(
                burglary_id=burglary.id,
                dwelling_id=burglary.dwelling_id,
                dwelling_kind=burglary.dwelling_kind,
                now=now,
            )

    common.times(confirm, waiting[:50])
    common.settle(home, "cocoons_door")
    return common.percentiles(
        f"confirm → doors stored, {wanted:,} dwellings", common.times(confirm, waiting[50:]), p50=15, p99=50
    )


def anywhere(rng: random.Random, count: int) -> list[int]:
    """Ids of dwellings spread over the municipality in scope."""
    from kokong.places.models import Dwelling

    first, last = (Dwelling.objects.order_by(order).values_list("pk", flat=True)[0] for order in ("pk", "-pk"))
    near = [rng.randint(first, last) for _ in range(count)]
    found = [Dwelling.objects.filter(pk__gte=pk).order_by("pk").values_list("pk", flat=True)[0] for pk in near]
    return list(dict.fromkeys(found))


def walking() -> common.Figure:
    """The order of 30 doors over a street network, from the database to the answer."""
    from kokong.kernel import tenancy
    from kokong.kernel.models import Municipality
    from kokong.places import api, network
    from kokong.places.models import Dwelling

    rng = random.Random(9)
    with tenancy.scope(municipality_id=Municipality.objects.get(code=common.ONE).pk):
        home = Dwelling.objects.order_by("pk")[0]
        half = BLOCKS / 2 * SPACING_M
        network.store(streets(home.location.x - half, home.location.y - half))
        around = api.neighbourhood(dwelling_id=home.pk, at_least=3 * DOORS, limit=3 * DOORS)
        homes = [neighbour.dwelling_id for neighbour in around.neighbours]
        rounds = [rng.sample(homes, DOORS) for _ in range(WALKS)]
        walk = api.walking_order(dwelling_ids=rounds[0])
        assert walk.by == "streets", walk.by
        taken = common.times(lambda ids: api.walking_order(dwelling_ids=ids), rounds)
    return common.percentiles(f"walking order of {DOORS} doors", taken, p99=100)


if __name__ == "__main__":
    sys.exit(main())
