import math
import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
import shapely
from pyproj import Transformer
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from kokong.simulation.town import NORRSUND, Area, Street, Town, build_town


def water(town: Town) -> BaseGeometry:
    return shapely.union_all([Polygon(a.outer, a.holes) for a in town.water])


def lines(town: Town) -> dict[str, LineString]:
    return {s.name: LineString(s.points) for s in town.streets if s.name}


def connected(streets: list[Street]) -> int:
    """How many separate networks the streets make up, joined only where they share an exact point."""
    part: dict[tuple[float, float], tuple[float, float]] = {}

    def root(p: tuple[float, float]) -> tuple[float, float]:
        part.setdefault(p, p)
        while part[p] != p:
            p = part[p]
        return p

    for street in streets:
        for a, b in pairwise(street.points):
            part[root(a)] = root(b)
    return len({root(p) for p in list(part)})


def test_same_seed_same_town_other_seed_another(norrsund: Town) -> None:
    assert build_town(seed=1, plan=NORRSUND) == norrsund
    assert build_town(seed=2, plan=NORRSUND).streets != norrsund.streets


def test_negative_seed_is_refused() -> None:
    with pytest.raises(ValueError, match="seed"):
        build_town(seed=-1)


def test_mix_of_dwellings_is_a_swedish_towns(havsvik: Town) -> None:
    kinds = Counter(d.kind for d in havsvik.dwellings)
    total = len(havsvik.dwellings)
    assert 5600 <= total <= 6400
    assert 0.35 < kinds["flat"] / total < 0.55
    assert 0.25 < kinds["detached"] / total < 0.42
    assert 0.08 < kinds["row"] / total < 0.2
    assert 0.03 < kinds["holiday"] / total < 0.08


def test_norrsund_is_smaller_and_elsewhere(havsvik: Town, norrsund: Town) -> None:
    assert 1500 < len(norrsund.dwellings) < 3000
    assert not shapely.box(*havsvik.bounds).intersects(shapely.box(*norrsund.bounds))


def test_both_lie_on_the_baltic_coast(havsvik: Town, norrsund: Town) -> None:
    to_wgs84 = Transformer.from_crs(3006, 4326, always_xy=True)
    for town, south, north in ((havsvik, 57.0, 58.0), (norrsund, 61.0, 62.0)):
        lon, lat = to_wgs84.transform(town.bounds[0], town.bounds[1])
        assert south < lat < north
        assert 16 < lon < 18
        sea = max((a for a in town.water if a.kind == "sea"), key=lambda a: Polygon(a.outer).area)
        assert Polygon(sea.outer).centroid.x > (town.bounds[0] + town.bounds[2]) / 2


@pytest.mark.parametrize("seed", range(4))
def test_no_street_name_twice(seed: int) -> None:
    town = build_town(seed=seed, plan=NORRSUND)
    names = [s.name for s in town.streets if s.name]
    assert len(names) == len(set(names))
    assert all(s.name for s in town.streets if s.kind not in ("footway", "path"))
    assert not [n for n in names if re.search(r"(.)\1\1", n.lower())]


def test_names_are_unique_in_havsvik(havsvik: Town) -> None:
    names = [s.name for s in havsvik.streets if s.name]
    assert len(names) == len(set(names)) > 150
    assert {"Storgatan", "Kungsgatan", "Kustvägen"} <= set(names)


def test_every_address_stands_by_its_street(havsvik: Town) -> None:
    by_name = lines(havsvik)
    far = [d.address for d in havsvik.dwellings if by_name[d.street].distance(Point(d.x, d.y)) > 105]
    assert not far


def test_odd_and_even_numbers_face_each_other(havsvik: Town) -> None:
    by_name = lines(havsvik)
    sides: dict[tuple[str, int], set[bool]] = defaultdict(set)
    for d in havsvik.dwellings:
        if d.kind in ("detached", "holiday"):
            sides[d.street, int(d.number) % 2].add(left_of(by_name[d.street], d.x, d.y))
    assert all(len(side) == 1 for side in sides.values())
    both = [street for street, parity in sides if parity == 0 and (street, 1) in sides]
    assert len(both) > 60
    assert all(sides[street, 0] != sides[street, 1] for street in both)


def left_of(line: LineString, x: float, y: float) -> bool:
    at = line.project(Point(x, y))
    a, b = line.interpolate(max(0, at - 2)), line.interpolate(min(line.length, at + 2))
    return bool((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) > 0)


def test_addresses_and_keys_are_unique(havsvik: Town) -> None:
    assert len({d.key for d in havsvik.dwellings}) == len(havsvik.dwellings)
    assert len({d.address for d in havsvik.dwellings}) == len(havsvik.dwellings)
    entrances = [(e.street, e.number) for b in havsvik.buildings for e in b.entrances]
    assert len(set(entrances)) == len(entrances)


def test_flats_have_swedish_numbers_that_tell_the_floor(havsvik: Town) -> None:
    levels = {b.key: b.levels for b in havsvik.buildings}
    for d in havsvik.dwellings:
        if d.kind == "flat":
            assert re.fullmatch(r"1[0-9]0[1-9]", d.unit)
            assert d.floor == int(d.unit[1]) < levels[d.building]
        else:
            assert (d.unit, d.floor) == ("", 0)


