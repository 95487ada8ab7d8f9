"""Writes a town as an OpenStreetMap extract (`.osm.pbf`), tagged as mappers in Sweden do.

Detached houses and holiday homes carry their address on the building; rows and flats carry theirs on
entrance nodes of the outline, with `addr:flats` for the flats behind a stairwell.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import osmium
import shapely
from osmium.osm.mutable import Node, Relation, Way
from pyproj import Transformer
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from .model import Area, Building, Entrance, Point, Ring, Street, Town

Tags = dict[str, str]

_BUILDING = {
    "detached": "detached",
    "row": "terrace",
    "flat": "apartments",
    "holiday": "cabin",
    "church": "church",
    "school": "school",
    "townhall": "civic",
    "retail": "retail",
    "hospital": "hospital",
    "industrial": "industrial",
    "sports": "sports_hall",
    "station": "train_station",
}
_WET = frozenset({"sea", "river", "lake"})
_AREA: dict[str, Tags] = {
    "sea": {"natural": "water", "water": "bay"},
    "river": {"natural": "water", "water": "river"},
    "lake": {"natural": "water", "water": "lake"},
    "park": {"leisure": "park"},
    "forest": {"landuse": "forest"},
    "residential": {"landuse": "residential"},
    "industrial": {"landuse": "industrial"},
    "farmland": {"landuse": "farmland"},
    "churchyard": {"landuse": "cemetery", "religion": "christian"},
    "school": {"amenity": "school"},
    "square": {"place": "square"},
    "retail": {"landuse": "retail"},
    "hospital": {"amenity": "clinic"},
    "pitch": {"leisure": "pitch", "sport": "soccer"},
    "quay": {"landuse": "harbour"},
}


def write_osm_pbf(town: Town, path: str | Path) -> None:
    """Writes the town to `path` (replacing it), in WGS84. The same town gives the same objects and ids."""
    extract = _Extract(town)
    extract.collect(town)
    extract.write(Path(path))


class _Extract:
    """Collects objects first: in a pbf, all nodes come before the ways and relations that use them."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._postcodes = {d.name: d.postcode for d in town.districts}
        self._nodes: dict[Point, int] = {}
        self._node_tags: dict[int, Tags] = {}
        self._ways: list[tuple[list[int], Tags]] = []
        self._relations: list[tuple[list[tuple[str, int, str]], Tags]] = []

    def collect(self, town: Town) -> None:
        for area in (*town.water, *town.parks, *town.woods, *town.land, *town.around):
            self._area(area)
        for shore in town.coastline:
            self._way(shore, {"natural": "coastline"})
        wet = [area for area in (*town.water, *town.around) if area.kind in _WET]
        over_water = shapely.union_all([Polygon(area.outer, area.holes) for area in wet])
        shapely.prepare(over_water)
        for street in town.streets:
            self._street(street, over_water)
        for building in town.buildings:
            self._building(building)

    def write(self, path: Path) -> None:
        to_wgs84 = Transformer.from_crs(3006, 4326, always_xy=True)
        xs, ys = zip(*self._nodes, strict=True)
        places = list(zip(*to_wgs84.transform(xs, ys), strict=True))
        header = osmium.io.Header()
        header.set("generator", "kokong simulation")
        header.set("sorting", "Type_then_ID")
        with osmium.SimpleWriter(str(path), header=header, overwrite=True) as writer:
            for (lon, lat), node in zip(places, self._nodes.values(), strict=True):
                writer.add_node(
                    Node(
                        id=node,
                        version=1,
                        visible=True,
                        location=(round(lon, 7), round(lat, 7)),
                        tags=self._node_tags.get(node, {}),
                    )
                )
            for i, (refs, tags) in enumerate(self._ways, start=1):
                writer.add_way(Way(id=i, version=1, visible=True, nodes=refs, tags=tags))
            for i, (members, tags) in enumerate(self._relations, start=1):
                writer.add_relation(Relation(id=i, version=1, visible=True, members=members, tags=tags))

    def _node(self, point: Point, tags: Tags | None = None) -> int:
        node = self._nodes.setdefault(point, len(self._nodes) + 1)
        if tags:
            self._node_tags[node] = tags
        return node

    def _way(self, points: Iterable[Point], tags: Tags) -> int:
        self._ways.append(([self._node(p) for p in points], tags))
        return len(self._ways)

    def _area(self, area: Area) -> None:
        tags = dict(_AREA[area.kind])
        if area.name and area.kind not in ("residential", "farmland"):
            tags["name"] = area.name
        if not area.holes and len(area.outer) < 1900:
            self._way(area.outer, tags)
            return
        members = [("w", way, "outer") for way in self._long_ring(area.outer)]
        members += [("w", self._way(hole, {}), "inner") for hole in area.holes]
        self._relations.append((members, {"type": "multipolygon", **tags}))

    def _long_ring(self, ring: Ring) -> list[int]:
        """A way may hold 2,000 nodes; a longer ring becomes several ways."""
        return [self._way(ring[i : i + 1801], {}) for i in range(0, len(ring) - 1, 1800)]

    def _street(self, street: Street, over_water: BaseGeometry) -> None:
        tags: Tags = {"highway": street.kind}
        if street.name:
            tags["name"] = street.name
        if street.kind == "living_street":
            tags["surface"] = "sett"
        if street.kind in ("secondary", "tertiary"):
            tags["maxspeed"] = "60" if street.kind == "secondary" else "40"
        for points, bridge in _at_bridges(street.points, over_water):
            self._way(points, {**tags, "bridge": "yes", "layer": "1"} if bridge else tags)

    def _building(self, building: Building) -> None:
        tags = {"building": _BUILDING[building.use], "building:levels": str(building.levels)}
        if building.name:
            tags["name"] = building.name
        if building.use in ("detached", "holiday"):
            for entrance in building.entrances:
                tags |= self._address(entrance, building)
            self._way(building.footprint, tags)
            return
        ring = building.footprint
        for entrance in building.entrances:
            door = {
                "entrance": "staircase" if entrance.flats else "home",
                **self._address(entrance, building),
            }
            self._node((entrance.x, entrance.y), door)
            ring = _with_door(ring, (entrance.x, entrance.y))
        self._way(ring, tags)

    def _address(self, entrance: Entrance, building: Building) -> Tags:
        tags = {
            "addr:street": entrance.street,
            "addr:housenumber": entrance.number,
            "addr:postcode": self._postcodes[building.district],
            "addr:city": self._town.name,
        }
        return tags | ({"addr:flats": ";".join(entrance.flats)} if entrance.flats else {})


def _with_door(ring: Ring, door: Point) -> Ring:
    """The ring with the door as a vertex of the side it stands in."""
    here = shapely.points(door)
    sides = [LineString(pair) for pair in pairwise(ring)]
    k = min(range(len(sides)), key=lambda i: float(sides[i].distance(here)))
    return (*ring[: k + 1], door, *ring[k + 1 :])


def _at_bridges(points: Sequence[Point], water: BaseGeometry) -> list[tuple[list[Point], bool]]:
    """Splits a street where it goes over water."""
    wet = [bool(water.intersects(LineString(pair))) for pair in pairwise(points)]
    out: list[tuple[list[Point], bool]] = []
    for (a, b), bridge in zip(pairwise(points), wet, strict=True):
        if out and out[-1][1] == bridge:
            out[-1][0].append(b)
        else:
            out.append(([a, b], bridge))
    return out
