"""How a file writes its days, where that has two readings: told by somebody, or by the file's other rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

Order = Literal["", "dmy", "mdy", "ymd"]
Doubt = Literal["order", "short", "year"]

LONGEST_AGO: Final = 11  # years; of a year in two digits no older one is meant


@dataclass(frozen=True)
class Written:
    """What is known of a file's dates.

    `order` reads 05/06/2026, `short` reads 03-04-05, `year` is that of days without one. `today` bounds the years
    that two digits can mean; `epoch_1904` says that the workbook counts days from 1904.
    """

    order: Order = ""
    short: Order = ""
    year: int = 0
    today: date | None = None
    epoch_1904: bool = False

    def possible(self, day: date) -> bool:
        """Whether a year of two digits may mean this day."""
        return self.today is None or self.today.year - LONGEST_AGO <= day.year <= self.today.year + 1


UNSAID: Final = Written()


class TwoReadings(ValueError):
    """A day with more than one reading: which doubt it is, and what it may be by each answer."""

    def __init__(self, doubt: Doubt, readings: Mapping[str, date], said: str) -> None:
        super().__init__(said)
        self.doubt, self.readings, self.said = doubt, readings, said


def agreed(orders: Iterable[tuple[Doubt, frozenset[str]]], written: Written) -> Written:
    """What all rows together leave of the orders in which days may be written.

    An order that one row alone shows holds for the others, whatever was said of an earlier file; where rows
    contradict each other, or none shows one, what was said holds.
    """
    left: dict[Doubt, set[str]] = {}
    for doubt, possible in orders:
        left.setdefault(doubt, set(possible)).intersection_update(possible)
    found = {doubt: possible.pop() for doubt, possible in left.items() if len(possible) == 1}
    # One habit serves both: who writes 13/3/2026 writes 5/6-26 and 05/06/26 in the same order.
    return replace(
        written,
        order=found.get("order") or written.order,  # type: ignore[arg-type]
        short=found.get("short") or written.short,  # type: ignore[arg-type]
    )
