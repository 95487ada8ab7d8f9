"""What every reader hands over, whatever the file: addresses, and for a map also what stands and runs there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ..values import Outside

OSM: Final = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2")
LAYERS: Final = (".gpkg", ".geojson", ".json", ".shp", ".fgb", ".gml")
"""How the names of files end that are read as OpenStreetMap, and as layers."""

UNNAMED: Final = "table"
"""The source of files that nobody named."""
NO_TAGS: Final[Mapping[str, str]] = {}  # one for all: a register has a million addresses without

Points: TypeAlias = NDArray[np.float64]
Shapes: TypeAlias = NDArray[np.object_]


@dataclass(slots=True)
class Address:
    """One address as a reader found it, in the file's own coordinate system. `building` is a value of OSM's
    `building=*` where it is known; `first` says which of two equal addresses to keep (the lower); `row` names it
    in the file for a report; `homes` is how many it has (0 unknown); `uses` the tags that say what
    else it is used for, `lent` those of the building around it; `told_own` whether the file says that it is this
    municipality's."""

    source_id: str
    street: str
    number: str
    x: float
    y: float
    unit: str = ""
    stairwell: str = ""
    floor: int | None = None
    postcode: str = ""
    locality: str = ""
    kind: str = ""
    building: str = ""
    first: int = 1
    row: str = ""
    district: str = ""
    homes: int = 0
    homes_by: str = ""
    uses: Mapping[str, str] = field(default_factory=lambda: NO_TAGS)
    lent: Mapping[str, str] = field(default_factory=lambda: NO_TAGS)
    use: str = ""
    told_own: bool = False

    @property
    def place(self) -> str:
        """Where in the file it stands."""
        return self.row or self.source_id

    @property
    def label(self) -> str:
        """The address for a report."""
        return " ".join(filter(None, (self.street, self.number, self.unit, self.postcode, self.locality)))


@dataclass(frozen=True)
class Outlines:
    """Buildings: polygons in degrees, with `building=*` values, levels and flats (-1 unknown), ids in the file,
    and what else they are used for."""

    ids: list[str]
    kinds: list[str]
    levels: list[int]
    shapes: Shapes
    flats: list[int] = field(default_factory=list)
    uses: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Features:
    """Things to draw: shapes in degrees, with layer, kind and name."""

    layers: list[str]
    kinds: list[str]
    names: list[str]
    shapes: Shapes


@dataclass(frozen=True)
class Border:
    """The border of a country or municipality as a map draws it, in degrees: OpenStreetMap's `admin_level`, name,
    two letters of a country, and the codes (`ref…`) that it says it has."""

    level: int
    name: str
    country: str
    refs: frozenset[str]
    shape: BaseGeometry


@dataclass
class Source:
    """A file that was read. `crs` is the system of the addresses, all other shapes are in degrees.

    `walkable` marks the features that are streets and paths one may walk along, `barring` those that nobody
    steps over: water and railways. `refused` holds (row, address, reason); `skipped` counts what is no home's;
    `outside` what lies elsewhere. A map's system is `certain`, and it may hold `borders`. `notes` say what else
    whoever imports should know.
    """

    name: str
    crs: int | str
    addresses: list[Address]
    rows: int
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    outlines: Outlines | None = None
    features: Features | None = None
    walkable: NDArray[np.bool_] | None = None
    barring: NDArray[np.bool_] | None = None
    certain: bool = False
    borders: tuple[Border, ...] = ()
    outside: list[Outside] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
