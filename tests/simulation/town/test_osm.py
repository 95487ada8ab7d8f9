from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import osmium
import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import Polygon

from kokong.simulation.town import Town, write_osm_pbf


def read(path: Path, *, locations: bool = False, areas: bool = False) -> Iterator[Any]:
    """Everything in the extract, in the order of the file."""
    things = osmium.FileProcessor(path)
    yield from things.with_areas() if areas else things.with_locations() if locations else things


@pytest.fixture(scope="module")
def extract(havsvik: Town, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("osm") / "havsvik.osm.pbf"
    write_osm_pbf(havsvik, path)
    return path


@pytest.fixture(scope="module")
def addresses(extract: Path) -> list[tuple[dict[str, str], float, float]]:
    """Every address in the extract with its tags and its place in EPSG:3006."""
    to_metres = Transformer.from_crs(4326, 3006, always_xy=True)
    found: list[tuple[dict[str, str], float, float]] = []
    for thing in read(extract, locations=True):
        if "addr:housenumber" not in thing.tags:
            continue
        if thing.is_node():
            lon, lat = thing.lon, thing.lat
        else:
            middle = Polygon([(n.lon, n.lat) for n in thing.nodes]).centroid
            lon, lat = middle.x, middle.y
        x, y = to_metres.transform(lon, lat)
        found.append((dict(thing.tags), x, y))
    return found


def test_every_dwelling_is_found_where_it_stands(havsvik: Town, addresses: list[Any]) -> None:
    written = {}
    for tags, x, y in addresses:
        for unit in tags.get("addr:flats", "").split(";"):
            key = (tags["addr:street"], tags["addr:housenumber"], unit, tags["addr:postcode"], tags["addr:city"])
            assert key not in written
            written[key] = (x, y)
    assert set(written) == {(d.street, d.number, d.unit, d.postcode, d.city) for d in havsvik.dwellings}
    for d in havsvik.dwellings:
        assert written[d.street, d.number, d.unit, d.postcode, d.city] == pytest.approx((d.x, d.y), abs=0.1)


def test_tags_tell_the_kind_of_home(addresses: list[Any]) -> None:
    for tags, _, _ in addresses:
        if "addr:flats" in tags:
            assert tags["entrance"] == "staircase"
        else:
            assert tags.get("building") in ("detached", "cabin") or tags["entrance"] == "home"


def test_same_town_same_bytes(havsvik: Town, extract: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.osm.pbf"
    again.write_bytes(b"something older")
    write_osm_pbf(havsvik, again)
    assert again.read_bytes() == extract.read_bytes()


def test_streets_keep_their_names_and_share_nodes(havsvik: Town, extract: Path) -> None:
    names: set[str] = set()
    part: dict[int, int] = {}

    def root(node: int) -> int:
        part.setdefault(node, node)
        while part[node] != node:
            node = part[node]
        return node

    for way in read(extract):
        if way.is_way() and way.tags.get("highway") in ("secondary", "tertiary", "residential", "living_street"):
            names.add(way.tags["name"])
            for a, b in pairwise(n.ref for n in way.nodes):
                part[root(a)] = root(b)
    assert names == {s.name for s in havsvik.streets if s.name}
    assert len({root(n) for n in list(part)}) == 1


def test_roads_go_over_water_on_bridges_only(extract: Path) -> None:
    water, roads, bridges = [], [], 0
    for thing in read(extract, areas=True):
        if thing.is_area() and thing.tags.get("natural") == "water":
            water += [
                Polygon(
                    [(n.lon, n.lat) for n in ring],
                    [[(n.lon, n.lat) for n in hole] for hole in thing.inner_rings(ring)],
                )
                for ring in thing.outer_rings()
            ]
        if thing.is_way() and "highway" in thing.tags:
            bridges += thing.tags.get("bridge") == "yes"
            if "bridge" not in thing.tags:
                roads.append(shapely.LineString([(n.lon, n.lat) for n in thing.nodes]))
    assert bridges >= 2
    wet = shapely.union_all(water)
    assert not [road for road in roads if road.intersection(wet).length > 1e-6]


def test_areas_close_and_cover_what_the_town_has(havsvik: Town, extract: Path) -> None:
    kinds = {"building": 0, "forest": 0, "park": 0, "water": 0}
    for thing in read(extract, areas=True):
        if thing.is_area():
            kinds["building"] += "building" in thing.tags
            kinds["forest"] += thing.tags.get("landuse") == "forest"
            kinds["park"] += thing.tags.get("leisure") == "park"
            kinds["water"] += thing.tags.get("natural") == "water"
    assert kinds == {
        "building": len(havsvik.buildings),
        "forest": len(havsvik.woods) + sum(area.kind == "forest" for area in havsvik.around),
        "park": len(havsvik.parks),
        "water": len(havsvik.water) + sum(area.kind in {"sea", "river", "lake"} for area in havsvik.around),
    }
