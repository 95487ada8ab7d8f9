"""What crosses the door of this room: frozen values, and the errors that a user can mend."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Dwelling:
    """One home. `x`, `y` are metres in the municipality's coordinate system; `lon`, `lat` degrees (WGS 84)."""

    id: int
    address: str
    full_address: str
    street: str
    number: str
    unit: str
    postcode: str
    locality: str
    kind: str
    x: float
    y: float
    lon: float
    lat: float
    retired: bool
    building_id: int | None
    stairwell: str = ""
    district: str = ""
    homes: int = 1
    homes_by: str = ""
    use: str = ""
    found: bool = False
    """A visitor found it, no file lists it, and no coordinator has confirmed it yet."""


@dataclass(frozen=True)
class StreetNear:
    """The street of the home nearest to a point, and how many homes it has."""

    name: str
    locality: str
    homes: int


@dataclass(frozen=True)
class Neighbour:
    """A dwelling as seen from a burgled one.

    `side` is the side of its street's line (-1, +1; 0 unknown), `measure_m` the position along that line.
    `street` is the street's name as names are compared; `homes` is more than one for a block whose flats nobody
    lists, less those that were told.
    """

    dwelling_id: int
    address: str
    kind: str
    distance_m: float
    same_building: bool
    same_stairwell: bool
    floor: int | None
    street_id: int | None
    side: int
    measure_m: float | None
    street: str = ""
    homes: int = 1
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Neighbourhood:
    """The burgled dwelling and those around it, nearest first."""

    home: Neighbour
    neighbours: tuple[Neighbour, ...]


@dataclass(frozen=True)
class Hit:
    """One line of the address search: what to show, and where it is (degrees, WGS 84)."""

    dwelling_id: int
    label: str
    detail: str
    lon: float
    lat: float

    @property
    def full(self) -> str:
        """The whole line."""
        return f"{self.label}, {self.detail}" if self.detail else self.label


@dataclass(frozen=True)
class Spot:
    """A junction, or a street's end, where something may stand (metres); street and number of the nearest home."""

    point: Point
    street: str
    number: str


@dataclass(frozen=True)
class Reached:
    """Entrances in columns: metres, and how many homes are behind each; `reach` (points × entrances, sparse) is 1
    where one lies within reach of a point."""

    x: np.ndarray
    y: np.ndarray
    homes: np.ndarray
    reach: Any


@dataclass(frozen=True)
class Layout:
    """Where many dwellings lie, in columns: metres, kind, building and street (-1 unknown), side (0 unknown)."""

    ids: np.ndarray
    x: np.ndarray
    y: np.ndarray
    kind: tuple[str, ...]
    building: np.ndarray
    street: np.ndarray
    side: np.ndarray


@dataclass(frozen=True)
class Ground:
    """What maps are drawn on: our own tiles (`{z}/{x}/{y}`) and who made them, and the base map's file or ""."""

    tiles: str
    base: str
    attribution: str


@dataclass(frozen=True)
class GroundShape:
    """A piece of ground: its map layer, kind and name, and its geometry in metres (shapely)."""

    layer: str
    kind: str
    name: str
    shape: Any


@dataclass(frozen=True)
class Walk:
    """Dwellings in the order to walk them. `by` is "streets" or "straight line"."""

    dwelling_ids: tuple[int, ...]
    metres: float
    by: str


@dataclass(frozen=True)
class Leg:
    """The way from one home to the next in degrees: `along` streets, or else as the crow flies."""

    points: tuple[tuple[float, float], ...]
    along: bool


@dataclass(frozen=True)
class Refusal:
    """A row of an import that was not taken, and why."""

    row: str
    address: str
    reason: str


