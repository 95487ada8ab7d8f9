"""Areas as a layer: for other programs page by page, for the desk's map with their names."""

from datetime import UTC, datetime

import pytest
import shapely

from kokong.kernel.features import Wanted
from kokong.places import api, mapping
from kokong.places.areas.features import LAYER
from tests.cast import Cast

from .town import ORIGIN, add_dwelling

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(ORIGIN.x + west, ORIGIN.y + south, ORIGIN.x + east, ORIGIN.y + north)


def make(shape: shapely.Geometry, name: str) -> int:
    return api.make_area(name=name, kind="drawn", shape=shape, now=NOW).area_id  # type: ignore[arg-type]


@pytest.fixture
def three(cast: Cast) -> list[int]:
    """A large area, a small one in it, and one of two parts far away."""
    with cast.acting(cast.coordinator):
        add_dwelling(east=10, north=10)
        return [
            make(box(0, 0, 40, 40), "Liten"),
            make(box(-100, -100, 400, 400), "Stor"),
            make(box(5000, 0, 5100, 100).union(box(5200, 0, 5250, 50)), "Delad"),
        ]


def test_programs_find_areas_page_by_page_and_by_place(cast: Cast, three: list[int]) -> None:
    with cast.acting(cast.officer):
        found = LAYER.find(Wanted(limit=2))
        assert (found.matched, [each.id for each in found.features]) == (3, three[:2])
        assert [each.id for each in LAYER.find(Wanted(limit=2, after=three[1])).features] == three[2:]
        near = LAYER.find(Wanted(limit=9, area=box(50, 50, 60, 60)))
        assert [each.properties["name"] for each in near.features] == ["Stor"]
        between = LAYER.find(Wanted(limit=9, area=box(5110, 10, 5190, 40)))  # in its box, in none of its parts
        assert (between.matched, between.features) == (0, [])
        one = LAYER.one(three[0])
        assert one is not None
        assert set(one.properties) == set(LAYER.properties)
        api.retire_area(area_id=three[0], now=NOW)
        assert LAYER.one(three[0]) is None
        assert LAYER.find(Wanted(limit=9)).matched == 2
    with cast.acting(cast.stranger):
        assert LAYER.find(Wanted(limit=9)).matched == 0


def test_the_map_has_small_areas_on_top_and_each_name_once(cast: Cast, three: list[int]) -> None:
    with cast.acting(cast.officer):
        features = mapping.collection(LAYER, Wanted(limit=9), now=NOW)["features"]
    said = [each["properties"] for each in features]
    assert [(each["label"], each.get("name")) for each in said] == [
        ("Stor", "Stor"), ("Delad", "Delad"), ("Liten", "Liten"),
    ]  # fmt: skip
    assert said[0]["detail"] == "1 home · 25.0 ha"
    assert said[2]["url"] == f"/areas/{three[0]}/"
    for each in features:
        west, south, east, north = shapely.geometry.shape(each["geometry"]).bounds
        if each["properties"].get("name"):
            assert west <= each["properties"]["at"][0] <= east
            assert south <= each["properties"]["at"][1] <= north


def test_the_desks_map_offers_them(cast: Cast, three: list[int]) -> None:
    page = cast.client(cast.officer).get("/map/").content.decode()
    assert "/places/layers/areas.geojson" in page
    assert len(cast.client(cast.officer).get("/places/layers/areas.geojson").json()["features"]) == 3
    assert cast.client(cast.visitor).get("/places/layers/areas.geojson").status_code == 403
