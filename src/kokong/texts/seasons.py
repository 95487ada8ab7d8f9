"""Which advice is most wanted in which month. Pure. The article's own `season` is in `library.toml`."""

from collections.abc import Iterable
from typing import Final, Protocol, TypeVar

_OF_MONTH: Final = {
    1: ("dark",), 2: ("dark", "holidays"), 3: ("holidays",), 4: ("holidays", "summer"), 5: ("summer", "holidays"),
    6: ("holidays", "summer"), 7: ("holidays", "summer"), 8: ("summer",), 9: ("dark",), 10: ("dark", "holidays"),
    11: ("dark",), 12: ("holidays", "dark"),
}  # fmt: skip
"""Dark months; school holidays from sports week to Christmas; and when windows stand open."""


class Seasonal(Protocol):
    """What has a time of the year, or `all`."""

    @property
    def season(self) -> str:
        """When it is most wanted."""


Each = TypeVar("Each", bound=Seasonal)


def wanted(found: Iterable[Each], *, month: int) -> list[Each]:
    """Those of the month's seasons first, then those for all the year; others not at all. The order stays else."""
    seasons = (*_OF_MONTH[month], "all")
    return sorted((each for each in found if each.season in seasons), key=lambda each: seasons.index(each.season))
