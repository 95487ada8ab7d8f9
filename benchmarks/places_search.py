"""Address search as one types, and the neighbourhood of a home, with five million dwellings in the database."""

import argparse
import random
import sys

from . import common

ROUNDS = 400


def typed(rng: random.Random) -> str:
    """Something half-typed: the beginning of an address, sometimes with a letter lost or the town in front."""
    name = rng.choice(common.FIRST) + rng.choice(common.LAST)
    number = rng.randint(1, common.HOMES_PER_STREET)
    lost = rng.randrange(1, len(name))
    return rng.choice([
        name[: rng.randint(2, len(name))],
        f"{name} {number}",
        f"{name[:5]} {number}",
        f"{name[:lost]}{name[lost + 1 :]} {number}",
        f"Ortb {name} {number}",
        f"{name} {number}, Ortc",
    ])  # fmt: skip


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dwellings", type=int, default=5_000_000)
    wanted = parser.parse_args().dwellings
    with common.database() as home:
        common.fill(home, wanted)
        from kokong.kernel import tenancy
        from kokong.kernel.models import Municipality
        from kokong.places import api

        figures = []
        for code, size, limit in ((common.ONE, "40,000", 50), (common.WHOLE, f"{wanted:,}", 150)):
            rng = random.Random(5)
            with tenancy.scope(municipality_id=Municipality.objects.get(code=code).pk):
                ids = [hit.dwelling_id for hit in api.search(text="Storgatan 1", limit=50)]
                for case in (typed(rng) for _ in range(50)):
                    api.search(text=case)
                searches = common.times(lambda text: api.search(text=text), [typed(rng) for _ in range(ROUNDS)])
                around = common.times(lambda pk: api.neighbourhood(dwelling_id=pk), rng.choices(ids, k=ROUNDS))
            figures.append(common.percentiles(f"search within a municipality of {size}", searches, p99=limit))
            figures.append(
                common.percentiles(f"neighbours of a home, municipality of {size}", around, p50=5, p99=20)
            )
    return common.report(figures)


if __name__ == "__main__":
    sys.exit(main())
