"""Which doors a cocoon has, why, and which come first. Plain Python; the same set in gives the same doors out.

Houses: the four houses each side along the street and those facing them come first, nearest first and the
same side before the opposite one at equal distance; then the rest by distance. Flats: the same stairwell
first (same floor, then floor by floor away from it), then the same building, then the neighbouring ones.
Everything within the radius up to the cap; beyond the radius only what is missing to `at_least`. Where the
municipality has accepted an order by risk, the doors within the radius come by that alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from .rules import Preset, Reason, Way
from .rules import way as way_of

FLOORS = 200  # farther than any floor: where one of the two floors isn't known
SAME_SPOT = 0.05  # metres along the street within which two dwellings share a house front


class Neighbour(Protocol):
    """A dwelling as seen from the burgled one (`places.api.Neighbour`); lengths in metres."""

    @property
    def dwelling_id(self) -> int: ...
    @property
    def address(self) -> str: ...
    @property
    def distance_m(self) -> float: ...
    @property
    def same_building(self) -> bool: ...
    @property
    def same_stairwell(self) -> bool: ...
    @property
    def floor(self) -> int | None: ...
    @property
    def street_id(self) -> int | None: ...
    @property
    def side(self) -> int: ...
    @property
    def measure_m(self) -> float | None: ...
    @property
    def street(self) -> str: ...
    @property
    def homes(self) -> int: ...


@dataclass(frozen=True)
class Chosen:
    """A dwelling to visit, the reason, and its rank from 1; `way` as `rules.way` has it, `way_m` over ways."""

    dwelling_id: int
    reason: Reason
    rank: int
    distance_m: float
    homes: int = 1
    way: Way = ""
    way_m: float | None = None


def choose(
    *,
    home: Neighbour,
    neighbours: Iterable[Neighbour],
    kind: str,
    preset: Preset,
    risk: Mapping[int, float] | None = None,
    ways: Mapping[int, float | None] | None = None,
) -> tuple[Chosen, ...]:
    """The doors around `home`, by rank. `kind` is the preset's kind: detached, row, flat or holiday.

    The burgled home itself is a door only where the preset says so: the police were there. A burgled block of many
    homes always is. `risk`, burglaries to expect by dwelling, orders the doors in place of the groups, ties by
    nearness. `ways`, metres over ways by dwelling, lets those behind that can't be walked to.
    """
    others = sorted((n for n in neighbours if n.dwelling_id != home.dwelling_id), key=_nearest)
    over = ways or {}
    marks: dict[int, Way] = {
        n.dwelling_id: way_of(crow_m=n.distance_m, way_m=over[n.dwelling_id]) if n.dwelling_id in over else ""
        for n in others
    }
    inside = [n for n in others if n.distance_m <= preset.radius_m]
    reasons = _reasons(home, inside, marks, kind=kind, each_side=preset.each_side)

    def order(n: Neighbour) -> tuple[float | int | str, ...]:
        behind = marks[n.dwelling_id] != ""
        if risk is None:
            return behind, *_order(home, n, reasons[n.dwelling_id], flat=kind == "flat")
        return behind, -risk[n.dwelling_id], *_nearest(n)

    chosen = sorted(inside, key=order)[: max(preset.cap, preset.at_least)]
    outside = sorted(
        (n for n in others if n.distance_m > preset.radius_m), key=lambda n: marks[n.dwelling_id] != ""
    )
    beyond = outside[: max(0, preset.at_least - len(chosen))]
    picked: list[tuple[Neighbour, Reason]] = []
    if preset.include_home or home.homes > 1:
        picked += [(home, "home" if preset.include_home else "same_building")]
    picked += [(n, reasons[n.dwelling_id]) for n in chosen]
    picked += [(n, _elsewhere(home, n, marks[n.dwelling_id])) for n in beyond]
    return tuple(
        Chosen(
            n.dwelling_id, why, rank, n.distance_m, n.homes, marks.get(n.dwelling_id, ""), over.get(n.dwelling_id)
        )
        for rank, (n, why) in enumerate(picked, start=1)
    )


def _nearest(n: Neighbour) -> tuple[float, str, int]:
    return (n.distance_m, n.address, n.dwelling_id)


def _order(home: Neighbour, n: Neighbour, reason: Reason, *, flat: bool) -> tuple[float | int | str, ...]:
    """Group, then nearness; at equal distance (to the decimetre) the same side comes before the opposite one."""
    stairs = _floors_away(home, n) if flat and reason == "same_stairwell" else 0
    tie = 0 if reason != "across" else 1
    return (_group(reason, flat=flat), stairs, round(n.distance_m, 1), tie, *_nearest(n))


def _group(reason: Reason, *, flat: bool) -> int:
    if flat:
        return {"same_stairwell": 0, "same_building": 1}.get(reason, 2)
    return 0 if reason in {"same_stairwell", "same_building", "beside", "across"} else 1


def _floors_away(home: Neighbour, n: Neighbour) -> int:
    return FLOORS if home.floor is None or n.floor is None else abs(n.floor - home.floor)


def _reasons(
    home: Neighbour, inside: list[Neighbour], marks: Mapping[int, Way], *, kind: str, each_side: int
) -> dict[int, Reason]:
    front = {
        **dict.fromkeys(_houses_along(home, inside, side=home.side, each_way=each_side), "beside"),
        **dict.fromkeys(_houses_along(home, inside, side=-home.side, each_way=each_side), "across"),
    }
    return {
        n.dwelling_id: _reason(home, n, front.get(n.dwelling_id), marks[n.dwelling_id], kind=kind) for n in inside
    }


def _reason(home: Neighbour, n: Neighbour, front: str | None, mark: Way, *, kind: str) -> Reason:
    """Homes in a row share a building outline, so the street tells more there."""
    if kind != "row":
        if n.same_stairwell:
            return "same_stairwell"
        if n.same_building:
            return "same_building"
    if front is not None:
        return "beside" if front == "beside" else "across"
    return _elsewhere(home, n, mark)


def _elsewhere(home: Neighbour, n: Neighbour, mark: Way) -> Reason:
    """Behind is another street, and only where one can walk there; a name is not two streets beside each other."""
    if n.same_building:
        return "same_building"
    same_name = bool(n.street) and n.street == home.street
    other_street = None not in {home.street_id, n.street_id} and n.street_id != home.street_id
    return "rear" if other_street and not mark and not same_name else "near"


def _houses_along(home: Neighbour, inside: list[Neighbour], *, side: int, each_way: int) -> list[int]:
    """Dwellings in the `each_way` houses in each direction on one side of the home's street.

    A house is a place along the street: ten flats behind one front are one house.
    """
    if home.street_id is None or side == 0 or home.measure_m is None:
        return []
    ahead = {
        n.dwelling_id: round(n.measure_m - home.measure_m, 1)
        for n in inside
        if n.street_id == home.street_id and n.side == side and n.measure_m is not None
    }
    steps = sorted(set(ahead.values()))
    up = [step for step in steps if step > SAME_SPOT][:each_way]
    down = [step for step in steps if step < -SAME_SPOT][::-1][:each_way]
    level = [step for step in steps if abs(step) <= SAME_SPOT]
    wanted = {*up, *down, *level}
    return [dwelling for dwelling, step in ahead.items() if step in wanted]
