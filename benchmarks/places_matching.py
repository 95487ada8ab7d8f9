"""Ten thousand addresses as people write them, each matched with the home that is meant."""

import argparse
import random
import sys
from collections.abc import Callable
from functools import partial

from . import common

ADDRESSES = 10_000
THOUSAND = 1_000
STEP = 50  # rows of an import's transaction
SECONDS = 20
FOUND = 0.8


def written(rng: random.Random) -> str:
    """An address as lists have it: of a hundred, eight are misspelled, not there, or without their town."""
    name = rng.choice(common.FIRST) + rng.choice(common.LAST)
    number, town, lost = (
        rng.randint(1, common.HOMES_PER_STREET),
        f"Ort{rng.choice('abcd')}",
        rng.randrange(1, len(name)),
    )
    kinds = {
        f"{name} {number}, {town}": 80,
        f"{name.upper()} {number} {town}": 8,
        f"{name} nr {number}, {town}": 4,
        f"{name[:lost]}{name[lost + 1 :]} {number}, {town}": 3,
        f"{name} {number + common.HOMES_PER_STREET}, {town}": 3,
        f"{name} {number}": 2,
    }
    return rng.choices(list(kinds), list(kinds.values()))[0]


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

        met = dict.fromkeys(("found", "asked"), 0)

        def count(home: Callable[[], object]) -> None:
            try:
                home()
            except api.AddressRefused:
                met["asked"] += 1
            else:
                met["found"] += 1

        def match(text: str) -> None:
            count(lambda: api.find_address(text=text))

        def step(some: list[str]) -> None:
            """As an import takes its rows: looked up together, then asked for one by one."""
            together = api.told_together(texts=some)
            for text in some:
                count(partial(together.home_told, text=text))

        with tenancy.scope(municipality_id=Municipality.objects.get(code=common.ONE).pk):
            rng = random.Random(7)
            for text in (written(rng) for _ in range(50)):
                match(text)
            met.update(found=0, asked=0)
            texts = [written(rng) for _ in range(ADDRESSES)]
            taken = common.times(match, texts)
            alone = dict(met)
            met.update(found=0, asked=0)
            steps = [texts[at : at + STEP] for at in range(0, ADDRESSES, STEP)]
            imported = sum(common.times(step, steps)) / 1000
            thousands = [texts[at : at + THOUSAND] for at in range(0, ADDRESSES, THOUSAND)]
            together = common.times(lambda some: api.addresses_found(texts=some), thousands)
    told = f"{imported:.1f} s, {met['found']:,} found, {met['asked']:,} asked about"
    at_once = sum(together) / 1000
    return common.report([
        common.Figure(f"the same, {THOUSAND:,} at a time, as a page looks at a file", f"≤ {SECONDS} s",
                      f"{at_once:.1f} s", at_once <= SECONDS),
        common.Figure(f"{ADDRESSES:,} addresses matched as an import does, 40,000 homes among {wanted:,}",
                      f"≤ {SECONDS} s", told, imported <= SECONDS),
        common.Figure("of them found, and the same found one by one", f"≥ {FOUND:.0%}",
                      f"{met['found'] / ADDRESSES:.1%}, {alone['found'] / ADDRESSES:.1%}",
                      FOUND * ADDRESSES <= met["found"] == alone["found"]),
        common.percentiles("one of them", taken, p99=50),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
