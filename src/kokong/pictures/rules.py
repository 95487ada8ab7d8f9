"""How large pictures are, what may be blurred, and who may at all. Pure."""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

FIELD: Final = frozenset({"officer", "coordinator", "visitor"})
MAY: Final = {"picture.see": FIELD, "picture.change": FIELD}
"""Who handles pictures of something; of what, each kind of subject says itself (`subjects.Subject`)."""

Size = Literal["large", "small"]
SIDES: Final[dict[Size, int]] = {"large": 1600, "small": 320}
"""The longest side in pixels."""

MOST_BYTES: Final = 25 * 1024 * 1024
MOST_PIXELS: Final = 64_000_000
"""Phones take up to 50 million; more is meant to break something."""

LONGEST_ALT: Final = 300
MOST_REGIONS: Final = 40
LEAST_SIDE: Final = 0.002
"""A rectangle with a shorter side was a touch by mistake."""

LONGEST_KEPT: Final = 730
"""Days after its subject's end in which any picture goes, if its kind has no shorter period."""
REMOVED_KEPT: Final = 90
"""Days for which it is known that a picture was removed: as old as what a phone sends may be."""


class Region(NamedTuple):
    """A rectangle of a picture, in parts of its width and height."""

    x: float
    y: float
    width: float
    height: float


def within(region: Region) -> Region | None:
    """What of a rectangle lies inside the picture; None where that is nothing, or no rectangle at all."""
    x, y, right, bottom = region.x, region.y, region.x + region.width, region.y + region.height
    x, y, right, bottom = (min(max(side, 0.0), 1.0) for side in (x, y, right, bottom))
    # Not a number compares as false with everything.
    return Region(x, y, right - x, bottom - y) if right - x >= LEAST_SIDE and bottom - y >= LEAST_SIDE else None


def tidy(regions: Iterable[Region]) -> tuple[Region, ...]:
    """The rectangles that there is something to blur in."""
    return tuple(found for region in regions if (found := within(region)) is not None)
