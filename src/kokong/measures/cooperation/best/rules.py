"""Which measure could come next in an area, what it takes there, and when to wait. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from .evidence import DOORS, Known

DESK: Final = frozenset({"officer", "coordinator"})
YEARS: Final = 3  # of burglaries that are counted back
LEAST_EXPECTED: Final = 1.0  # burglaries a year in an area; with fewer there is next to nothing to prevent
LEAST_PREVENTED: Final = 0.02  # in a year: one in fifty years; less isn't worth anybody's way there
REFUSED_FOR: Final = 12  # months for which a refused suggestion isn't made again
SHARE_OF_ALL: Final = 10.0  # burglaries' worth of the whole municipality's shares, mixed with an area's own
MOST_HOURS: Final = 10_000

Wait = Literal["", "few", "compared", "nothing", "no_burglaries"]
Why = Literal["given", "refused", "accepted", "no_figure", "little", "no_flats"]


@dataclass(frozen=True)
class Shares:
    """Of some burglaries, how many followed a near one, and how many were in flats."""

    burglaries: int
    near_repeats: int
    flats: int

    def mixed(self, everywhere: "Shares", what: Literal["near_repeats", "flats"]) -> float:
        """The share here, drawn towards that of the whole municipality, as few burglaries say little."""
        overall = getattr(everywhere, what) / everywhere.burglaries if everywhere.burglaries else 0.0
        mine = getattr(self, what) + SHARE_OF_ALL * overall
        return float(mine / (self.burglaries + SHARE_OF_ALL))


@dataclass(frozen=True)
class Picture:
    """An area as it is known: homes, burglaries in so many years, what was given and when last (`given`), what was
    refused or accepted and when (`answered`), and until when an evaluation compares with it (`compared`)."""

    area_id: int
    name: str
    homes: int
    seen: Shares
    years: float
    given: Mapping[str, date] = field(default_factory=dict)
    refused: Mapping[str, date] = field(default_factory=dict)
    accepted: Mapping[str, date] = field(default_factory=dict)
    compared: date | None = None


def months_after(day: date, months: int) -> date:
    """The first of the month that comes so many months after that of a day."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def why_not(picture: Picture, known: Known, today: date) -> Why | Literal[""]:
    """Why a measure isn't suggested here, whatever it would come to; empty where it may be."""
    if not known.sources:
        return "no_figure"
    if _lately(picture.accepted.get(known.measure), known.rest, today):
        return "accepted"
    if _lately(picture.refused.get(known.measure), REFUSED_FOR, today):
        return "refused"
    if _lately(picture.given.get(known.measure), known.rest, today):
        return "given"
    return "no_flats" if known.acts_on == "flats" and not picture.seen.flats else ""


def _lately(day: date | None, months: int, today: date) -> bool:
    return day is not None and today < months_after(day, months)


def share(picture: Picture, known: Known, everywhere: Shares) -> float:
    """The part of the area's burglaries that a measure acts on."""
    if known.acts_on == "all":
        return known.reach
    return known.reach * picture.seen.mixed(everywhere, known.acts_on)


def hours(picture: Picture, known: Known, *, expected: float, own: float | None = None) -> float:
    """Hours that a measure takes in an area in a year; `own` is what one unit took here before, where known."""
    each = known.each if own is None else own
    if known.unit == "area":
        return known.fixed if own is None else own
    units = DOORS * expected if known.unit == "door" else picture.homes * known.reach
    return known.fixed + each * units


def kronor(picture: Picture, known: Known) -> float:
    """What it costs beside hours."""
    return known.kronor * picture.homes * known.reach


def wait(picture: Picture, *, expected: float, today: date) -> Wait:
    """Why nothing should come next in an area; empty where something may."""
    if picture.compared is not None and today < picture.compared:
        return "compared"
    return "few" if expected < LEAST_EXPECTED else ""
