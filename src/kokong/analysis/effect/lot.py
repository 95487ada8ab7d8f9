"""Who starts when, drawn by lot so that anybody can draw it again.

Each area's name is put under the seed, and the SHA-256 of both decides its place. The seed is something public
that nobody could know or choose when the areas were written down, such as the numbers of a lottery on a day to
come. With a shell:

    printf '%s\\n%s' "$seed" "$name" | sha256sum

The smallest comes first. Whoever knows the seed beforehand could choose areas or names by it, and therefore both
are written down first.
"""

import hashlib
from collections.abc import Sequence

import numpy as np

from kokong.analysis.words import gettext as _

from .errors import NotWarranted
from .panel import CONTROL, TREATED
from .staggered import NEVER
from .values import Ints


def key(seed: str, name: str) -> str:
    """What decides an area's place: 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def order(seed: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names in the order drawn. Raises NotWarranted for a name that stands twice, or an empty seed."""
    if len(set(names)) < len(names):
        raise NotWarranted(_("Two areas have the same name. Give each a name of its own before the lot is drawn."))
    if not seed.strip():
        raise NotWarranted(_("Write the seed that was stated beforehand."))
    return tuple(sorted(names, key=lambda name: (key(seed, name), name)))


def steps(many: int, *, at_once: int) -> tuple[int, ...]:
    """Which step (0 first) each place of the order starts with, when `at_once` areas start together."""
    return tuple(place // at_once for place in range(many))


def first_periods(step: Sequence[int], *, start: int, apart: int) -> tuple[Ints, Ints]:
    """Each area's first treated period and its ring, for `evaluation.evaluate_staggered`.

    `start` is the period in which the first step starts, `apart` how many periods lie between steps. What is
    counted ends where the last step starts; until then its areas are what the others are compared with.
    """
    steps_ = np.asarray(step, dtype=np.int64)
    last = steps_ == steps_.max()
    return np.where(last, NEVER, start + apart * steps_), np.where(last, CONTROL, TREATED)