def test_stairwells_of_a_house_share_the_number_and_differ_in_letter(havsvik: Town) -> None:
    slabs = [b for b in havsvik.buildings if b.use == "flat" and len(b.entrances) > 1]
    assert len(slabs) > 40
    for slab in slabs:
        parts = [e.number.split() for e in slab.entrances]
        assert len({number for number, _ in parts}) == 1
        assert [letter for _, letter in parts] == list("ABCDEF"[: len(parts)])


def test_dwellings_stand_in_their_building_and_postcode(havsvik: Town) -> None:
    buildings = {b.key: b for b in havsvik.buildings}
    postcodes = {d.name: d.postcode for d in havsvik.districts}
    for d in havsvik.dwellings:
        building = buildings[d.building]
        assert building.use == d.kind
        assert Polygon(building.footprint).distance(Point(d.x, d.y)) < 0.05
        assert (d.postcode, d.city) == (postcodes[d.district], "Havsvik")
        assert re.fullmatch(r"99\d \d\d", d.postcode)


def test_buildings_keep_off_each_other_water_and_streets(havsvik: Town) -> None:
    shapes = [Polygon(b.footprint) for b in havsvik.buildings]
    assert all(s.is_valid for s in shapes)
    a, b = STRtree(shapes).query(shapes, predicate="intersects")
    overlap = [shapes[i].intersection(shapes[j]).area for i, j in zip(a, b, strict=True) if i < j]
    assert max(overlap, default=0) < 0.5
    wet = water(havsvik)
    shapely.prepare(wet)
    assert not [s for s in shapes if wet.intersects(s)]
    roads = [LineString(s.points) for s in havsvik.streets if s.driveable]
    assert len(STRtree(shapes).query(roads, predicate="intersects")[0]) == 0


@pytest.mark.parametrize("seed", range(3))
def test_one_can_drive_everywhere(seed: int) -> None:
    town = build_town(seed=seed, plan=NORRSUND)
    assert connected([s for s in town.streets if s.driveable]) == 1


def test_havsvik_is_one_network(havsvik: Town) -> None:
    assert connected([s for s in havsvik.streets if s.driveable]) == 1


def test_the_town_is_no_lattice(havsvik: Town) -> None:
    """Directions of the streets in villa districts spread over the whole half circle."""
    kinds = {d.name: d.kind for d in havsvik.districts}
    bearings: Counter[int] = Counter()
    for street in havsvik.streets:
        if kinds.get(street.district) == "villas" and street.name:
            for (x0, y0), (x1, y1) in pairwise(street.points):
                bearing = math.atan2(y1 - y0, x1 - x0) % math.pi
                bearings[min(5, int(bearing / (math.pi / 6)))] += round(math.dist((x0, y0), (x1, y1)))
    assert max(bearings.values()) < 0.4 * sum(bearings.values())
    assert len(bearings) == 6


def test_holiday_homes_lie_by_the_shore(havsvik: Town) -> None:
    sea = shapely.union_all([Polygon(a.outer, a.holes) for a in havsvik.water if a.kind == "sea"])
    far = {
        kind: [sea.distance(Point(d.x, d.y)) for d in havsvik.dwellings if d.kind == kind]
        for kind in ("holiday", "detached")
    }
    assert max(far["holiday"]) < 500
    assert sum(far["holiday"]) / len(far["holiday"]) < 0.5 * sum(far["detached"]) / len(far["detached"])


def test_water_parks_and_woods_are_there_and_sound(havsvik: Town) -> None:
    areas: list[Area] = [*havsvik.water, *havsvik.parks, *havsvik.woods, *havsvik.land]
    assert {a.kind for a in areas} >= {"sea", "river", "lake", "park", "forest", "residential", "farmland"}
    frame = shapely.box(*havsvik.bounds).buffer(0.1)
    for area in areas:
        shape = Polygon(area.outer, area.holes)
        assert shape.is_valid
        assert shape.area > 0
        assert frame.contains(shape)
    assert any(a.holes for a in havsvik.water if a.kind == "sea"), "the sea has islands"


def test_the_ground_goes_on_around_the_town(havsvik: Town, norrsund: Town) -> None:
    for town in (havsvik, norrsund):
        own = shapely.box(*town.bounds)
        around = {kind: _shapes(town, kind) for kind in ("sea", "river", "lake", "forest", "farmland")}
        assert all(around.values())
        west, south, east, north = shapely.union_all([part for parts in around.values() for part in parts]).bounds
        wide, high = town.bounds[2] - town.bounds[0], town.bounds[3] - town.bounds[1]
        assert east - west == pytest.approx(3 * wide, rel=0.02)
        assert north - south == pytest.approx(3 * high, rel=0.02)
        for kind in ("forest", "farmland"):  # water laps a little over, so that no seam shows
            assert not any(part.intersects(own.buffer(-5)) for part in around[kind])
        sea = shapely.union_all([Polygon(a.outer, a.holes) for a in town.water if a.kind == "sea"])
        lapping = shapely.union_all(around["sea"]).intersection(own)
        assert lapping.difference(sea.buffer(1)).area < 0.01 * lapping.area
        dwellings = shapely.points([(d.x, d.y) for d in town.dwellings])
        assert shapely.contains(own, dwellings).all()
        beyond = [s.name for s in town.streets if not own.buffer(100).contains(LineString(s.points))]
        assert len(beyond) == len(set(beyond)) >= 1  # the main roads, each of them one street


def _shapes(town: Town, kind: str) -> list[Polygon]:
    found = [Polygon(area.outer, area.holes) for area in town.around if area.kind == kind]
    assert all(shape.is_valid and shape.area > 0 for shape in found)
    return found
