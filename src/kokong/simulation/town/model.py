"""What a simulated town consists of: values only, in EPSG:3006 metres (x east, y north)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Point, ...]
DwellingKind: TypeAlias = Literal["detached", "row", "flat", "holiday"]
StreetKind: TypeAlias = Literal[
    "secondary", "tertiary", "residential", "living_street", "pedestrian", "service", "footway", "path"
]


@dataclass(frozen=True, slots=True)
class Street:
    """A street, road or path. Streets that meet share the exact point; only footpaths lack a name."""

    key: str
    name: str
    kind: StreetKind
    district: str
    points: Ring

    @property
    def driveable(self) -> bool:
        return self.kind not in ("footway", "path", "pedestrian")


@dataclass(frozen=True, slots=True)
class Entrance:
    """A door to the street: one address. `flats` is empty for houses."""

    street: str
    number: str
    x: float
    y: float
    flats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Building:
    """A footprint (closed ring) with its entrances. `use` is the dwelling kind or what else it is."""

    key: str
    use: str
    name: str
    district: str
    levels: int
    footprint: Ring
    entrances: tuple[Entrance, ...]


@dataclass(frozen=True, slots=True)
class Dwelling:
    """One home. `floor` is 0 at the entrance; `unit` is the flat number (1001 = entrance floor) or ""."""

    key: str
    kind: DwellingKind
    street: str
    number: str
    unit: str
    floor: int
    postcode: str
    city: str
    district: str
    x: float
    y: float
    building: str

    @property
    def address(self) -> str:
        """ "Storgatan 12 B", with the flat number after it where there is one."""
        return f"{self.street} {self.number}" + (f" lgh {self.unit}" if self.unit else "")


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of ground or water. Rings are closed; `holes` are islands or clearings."""

    key: str
    kind: str
    name: str
    outer: Ring
    holes: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """A part of the town, as people there speak of it, with its postcode."""

    name: str
    kind: str
    postcode: str
    outline: Ring


@dataclass(frozen=True, slots=True)
class Town:
    """A simulated municipality. The same plan and seed give the same town, value by value.

    `bounds` hold the town itself; its main roads go on into what lies `around` it.
    """

    name: str
    code: str
    seed: int
    bounds: tuple[float, float, float, float]
    districts: tuple[District, ...]
    streets: tuple[Street, ...]
    buildings: tuple[Building, ...]
    dwellings: tuple[Dwelling, ...]
    water: tuple[Area, ...]
    coastline: tuple[Ring, ...]
    parks: tuple[Area, ...]
    woods: tuple[Area, ...]
    land: tuple[Area, ...]
    around: tuple[Area, ...]
