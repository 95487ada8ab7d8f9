"""Small numbers: what could be told of single homes isn't said. Pure."""

from collections.abc import Mapping
from typing import Final

FEWEST: Final = 5
"""A count from one up to this isn't said where it is broken down."""
HOMES: Final = 20
"""An area with fewer homes has no line of its own."""
HOURS_FROM: Final = 20
"""With fewer burglaries a table by hour would be a table of single ones."""


def shown(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts by what they are broken down by, with None for those that aren't said.

    Where only one would be hidden the total would tell it, so that the smallest of the others goes, too.

    >>> shown({"door": 12, "window": 9, "balcony": 2})
    {'door': 12, 'window': None, 'balcony': None}
    >>> shown({"door": 12, "window": 0})
    {'door': 12, 'window': 0}
    """
    hidden = {key for key, count in counts.items() if 0 < count < FEWEST}
    rest = [key for key, count in counts.items() if count and key not in hidden]
    if len(hidden) == 1 and rest:
        hidden.add(min(rest, key=lambda key: (counts[key], key)))
    return {key: None if key in hidden else count for key, count in counts.items()}
