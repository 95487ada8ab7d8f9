"""Builds a town from a plan and a seed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from .addresses import homes, name_streets, number_doors
from .blocks import build_centre, build_yards
from .ground import Ground, lay_country, lay_ground
from .havsvik import HAVSVIK
from .landmarks import build_workshops, place_landmarks
from .model import Area, Building, District, Dwelling, Entrance, Ring, Street, Town
from .network import Way, district_grounds, lay_streets, node
from .paths import lay_paths
from .plans import DistrictPlan, TownPlan
from .plots import Placed, Quarter, Site, build_houses, build_rows
from .shapes import polygons, rounded
from .surroundings import Surroundings, lay_surroundings

_GROUND_KINDS = {
    "church": "churchyard",
    "school": "school",
    "townhall": "square",
    "retail": "retail",
    "hospital": "hospital",
    "sports": "pitch",
    "station": "square",
    "quay": "quay",
}


def build_town(*, seed: int, plan: TownPlan = HAVSVIK) -> Town:
    """The town of this plan and seed: the same two give the same town, value by value.

    Coordinates are EPSG:3006 metres. Raises ValueError for a negative seed.
    """
    if seed < 0:
        raise ValueError("A seed is a whole number from 0.")
    ground = lay_ground(plan, _rng(plan, seed, "ground"))
    grounds = district_grounds(plan, ground, _rng(plan, seed, "groves"))
    ways = lay_streets(plan, ground, grounds, _rng(plan, seed, "streets"))
    name_streets(plan, ways, _rng(plan, seed, "names"))
    node(ways)
    site = Site(ways)
    cover = _Cover(landmarks=place_landmarks(plan, site) + [("quay", "", quay) for quay in ground.quays])
    greens = [park for _, park in ground.parks]
    for district in plan.districts:
        mine = _streets_of(district, ways, grounds[district.name])
        quarter = Quarter(district, grounds[district.name], mine, site, _rng(plan, seed, district.name))
        greens += _build(quarter)
        cover.lived_in.append((district, _lived_in(site.placed, district.name, ground)))
    built = shapely.union_all([g for _, g in cover.lived_in] + [g for _, _, g in cover.landmarks])
    roads = shapely.union_all([w.line for w in ways])
    cover.woods, cover.fields = lay_country(ground, built, roads, _rng(plan, seed, "country"))
    paths = lay_paths(plan, ground, site, greens=greens, woods=cover.woods, rng=_rng(plan, seed, "paths"))
    everything = ways + paths
    node(everything)
    around = lay_surroundings(ground, ways, _rng(plan, seed, "surroundings"))
    return _Writer(plan, seed).town(ground, everything, site.placed, cover, around)


@dataclass(slots=True)
class _Cover:
    """What covers the land, for the map."""

    landmarks: list[tuple[str, str, Polygon]]
    lived_in: list[tuple[DistrictPlan, BaseGeometry]] = field(default_factory=list)
    woods: list[Polygon] = field(default_factory=list)
    fields: list[Polygon] = field(default_factory=list)


def _rng(plan: TownPlan, seed: int, what: str) -> np.random.Generator:
    """A stream of its own for each stage, so that a change in one leaves the others as they were."""
    return np.random.default_rng([seed, int(plan.code), crc32(what.encode())])


def _streets_of(district: DistrictPlan, ways: list[Way], inside: Polygon) -> list[Way]:
    """The streets a district builds on: its own, and for houses the lesser main roads through it."""
    shared = ("tertiary",) if district.kind in ("villas", "old", "holiday") else ()
    return [w for w in ways if w.district == district.name or (w.kind in shared and w.line.distance(inside) < 30)]


def _build(quarter: Quarter) -> list[Polygon]:
    """Builds the district after its kind; returns its yards."""
    kind = quarter.plan.kind
    if kind == "flats":
        return build_yards(quarter)
    builders = {"centre": build_centre, "rows": build_rows, "industry": build_workshops}
    builders.get(kind, build_houses)(quarter)
    return []


def _lived_in(buildings: list[Placed], district: str, ground: Ground) -> BaseGeometry:
    """The ground a district's buildings take up, with an edge that follows them."""
    own = [b.footprint.simplify(3).buffer(40, quad_segs=2) for b in buildings if b.district == district]
    land = shapely.union_all(own).simplify(2.0).buffer(-20, quad_segs=2)
    shore = ground.water.simplify(1.0).buffer(3, quad_segs=2)
    off = shapely.union_all([shore, *(p for _, p in ground.parks)])
    return shapely.union_all(polygons(land.difference(off), 900)).simplify(1.0)


