"""What a platform asks of one municipality's burglaries, each answer repeatable to the last digit.

    result = study((snapshot, Study("near_repeat", seed=1)))

A `Snapshot` is everything a study reads; a `Study` is what it is asked; a `Result` is everything it found. All
three pickle and have digests, so that studies can run anywhere and be run again. Same snapshot, same study, same
software: same digest, on one machine or a cluster.
"""

from .run import DEFAULTS, KINDS, attempt, edition, study
from .values import (
    KINDS_OF_HOME,
    Homes,
    Result,
    Snapshot,
    Study,
    homes_bytes,
    pack,
    snapshot_from,
    unpack,
)

__all__ = [
    "DEFAULTS", "KINDS", "KINDS_OF_HOME", "Homes", "Result", "Snapshot", "Study", "attempt", "edition",
    "homes_bytes", "pack", "snapshot_from", "study", "unpack",
]  # fmt: skip
