"""Where a large group could be split, so that each part has a contact person of its own. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil


@dataclass(frozen=True)
class Home:
    """A home as the split needs it: metres, its street, and how many homes it stands for."""

    id: int
    x: float
    y: float
    street: str
    homes: int = 1


@dataclass(frozen=True)
class Part:
    """Homes that could have one contact person, and the streets that they lie at, the commonest first."""

    homes: tuple[int, ...]
    streets: tuple[str, ...]
    count: int


def parts(homes: Sequence[Home], *, most: int) -> tuple[Part, ...]:
    """Homes in as few parts as `most` homes each allow, alike in size, each in one place.

    The homes are halved again and again across the longer side of the ground they lie on. A street is left whole
    where its homes lie together along that side and the cut is near its end. Raises ValueError for `most` below 1.
    """
    if most < 1:
        raise ValueError(f"A part of at most {most} homes holds none.")
    total = sum(home.homes for home in homes)
    wanted = ceil(total / most)
    if wanted <= 1 or len(homes) <= 1:
        return (_part(homes),) if homes else ()
    before, after = _halved(homes, share=(wanted // 2) / wanted)
    return (*parts(before, most=most), *parts(after, most=most))


def _halved(homes: Sequence[Home], *, share: float) -> tuple[Sequence[Home], Sequence[Home]]:
    wide = max(h.x for h in homes) - min(h.x for h in homes)
    high = max(h.y for h in homes) - min(h.y for h in homes)
    along = sorted(homes, key=lambda h: ((h.x, h.y) if wide >= high else (h.y, h.x), h.id))
    aim = share * sum(h.homes for h in along)
    cut = _cut(along, aim)
    return along[:cut], along[cut:]


def _cut(along: Sequence[Home], aim: float) -> int:
    """After how many homes to cut: near the aim, and rather between two streets than in one."""
    reached, best = 0, (float("inf"), 1)
    tolerance = max(1.0, aim / 5)
    for number, home in enumerate(along[:-1], start=1):
        reached += home.homes
        off = abs(reached - aim)
        within = home.street == along[number].street
        best = min(best, (off + (tolerance if within else 0), number))
    return best[1]


def _part(homes: Sequence[Home]) -> Part:
    named = sorted(home.street for home in homes for _ in range(home.homes) if home.street)
    counted = [(name, len(list(same))) for name, same in groupby(named)]
    streets = tuple(name for name, _n in sorted(counted, key=lambda each: (-each[1], each[0])))
    return Part(tuple(home.id for home in homes), streets, sum(home.homes for home in homes))
