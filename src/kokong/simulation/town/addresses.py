"""Names and numbers: odd on one side, even on the other, letters for stairwells, four digits for flats."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry import Point

from .model import Building, Dwelling, DwellingKind, Entrance
from .names import StreetNames
from .network import Way
from .plans import TownPlan
from .plots import Door, Placed

LETTERS = "ABCDEFGHIJKLMNOPRSTUVXYZ"
_KINDS: dict[str, DwellingKind] = {
    "detached": "detached",
    "row": "row",
    "flat": "flat",
    "holiday": "holiday",
}


def name_streets(plan: TownPlan, ways: list[Way], rng: np.random.Generator) -> None:
    """Gives every unnamed district street a name of its district's theme, the longest first."""
    names = StreetNames(rng, tuple(w.name for w in ways if w.name))
    for district in plan.districts:
        mine = [w for w in ways if w.district == district.name and not w.name]
        for way in sorted(mine, key=lambda w: -w.line.length):
            way.name = names.take(theme=district.theme, kind=district.kind, short=way.line.length < 120)


def number_doors(ways: list[Way], buildings: list[Placed]) -> dict[int, list[Entrance]]:
    """The entrances of each building (by its place in `buildings`), numbered outward from the harbour."""
    by_way: dict[int, list[int]] = defaultdict(list)
    for index, building in enumerate(buildings):
        if building.way is not None and building.doors:
            by_way[id(building.way)].append(index)
    out: dict[int, list[Entrance]] = {}
    for way in ways:
        for start in (1, 2):
            _number_side(_outward(way), by_way[id(way)], buildings, start, out)
    return out


def _outward(way: Way) -> Way:
    first, last = Point(way.line.coords[0]), Point(way.line.coords[-1])
    harbour = Point(0, 0)
    line = way.line if first.distance(harbour) <= last.distance(harbour) else shapely.reverse(way.line)
    return Way(line, way.kind, way.district, way.name)


def _number_side(
    way: Way, members: list[int], buildings: list[Placed], start: int, out: dict[int, list[Entrance]]
) -> None:
    """Odd numbers (start 1) on the left, even (start 2) on the right."""
    side = [i for i in members if _left(way, buildings[i]) == (start == 1)]
    number, reached = start, 0.0
    for i in sorted(side, key=lambda k: (way.line.project(buildings[k].footprint.centroid), k)):
        building = buildings[i]
        chainage = way.line.project(building.footprint.centroid)
        # A plot left empty keeps its number.
        number += 2 if chainage - reached > 75 and reached else 0
        reached = chainage
        doors = sorted(building.doors, key=lambda d: (way.line.project(Point(d.at)), d.at))
        for entrance_number, door in _numbers(number, building, doors):
            out.setdefault(i, []).append(
                Entrance(way.name, entrance_number, door.at[0], door.at[1], _flat_numbers(door))
            )
        number += 2 if building.lettered else 2 * len(doors)


def _left(way: Way, building: Placed) -> bool:
    middle = building.footprint.centroid
    at = way.line.project(middle)
    a, b = way.line.interpolate(max(0.0, at - 2)), way.line.interpolate(min(way.line.length, at + 2))
    return bool((b.x - a.x) * (middle.y - a.y) - (b.y - a.y) * (middle.x - a.x) > 0)


def _numbers(number: int, building: Placed, doors: list[Door]) -> Iterator[tuple[str, Door]]:
    for k, door in enumerate(doors):
        if building.lettered and len(doors) > 1:
            yield f"{number} {LETTERS[k]}", door
        else:
            yield str(number + 2 * k), door


def _flat_numbers(door: Door) -> tuple[str, ...]:
    """Lantmäteriet's flat numbers: two digits for the floor (10 = entrance floor), two from the left."""
    return tuple(f"{10 + floor}{k:02d}" for floor, count in enumerate(door.flats) for k in range(1, count + 1))


def homes(city: str, code: str, building: Building, postcode: str) -> Iterator[Dwelling]:
    """The dwellings behind a building's entrances."""
    for entrance in building.entrances:
        for unit in entrance.flats or ("",):
            yield Dwelling(
                key=f"{code}:{entrance.street} {entrance.number}" + (f":{unit}" if unit else ""),
                kind=_KINDS[building.use],
                street=entrance.street,
                number=entrance.number,
                unit=unit,
                floor=int(unit[:2]) - 10 if unit else 0,
                postcode=postcode,
                city=city,
                district=building.district,
                x=entrance.x,
                y=entrance.y,
                building=building.key,
            )
