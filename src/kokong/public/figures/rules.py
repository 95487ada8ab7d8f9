"""What may be told of burglaries by area and year, so that no home can be told from it (decision 119). Pure.

Whole years that ended a month ago; steps of five; areas with a hundred homes, and five for each burglary that the
step may hold. Homes are counted in one area alone, and the rest of the municipality is held to the same rule, so
that nothing follows from the difference of two figures.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

FEWEST_HOMES: Final = 100
HOMES_EACH: Final = 5
STEP: Final = 5
YEARS: Final = 3
TOLD_FROM_MONTH: Final = 2  # of the year after: reports come late


@dataclass(frozen=True)
class Step:
    """So many burglaries: from `first` to `last`. Below five it isn't told whether there were any."""

    first: int
    last: int

    @property
    def few(self) -> bool:
        """Whether it is "fewer than five"."""
        return self.first == 0

    @property
    def level(self) -> int:
        """How dark it is drawn, from 1."""
        return 1 if self.few else 2 if self.first < 2 * STEP else 3 if self.first < 4 * STEP else 4


def years(today: date) -> tuple[int, ...]:
    """The years that may be told of on a day, the newest first."""
    newest = today.year - (1 if today.month >= TOLD_FROM_MONTH else 2)
    return tuple(range(newest, newest - YEARS, -1))


def told(*, burglaries: int, homes: int) -> Step | None:
    """The step in which a number of burglaries lies; None where there are too few homes to tell it of."""
    first = burglaries - burglaries % STEP
    step = Step(first, first + STEP - 1)
    return step if homes >= max(FEWEST_HOMES, HOMES_EACH * step.last) else None


def parted(homes: Mapping[int, Collection[int]]) -> dict[int, frozenset[int]]:
    """The homes of each area, by id; one that lies in several counts in the smallest of them."""
    given: set[int] = set()
    found: dict[int, frozenset[int]] = {}
    for area in sorted(homes, key=lambda area: (len(homes[area]), area)):
        found[area] = frozenset(homes[area]) - given
        given |= found[area]
    return {area: those for area, those in found.items() if len(those) >= FEWEST_HOMES}


@dataclass(frozen=True)
class Year:
    """A year: the step of each area (None: too few homes for it), of the rest, and of the municipality.

    `rest` is None, and so is `whole`, where it would tell too much of the homes outside the areas that are told.
    """

    year: int
    areas: Mapping[int, Step | None]
    rest: Step | None
    whole: Step | None


def year(
    number: int, homes: Mapping[int, Collection[int]], at: Iterable[int], *, whole: int, all_homes: int
) -> Year:
    """What may be told of a year: `at` names the home of each burglary that has one, `whole` counts all."""
    where = {home: area for area, those in homes.items() for home in those}
    counts = dict.fromkeys(homes, 0)
    for home in at:
        if home in where:
            counts[where[home]] += 1
    areas = {area: told(burglaries=counts[area], homes=len(homes[area])) for area in homes}
    shown = [area for area, step in areas.items() if step is not None]
    left = all_homes - sum(len(homes[area]) for area in shown)
    rest = told(burglaries=max(whole - sum(counts[area] for area in shown), 0), homes=left)
    fits = left <= 0 or rest is not None
    return Year(
        number, areas, rest if left > 0 else None, told(burglaries=whole, homes=all_homes) if fits else None
    )