@dataclass(frozen=True)
class Outside:
    """Addresses of a file that lie in another municipality or country: where, how many, and some of them."""

    where: str
    count: int
    some: tuple[str, ...]


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `skipped` counts what is not a home or not an address, by reason; `outside` what was
    left out because it lies elsewhere; `notes` say what else is to be known of it."""

    source: str
    file_name: str
    rows: int
    added: int
    changed: int
    unchanged: int
    retired: int
    returned: int
    refusals: tuple[Refusal, ...]
    skipped: dict[str, int] = field(default_factory=dict)
    buildings: int = 0
    features: int = 0
    outside: tuple[Outside, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """The homes that an address names: one where it is `sure`, else those that it could be, perhaps none."""

    homes: tuple[Dwelling, ...]
    sure: bool


class AddressRefused(UserError):
    """An address that doesn't name one home. `candidates` says which it could be, `choices` where they are."""

    def __init__(self, said: str, list_them: str, choices: Iterable[Hit]) -> None:
        self.choices = tuple(choices)
        self.candidates = tuple(choice.full for choice in self.choices)
        super().__init__(_with(said, list_them, self.candidates))


class AddressNotFound(AddressRefused):
    """No dwelling has this address."""

    def __init__(self, text: str, nearest: Iterable[Hit]) -> None:
        said = _("No dwelling has the address “%(text)s”.") % {"text": text}
        super().__init__(said, _("Nearest: %s"), nearest)


class AddressElsewhere(AddressNotFound):
    """Homes have the street and number, but not the town or postcode that was said: a question, not a match."""

    def __init__(self, text: str, choices: Iterable[Hit]) -> None:
        said = _("“%(text)s” names a town or postcode that no home with this street and number has.")
        AddressRefused.__init__(self, said % {"text": text}, _("It could be: %s"), choices)


class AddressIsProperty(AddressNotFound):
    """The designation of a property, which is no address; `choices` are homes of the farm's or village's name."""

    def __init__(self, text: str, choices: Iterable[Hit]) -> None:
        said = _("“%(text)s” is the designation of a property, not an address.")
        AddressRefused.__init__(self, said % {"text": text}, _("It could be: %s"), choices)


class AddressAmbiguous(AddressRefused):
    """Several dwellings have this address."""

    def __init__(self, text: str, candidates: Iterable[Hit]) -> None:
        said = _("Several dwellings have the address “%(text)s”. Write it out in full.") % {"text": text}
        super().__init__(said, _("Choose one: %s"), candidates)


class DwellingNotFound(UserError):
    """There is no such dwelling in the municipality."""

    def __init__(self) -> None:
        super().__init__(_("That dwelling is not in this municipality."))


class HomesRefused(UserError):
    """So many homes can't stand behind one door."""

    def __init__(self) -> None:
        super().__init__(_("Give a number of homes between 1 and 2,000. Nothing was changed."))


class FoundRefused(UserError):
    """What a visitor found isn't an address."""

    def __init__(self) -> None:
        super().__init__(_("Give the street and number of the home, such as Ekvägen 6 B. Nothing was stored."))


class StreetRefused(FoundRefused):
    """What a visitor gave for a street is called like none."""

    def __init__(self, street: str) -> None:
        said = _(
            "“%(street)s” doesn’t look like the name of a street. Give the street and number of the home, such as"
            " Ekvägen 6 B. Nothing was stored."
        )
        UserError.__init__(self, said % {"street": street})


class ImportRefused(UserError):
    """Nothing of the file was taken. The message says why and what to do; it is `on_page` where a page has other
    ways than the command line, which says all of what it is made with."""

    def __init__(self, message: str, *, on_page: str = "") -> None:
        super().__init__(message)
        self._on_page = on_page or message

    @property
    def message(self) -> str:
        """The sentence for a page."""
        return self._on_page


class FilesBusy(ImportRefused):
    """Other files are being read just now; this one may be read later."""


class ImportRunning(ImportRefused):
    """Another import of the municipality runs; this one may begin when it is done."""


class UnsuitableCrs(UserError):
    """A coordinate system in which metres can't be measured."""


def _with(said: str, list_them: str, candidates: tuple[str, ...]) -> str:
    return f"{said} {list_them % '; '.join(candidates)}" if candidates else said
