"""When an area is a marked area, and what a count may be: plain rules."""

from datetime import timedelta
from typing import Final

LASTS: Final = timedelta(days=5 * 365)  # the police: a marking lasts at least five years
FEWEST_SHOWN: Final = 5  # households that mark, before everybody is told an area's share
FEWEST_HOMES: Final = 25  # below, an area says too much of each home


def reached(*, marked: int, homes: int, share: int) -> bool:
    """Whether so many households of an area's homes are its share (per cent) or more. None of no homes is none.

    >>> reached(marked=3, homes=20, share=15), reached(marked=2, homes=20, share=15)
    (True, False)
    """
    return homes > 0 and marked * 100 >= share * homes


def per_cent(marked: int, homes: int) -> int:
    """The share in whole per cent, rounded down: nothing is called reached that isn't.

    >>> per_cent(2, 19)
    10
    """
    return marked * 100 // homes if homes else 0


def missing(*, marked: int, homes: int, share: int) -> int:
    """How many households more it takes.

    >>> missing(marked=1, homes=20, share=15), missing(marked=9, homes=20, share=15)
    (2, 0)
    """
    return max(-(-share * homes // 100) - marked, 0)
