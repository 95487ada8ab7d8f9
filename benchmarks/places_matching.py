"""Ten thousand addresses as people write them, each matched with the home that is meant."""

import argparse
import random
import sys

from . import common

ADDRESSES = 10_000
SECONDS = 20


def written(rng: random.Random) -> str:
    """An address as lists of burglaries have it: with its town or without, with a flat, misspelled, not there."""
    name = rng.choice(common.FIRST) + rng.choice(common.LAST)
    number, town, lost = (
        rng.randint(1, common.HOMES_PER_STREET),
        f"Ort {rng.randrange(4)}",
        rng.randrange(1, len(name)),
    )
    return rng.choice([
        f"{name} {number}, {town}",
        f"{name} {number}",
        f"{name.upper()} {number} {town}",
        f"{name} {number} lgh 1101, {town}",
        f"{name} nr {number}, 100 00 {town}",
        f"{name[:lost]}{name[lost + 1 :]} {number}, {town}",
        f"{name} {number + common.HOMES_PER_STREET}, {town}",
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

        met = dict.fromkeys(("found", "asked"), 0)

        def match(text: str) -> None:
            try:
                api.find_address(text=text)
            except api.AddressRefused:
                met["asked"] += 1
            else:
                met["found"] += 1

        with tenancy.scope(municipality_id=Municipality.objects.get(code=common.ONE).pk):
            rng = random.Random(7)
            for text in (written(rng) for _ in range(50)):
                match(text)
            met.update(found=0, asked=0)
            taken = common.times(match, [written(rng) for _ in range(ADDRESSES)])
    seconds = sum(taken) / 1000
    told = f"{seconds:.1f} s, {met['found']:,} found, {met['asked']:,} asked about"
    return common.report([
        common.Figure(f"{ADDRESSES:,} addresses matched, municipality of 40,000 among {wanted:,}",
                      f"≤ {SECONDS} s", told, seconds <= SECONDS),
        common.percentiles("one of them", taken, p99=50),
    ])  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
