"""From addresses as found to homes. Pure."""

import numpy as np
import pytest
import shapely

from kokong.places import crs
from kokong.places.importing import tidy
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
