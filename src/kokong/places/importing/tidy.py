"""From addresses as found to homes: no address twice, no garage among them, towns filled in."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import merge
from itertools import compress, pairwise
from math import cosh
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import shapely
from django.utils.translation import gettext as _
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from .. import crs, rules, street_names, uses
from .source import NO_TAGS, Address, Outlines, Points

SAME_M = 150.0  # equal addresses nearer than this are one; farther apart they are namesakes in two villages
FILL_M = 300.0  # how far the town of the same street's next address reaches
NEAR_OUTLINE = 0.6  # Mercator metres around a building within which a point on its wall still belongs to it


@dataclass
class Tidied:
    """Homes (x, y in metres of the municipality), with what was left out and why."""

    homes: list[Address]
    refused: list[tuple[str, str, str]]
    skipped: Counter[str]


def building_at(mercator: Points, shapes: np.ndarray) -> np.ndarray:
    """For each point the index of the building it stands in or on the wall of; -1 for none."""
    found = np.full(len(mercator), -1)
    if not len(shapes) or not len(mercator):
        return found
    points = np.asarray(shapely.points(mercator))
    at, which = shapely.STRtree(shapes).query(points, predicate="dwithin", distance=NEAR_OUTLINE)
    apart = shapely.distance(points[at], shapes[which])
    order = np.lexsort((which, apart, at))[::-1]  # the nearest is written last and stays
    found[at[order]] = which[order]
    return found


def tidy(addresses: list[Address], outlines: Outlines | None, epsg: int) -> Tidied:
    """Homes among addresses whose x and y are metres in EPSG:`epsg`; outlines are in Mercator."""
    skipped: Counter[str] = Counter()
    refused: list[tuple[str, str, str]] = []
    at = _buildings(addresses, outlines, epsg)
    _lend(addresses, outlines, at)
    kept = _homes_only(addresses, refused)
    kept = _once(kept, refused, skipped)
    if outlines is not None:
        _count_homes(kept, outlines, {a.source_id: int(i) for a, i in zip(addresses, at, strict=True) if i >= 0})
    return Tidied(_with_towns(kept), refused, skipped)


def _buildings(addresses: list[Address], outlines: Outlines | None, epsg: int) -> np.ndarray:
    if outlines is None or not addresses:
        return np.full(len(addresses), -1)
    points = np.array([(a.x, a.y) for a in addresses])
    return building_at(crs.convert_array(points, source=epsg, target=crs.MERCATOR), outlines.shapes)


def _lend(addresses: list[Address], outlines: Outlines | None, at: np.ndarray) -> None:
    """Give each address the kind of the building it stands in, where it says none itself. What lies below flats
    only lends them its address: they are the building's. A whole block that is a kindergarten has none, unless it
    is told how many."""
    for a, i in zip(addresses, at.tolist(), strict=True):
        if a.building in uses.FLATS and (_flats_told(outlines, i) or not uses.never(a.uses)):
            a.uses, a.lent = NO_TAGS, a.uses
        if outlines is None or i < 0:
            continue
        used = outlines.uses[i] if outlines.uses else NO_TAGS
        if a.building in {"", "no"} or used:
            a.building, a.lent = outlines.kinds[i], {**used, **a.lent} if used else a.lent
        if "amenity" in a.uses and a.building in uses.FLATS:
            a.source_id = f"{outlines.ids[i]}@{a.source_id}"


def _flats_told(outlines: Outlines | None, i: int) -> bool:
    return outlines is not None and i >= 0 and bool(outlines.flats) and outlines.flats[i] > 1


def _count_homes(homes: list[Address], outlines: Outlines, at: dict[str, int]) -> None:
    """How many homes stand behind the addresses of a block whose flats nobody lists: as many as the building is
    told to have, else an estimate by its size; less those listed, shared by its other addresses."""
    blocks: dict[int, list[Address]] = defaultdict(list)
    for a in homes:
        if (i := at.get(a.source_id, -1)) >= 0:
            blocks[i].append(a)
    for i, here in blocks.items():
        silent = [a for a in here if not a.unit and not a.homes]
        told = outlines.flats[i] if outlines.flats else -1
        if not silent or (told < 2 and not all(a.kind == "flat" for a in silent)):
            continue
        whole = told if told > 1 else rules.homes_in_block(
            square_metres=_square_metres(outlines.shapes[i]), levels=outlines.levels[i]
        )  # fmt: skip
        left = max(len(silent), whole - sum(1 for a in here if a.unit))
        each, more = divmod(left, len(silent))
        for n, a in enumerate(silent):
            a.homes = each + (n < more)
            a.homes_by = "told" if told > 1 and len(silent) == 1 else "estimated"
            a.kind = "flat" if a.kind == "unknown" and a.homes > 1 else a.kind


def _square_metres(shape: BaseGeometry) -> float:
    """The area of an outline in Mercator, which draws everything larger towards the pole."""
    _x, y = shape.centroid.coords[0] if not shape.is_empty else (0.0, 0.0)
    return float(shape.area) / cosh(y / 6_378_137.0) ** 2


def _homes_only(addresses: list[Address], refused: list[tuple[str, str, str]]) -> list[Address]:
    kept = []
    for a in addresses:
        kind = a.kind or rules.kind_of(a.building, flats_listed=bool(a.unit))
        said = {**a.lent, **a.uses} if a.lent or a.uses else NO_TAGS
        doubt = uses.doubt(a.uses, building=a.building, flats_listed=bool(a.unit), lent=a.lent) if said else "home"
        if kind is None or doubt == "never":
            use = a.building if kind is None else uses.use(said)
            refused.append((a.place, a.label, _("not a home (%(use)s)") % {"use": use}))
        else:
            a.kind, a.use = kind, uses.use(said)[:40] if doubt == "doubtful" else ""
            kept.append(a)
    return kept


def _once(addresses: list[Address], refused: list[tuple[str, str, str]], skipped: Counter[str]) -> list[Address]:
    """Each address once. The same address on a building and on a door in it is one home; a plain address
    beside its own flats says nothing more; an id may name one home only.

    One street and number after the other, so that what is compared of a million addresses is not held at once.
    """
    order = sorted(range(len(addresses)), key=lambda i: (not addresses[i].unit, addresses[i].first))
    twice = _twice(addresses)
    kept = np.zeros(len(addresses), dtype=bool)
    found: list[tuple[int, tuple[str, str, str]]] = []
    by_id: dict[str, Address] = {}
    for group in _groups(addresses, order, twice):
        doors = _Doors()
        for rank in group:
            a = addresses[order[rank]]
            door = _door(a)
            twin = doors.twin(door) if len(group) > 1 else None
            other = by_id.setdefault(a.source_id, a) if twin is None and a.source_id in twice else a
            if twin is not None and twin.unit and not a.unit:
                skipped[_("addresses whose flats are listed one by one")] += 1
            elif twin is not None:
                found.append(
                    (rank, (a.place, a.label, _("the same address as %(other)s") % {"other": twin.place}))
                )
            elif other is not a:
                found.append((rank, (a.place, a.label, _("the same id as %(other)s") % {"other": other.place})))
            else:
                kept[order[rank]] = True
                doors.add(door)
    refused += [each for _rank, each in sorted(found)]
    return list(compress(addresses, kept))


def _twice(addresses: list[Address]) -> set[str]:
    """The ids that several addresses have."""
    seen, twice = set[str](), set[str]()
    for a in addresses:
        (twice if a.source_id in seen else seen).add(a.source_id)
    return twice


def _groups(addresses: list[Address], order: list[int], twice: set[str]) -> Iterator[list[int]]:
    """Places in an order, street and number by street and number. Those that share an id stand in one group, with
    all of their streets and numbers: which of them goes first is said by the whole order."""
    keys = np.array([hash(_key(addresses[i])) for i in order], dtype=np.int64)
    if twice:
        shared = np.array([addresses[i].source_id in twice for i in order])
        keys[np.isin(keys, keys[shared])] = keys[shared][0]
    ranks = np.argsort(keys, kind="stable")
    ends = [*(np.flatnonzero(np.diff(keys[ranks])) + 1).tolist(), len(ranks)]
    for start, end in pairwise([0, *ends]):
        yield ranks[start:end].tolist()


class _Door(NamedTuple):
    """An address with its parts as they are compared."""

    address: Address
    key: tuple[str, str]
    unit: str
    well: str
    district: str
    locality: str
    square: tuple[int, int]


def _key(a: Address) -> tuple[str, str]:
    return street_names.whole(a.street), rules.number_key(a.number)


def _door(a: Address) -> _Door:
    return _Door(
        a,
        _key(a),
        rules.number_key(a.unit),
        rules.fold(a.stairwell),
        rules.fold(a.district),
        rules.fold(a.locality),
        (int(a.x // SAME_M), int(a.y // SAME_M)),
    )


class _Doors:
    """The doors taken so far, in the order they came, found by their number, flat and whereabouts: a village
    without numbers has thousands of one key."""

    def __init__(self) -> None:
        self._at: dict[tuple[Any, ...], list[tuple[int, _Door]]] = defaultdict(list)
        self._count = 0

    def add(self, door: _Door) -> None:
        """Take a door. One with a flat is also found without it."""
        self._count += 1
        for unit in {None, door.unit}:
            self._at[door.key, unit, door.square].append((self._count, door))

    def twin(self, door: _Door) -> Address | None:
        """The first door taken that is the same home."""
        unit = door.unit if door.address.unit else None
        x, y = door.square
        around = [(door.key, unit, (x + i, y + j)) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near = merge(*(self._at[key] for key in around if key in self._at), key=itemgetter(0))
        return next((other.address for _n, other in near if _same(door, other)), None)


def _same(a: _Door, b: _Door) -> bool:
    if a.address.unit and a.unit != b.unit:
        return False
    if (a.address.unit or (a.well and b.well)) and a.well != b.well:
        return False
    if a.district and b.district and a.district != b.district:
        return False
    if a.locality and b.locality and a.locality != b.locality:
        return False
    return (a.address.x - b.address.x) ** 2 + (a.address.y - b.address.y) ** 2 <= SAME_M**2


def _with_towns(addresses: list[Address]) -> list[Address]:
    """Postcode and town of the nearest address of the same street, where an address has none."""
    streets: dict[str, list[int]] = defaultdict(list)
    for i, a in enumerate(addresses):
        streets[street_names.whole(a.street)].append(i)
    filled = list(addresses)
    for group in streets.values():
        told = [i for i in group if addresses[i].locality and addresses[i].postcode]
        silent = [i for i in group if not (addresses[i].locality or addresses[i].postcode)]
        if told and silent:
            there, here = (np.array([(addresses[i].x, addresses[i].y) for i in ids]) for ids in (told, silent))
            apart, which = cKDTree(there).query(here)
            for i, distance, j in zip(silent, np.atleast_1d(apart), np.atleast_1d(which), strict=True):
                if distance <= FILL_M:
                    near = addresses[told[j]]
                    filled[i] = replace(addresses[i], postcode=near.postcode, locality=near.locality)
    return filled
