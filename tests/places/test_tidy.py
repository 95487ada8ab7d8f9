"""From addresses as found to homes. Pure."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import cdist

from kokong.places import crs
from kokong.places.importing import place, tidy
from kokong.places.importing.source import Address, Outlines

EPSG = 3006
EAST, NORTH = 580_000.0, 6_280_000.0


def at(name: str, number: str, *, east: float = 0.0, north: float = 0.0, **more: object) -> Address:
    values: dict[str, object] = {"source_id": name, "street": "Storgatan", "number": number, **more}
    return Address(x=EAST + east, y=NORTH + north, **values)  # type: ignore[arg-type]


def outlines(kind: str, used: dict[str, str], *, flats: int = -1) -> Outlines:
    """One building of 30 by 30 metres around the origin."""
    corners = np.array([(-15, -15), (15, -15), (15, 15), (-15, 15)], dtype=float) + np.array([EAST, NORTH])
    ring = crs.convert_array(corners, source=EPSG, target=crs.MERCATOR)
    shapes = np.array([shapely.polygons(ring)], dtype=object)
    return Outlines(["w1"], [kind], [3], shapes, [flats], [used])


@pytest.mark.parametrize("used", [{"amenity": "bank"}, {"amenity": "fast_food"}, {"shop": "supermarket"}])
def test_a_bank_on_the_ground_floor_leaves_the_block(used: dict[str, str]) -> None:
    here = [at("n5", "5", east=-5), at("n7", "7", east=5)]
    found = tidy.tidy(here, outlines("apartments", used, flats=12), EPSG)
    assert [(a.number, a.kind, a.homes) for a in found.homes] == [("5", "flat", 6), ("7", "flat", 6)]
    assert {a.use for a in found.homes} == set(used.values())
    assert not found.refused


@pytest.mark.parametrize(("flats", "homes"), [(-1, []), (12, [12])])
def test_a_block_that_is_a_kindergarten_has_homes_only_where_that_is_told(flats: int, homes: list[int]) -> None:
    whole = at("w1", "2", building="apartments", uses={"amenity": "kindergarten"})
    found = tidy.tidy([whole], outlines("apartments", {"amenity": "kindergarten"}, flats=flats), EPSG)
    assert [a.homes for a in found.homes] == homes
    assert [reason for _row, _label, reason in found.refused] == ["not a home (kindergarten)"][len(homes) :]


def test_a_block_with_a_restaurant_below_stays() -> None:
    whole = at("w1", "2", building="apartments", uses={"amenity": "restaurant"})
    (home,) = tidy.tidy([whole], outlines("apartments", {"amenity": "restaurant"}), EPSG).homes
    assert (home.kind, home.use, home.homes_by) == ("flat", "restaurant", "estimated")


def test_a_block_that_has_the_bank_among_its_own_tags_stays() -> None:
    whole = at("w1", "5", building="apartments", uses={"amenity": "bank"})
    (home,) = tidy.tidy([whole], outlines("apartments", {"amenity": "bank"}, flats=12), EPSG).homes
    assert (home.source_id, home.homes, home.use) == ("w1", 12, "bank")


def test_the_bank_itself_is_no_home() -> None:
    here = [at("n5", "5", east=-5), at("n7", "7", east=5, uses={"amenity": "bank"})]
    found = tidy.tidy(here, outlines("apartments", {}, flats=12), EPSG)
    assert [a.number for a in found.homes] == ["5"]
    assert [reason for _row, _label, reason in found.refused] == ["not a home (bank)"]


def test_a_fire_station_rules_its_house_out() -> None:
    found = tidy.tidy([at("n5", "5")], outlines("yes", {"amenity": "fire_station"}), EPSG)
    assert not found.homes


def test_which_twin_is_meant_does_not_depend_on_squares() -> None:
    """The first of several, whatever square it stands in; flats before what is plain."""
    here = [at(f"n{i}", "", east=60.0 * i, north=149.0) for i in range(4)]
    found = tidy.tidy(here, None, EPSG)
    assert [a.source_id for a in found.homes] == ["n0", "n3"]
    assert [row for row, _label, _reason in found.refused] == ["n1", "n2"]
    flats = [at("f1", "5", unit="1001"), at("p", "5", east=149.0), at("q", "5", east=151.0)]
    assert [a.source_id for a in tidy.tidy(flats, None, EPSG).homes] == ["f1", "q"]


ADDRESSES = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"), st.sampled_from(["Storgatan", "Stor gatan", "Nygatan"]),
        st.sampled_from(["1", "2"]), st.sampled_from(["", "1001", "1002"]), st.sampled_from(["", "A", "B"]),
        st.sampled_from([0.0, 140.0, 160.0, 300.0]), st.integers(0, 2),
    ),
    max_size=12,
)  # fmt: skip


def one_by_one(addresses: list[Address]) -> tuple[list[Address], list[str]]:
    """Each address compared with all that were taken before it, in the whole order."""
    taken: list[Address] = []
    refused = []
    for a in sorted(addresses, key=lambda a: (not a.unit, a.first)):
        twins = [b for b in taken if tidy._key(a) == tidy._key(b) and tidy._same(tidy._door(a), tidy._door(b))]
        known = any(b.source_id == a.source_id for b in taken)
        if not twins and not known:
            taken.append(a)
        elif not twins or not twins[0].unit or a.unit:
            refused.append(a.row)
    return [a for a in addresses if any(a is b for b in taken)], refused


@given(ADDRESSES)
def test_street_by_street_is_as_all_at_once(told: list[tuple[str, str, str, str, str, float, int]]) -> None:
    addresses = [
        at(name, number, east=east, street=street, unit=unit, stairwell=well, first=first, row=str(row))
        for row, (name, street, number, unit, well, east, first) in enumerate(told)
    ]
    homes, refused = one_by_one(addresses)
    said: list[tuple[str, str, str]] = []
    assert tidy._once(addresses, said, Counter()) == homes
    assert [row for row, _label, _why in said] == refused


def test_a_village_without_numbers_is_compared_nearby(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand homes that have one key, each 200 m from the next: few are compared."""
    compared = 0
    same = tidy._same

    def count(a: tidy._Door, b: tidy._Door) -> bool:
        nonlocal compared
        compared += 1
        return same(a, b)

    monkeypatch.setattr(tidy, "_same", count)
    village = [at(f"n{i}", "", east=200.0 * (i % 50), north=200.0 * (i // 50)) for i in range(2000)]
    assert len(tidy.tidy(village, None, EPSG).homes) == 2000
    assert compared < 20_000


def test_flats_of_one_house_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    house = [at(f"n{i}", "5", unit=str(1000 + i)) for i in range(1000)]
    assert len(tidy.tidy([*house, at("plain", "5")], None, EPSG).homes) == 1000
    monkeypatch.setattr(tidy, "_same", lambda _a, _b: pytest.fail("compared"))
    assert len(tidy.tidy(house, None, EPSG).homes) == 1000


@pytest.mark.parametrize("seed", range(8))
def test_homes_that_stand_together_are_as_if_all_pairs_were_looked_at(seed: int) -> None:
    points = np.random.default_rng(seed).uniform(-8_000, 8_000, (60, 2)) + np.array([EAST, NORTH])
    _count, expected = connected_components(cdist(points, points) <= place.TOGETHER_M)
    found = place._together(points)
    pairs = {(int(a), int(b)) for a, b in zip(expected, found, strict=True)}
    assert len(pairs) == len(set(expected)) == len(set(found.tolist()))
    west = [points[found == n, 0].min() for n in range(len(pairs))]
    assert west == sorted(west)


@pytest.mark.parametrize("apart", [0.0, 1499.0, 1500.0, 1501.0, 3000.0])
def test_how_far_together_reaches(apart: float) -> None:
    points = np.array([(0.0, 0.0), (apart, 0.0)])
    assert place._together(points).tolist() == ([0, 0] if apart <= place.TOGETHER_M else [0, 1])


def test_thousands_of_homes_of_one_name_are_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pairs of ten thousand would be fifty million, and gigabytes."""
    joined: list[int] = []

    def count(cells: Any, *, shape: tuple[int, int]) -> object:
        joined.append(len(cells[0]))
        return coo_array(cells, shape=shape)

    monkeypatch.setattr("kokong.places.importing.place.coo_array", count)
    points = np.random.default_rng(1).uniform(0, 1_500, (4_000, 2))
    assert set(place._together(points).tolist()) == {0}
    assert joined[0] < 10
