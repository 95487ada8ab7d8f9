"""What crosses the door: areas, what was taken of a file, and what can't be kept."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import ClassVar, Final

from django.utils.translation import gettext as _
from shapely import MultiPolygon

from kokong.kernel.errors import UserError

from .rules import LARGEST_M2, MOST_PARTS, MOST_POINTS, Box, Fault, Kind, Mended


@dataclass(frozen=True)
class Area:
    """A part of the municipality that has a name. `since` is when its outline became what it is.

    `box` is west, south, east, north in metres; `retired` is when it stopped being used. `room` is whose own it
    is, empty for an area of the municipality.
    """

    id: int
    name: str
    kind: Kind
    source: str
    source_id: str
    room: str
    made: datetime
    since: datetime
    square_metres: float
    box: Box
    retired: datetime | None


@dataclass(frozen=True)
class Drawn(Area):
    """An area with its outline, in metres."""

    shape: MultiPolygon


@dataclass(frozen=True)
class Outlined:
    """One outline of an area: from when, until when (None: it is the present one), how large."""

    since: datetime
    until: datetime | None
    square_metres: float


@dataclass(frozen=True)
class Overlap:
    """Another area, and how many square metres both share."""

    area: Area
    square_metres: float


@dataclass(frozen=True)
class Kept:
    """An area as it was asked for, what of its outline was mended, and whether anything is new."""

    area_id: int
    mended: tuple[Mended, ...]
    changed: bool = True


class AreaNotFound(UserError):
    """There is no such area in the municipality."""

    status: ClassVar[int] = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(_("That area is not in this municipality."))


class AreaRefused(UserError):
    """An area that can't be kept as it was given; `field` is what is wrong with it."""

    def __init__(self, message: str, *, field: str = "outline", fault: Fault | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.fault = fault


def unfit(fault: Fault) -> AreaRefused:
    """Why an outline can't be kept, in words."""
    said = {"most": MOST_POINTS, "parts": MOST_PARTS, "largest": int(LARGEST_M2 / 1e6)}
    return AreaRefused(_WHY[fault]() % said, fault=fault)


_WHY: Final = {
    "nothing": lambda: _("There is no outline. Draw one on the map, or choose streets. Nothing was changed."),
    "no_area": lambda: _(
        "That is a point or a line, not the outline of an area. Nothing was changed. Draw all the way round it."
    ),
    "numbers": lambda: _("The outline has coordinates that are no numbers. Nothing was changed."),
    "degrees": lambda: _(
        "The outline is in degrees, where metres are expected. Nothing was changed. Say its coordinate system."
    ),
    "crossing": lambda: _(
        "The outline crosses itself, so that nobody can tell what lies inside. Nothing was changed. Draw it again "
        "without a crossing."
    ),
    "tiny": lambda: _("The outline holds less than ten square metres. Nothing was changed. Draw it larger."),
    "huge": lambda: _("The outline holds more than %(largest)s km². Nothing was changed. Draw it smaller."),
    "points": lambda: _(
        "The outline has more than %(most)s points. Nothing was changed. Simplify it in a map program first."
    ),
    "parts": lambda: _("The outline has more than %(parts)s parts. Nothing was changed. Divide it into areas."),
    "outside": lambda: _(
        "The outline lies far outside the municipality. Nothing was changed. Often the coordinate system is "
        "another one than its file says, or north and east have changed places."
    ),
}


def mended_words(mended: tuple[Mended, ...]) -> str:
    """What was mended of an outline, in words; empty for nothing."""
    return " ".join(_MENDED[code]() for code in mended)


_MENDED: Final = {
    "repeated": lambda: _("Points that were there twice have gone."),
    "crossing": lambda: _("Where the outline touched itself it was mended; look whether it is what you mean."),
    "parts": lambda: _("Parts of less than ten square metres were left out."),
}