class _Writer:
    """Turns working shapes round the harbour into the town's values in EPSG:3006."""

    def __init__(self, plan: TownPlan, seed: int) -> None:
        self._plan = plan
        self._seed = seed
        self._count = 0

    def town(
        self, ground: Ground, ways: list[Way], placed: list[Placed], cover: _Cover, around: Surroundings
    ) -> Town:
        plan = self._plan
        buildings, dwellings = self._buildings(ways, placed)
        land = self._land(cover)
        water = [
            *self._areas("sea", plan.sea, ground.sea),
            *self._areas("river", plan.river, polygons(ground.river, 50)),
            *(a for name, lake in ground.lakes for a in self._areas("lake", name, [lake])),
        ]
        x0, y0, x1, y1 = ground.frame.bounds
        (left, low), (right, high) = self._ring([(x0, y0), (x1, y1)])
        return Town(
            name=plan.name,
            code=plan.code,
            seed=self._seed,
            bounds=(left, low, right, high),
            districts=tuple(
                District(d.name, d.kind, d.postcode, self._ring([*d.outline, d.outline[0]]))
                for d in plan.districts
            ),
            streets=tuple(
                Street(
                    f"{plan.code}:s{i}",
                    w.name,
                    w.kind,
                    w.district,
                    self._ring(around.roads.get(w.name, w.line).coords),
                )
                for i, w in enumerate(ways)
            ),
            buildings=buildings,
            dwellings=dwellings,
            water=tuple(water),
            coastline=tuple(self._ring(c.coords) for c in ground.coast),
            parks=tuple(a for name, p in ground.parks for a in self._areas("park", name, [p])),
            woods=tuple(self._areas("forest", "", cover.woods)),
            land=tuple(land),
            around=self._around(around),
        )

    def _around(self, around: Surroundings) -> tuple[Area, ...]:
        kinds = {
            "sea": around.sea, "river": around.river, "lake": around.lakes, "forest": around.woods,
            "farmland": around.fields,
        }  # fmt: skip
        return tuple(area for kind, shapes in kinds.items() for area in self._areas(kind, "", shapes))

    def _land(self, cover: _Cover) -> list[Area]:
        out = self._areas("farmland", "", cover.fields)
        for district, ground in cover.lived_in:
            kind = "industrial" if district.kind == "industry" else "residential"
            out += self._areas(kind, district.name, polygons(ground))
        for use, name, ground in cover.landmarks:
            out += self._areas(_GROUND_KINDS[use], name, [ground])
        return out

    def _buildings(
        self, ways: list[Way], placed: list[Placed]
    ) -> tuple[tuple[Building, ...], tuple[Dwelling, ...]]:
        numbered = number_doors(ways, placed)
        postcodes = {d.name: d.postcode for d in self._plan.districts}
        buildings: list[Building] = []
        dwellings: list[Dwelling] = []
        for i, b in enumerate(placed):
            key = f"{self._plan.code}:b{i}"
            entrances = tuple(self._moved(e) for e in numbered.get(i, ()))
            ring = self._ring(b.footprint.exterior.coords)
            building = Building(key, b.use, b.name, b.district, b.levels, ring, entrances)
            buildings.append(building)
            if entrances:
                dwellings += homes(self._plan.name, self._plan.code, building, postcodes[b.district])
        return tuple(buildings), tuple(dwellings)

    def _moved(self, entrance: Entrance) -> Entrance:
        ((x, y),) = self._ring([(entrance.x, entrance.y)])
        return replace(entrance, x=x, y=y)

    def _ring(self, points: Iterable[Sequence[float]]) -> Ring:
        dx, dy = self._plan.origin
        return rounded((p[0] + dx, p[1] + dy) for p in points)

    def _areas(self, kind: str, name: str, shapes: Iterable[Polygon]) -> list[Area]:
        out = []
        for shape in shapes:
            self._count += 1
            holes = tuple(self._ring(r.coords) for r in shape.interiors if Polygon(r).area > 60)
            key = f"{self._plan.code}:a{self._count}"
            out.append(Area(key, kind, name, self._ring(shape.exterior.coords), holes))
        return out
