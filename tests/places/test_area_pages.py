"""Pages of areas: made by streets, by a building, by hand; looked at, changed, taken along; nobody else's."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import shapely
from django.test import Client
from django.utils import timezone

from kokong.places import api, crs, layers
from kokong.places import models as rows
from tests.cast import Cast

from .town import ORIGIN, add_dwelling, add_row_of_houses


def degrees(west: float, south: float, east: float, north: float) -> list[list[float]]:
    """A square in metres from the town's origin as a ring in degrees."""
    ring = shapely.get_coordinates(
        shapely.box(ORIGIN.x + west, ORIGIN.y + south, ORIGIN.x + east, ORIGIN.y + north)
    )
    return [[float(x), float(y)] for x, y in crs.convert_array(ring, source=3006, target=4326)]


def drawn(*rings: list[list[float]]) -> str:
    return json.dumps({"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]})


@pytest.fixture
def desk(cast: Cast) -> Client:
    with cast.acting(cast.coordinator):
        add_row_of_houses(12)
    return cast.client(cast.coordinator)


def the_one(cast: Cast) -> api.Drawn:
    with cast.acting(cast.coordinator):
        (found,) = api.areas()
        return api.area(area_id=found.id)


def test_an_area_is_drawn_and_looked_at(cast: Cast, desk: Client) -> None:
    sent = {"name": "Malmen", "outline": drawn(degrees(-30, -30, 90, 60))}
    page = desk.post("/areas/draw/", sent, follow=True).content.decode()
    found = the_one(cast)
    assert found.kind == "drawn"
    assert found.square_metres == pytest.approx(120 * 90, rel=0.001)
    for words in ("Malmen", "9 homes", "1.1 ha", "Storgatan", "The area is kept."):
        assert words in page
    listed = desk.get("/areas/").content.decode()
    assert "Malmen" in listed
    assert "1.1 ha" in listed
    sent = json.loads(desk.get(f"/areas/{found.id}/features/").content)
    assert [each["geometry"]["type"] for each in sent["features"]] == ["MultiPolygon"]


@pytest.mark.parametrize(
    ("outline", "words"),
    [
        ("", "There is no outline"),
        ("{", "not the outline of an area"),
        ("[1]", "not the outline of an area"),
        ('{"type": "Polygon", "coordinates": [[[1e400, 2], [3, 4], [5, 6]]]}', "far outside"),
        (
            f'{{"type": "Polygon", "coordinates": [[[1{"0" * 400}, 2], [3, 4], [5, 6]]]}}',
            "not the outline of an area",
        ),
        ('{"type": "Polygon", "coordinates": [[["x", 2], [3, 4], [5, 6]]]}', "not the outline of an area"),
        ('{"type": "Point", "coordinates": [16, 56]}', "not the outline of an area"),
        ('{"type": "FeatureCollection", "features": []}', "There is no outline"),
        (
            '{"type": "Polygon", "coordinates": [[[584000, 6280000], [584100, 6280000], [584100, 6280100]]]}',
            "outside",
        ),
        ('{"type": "Polygon", "coordinates": [[[17, 59], [17.1, 59], [17.1, 59.1], [17, 59]]]}', "far outside"),
        ("[" * 100_000, "not the outline of an area"),
        (drawn(degrees(0, 0, 1, 1)), "ten square metres"),
    ],
)
def test_an_outline_that_is_none_is_said_and_what_was_typed_stays(
    cast: Cast, desk: Client, outline: str, words: str
) -> None:
    answer = desk.post("/areas/draw/", {"name": "Malmen", "outline": outline})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "Malmen" in page
    with cast.acting(cast.coordinator):
        assert api.areas() == ()


def test_a_bow_tie_is_said(desk: Client) -> None:
    (a, b, c, d, _a) = degrees(0, 0, 90, 90)
    answer = desk.post("/areas/draw/", {"name": "Malmen", "outline": drawn([a, c, b, d, a])})
    assert "crosses itself" in answer.content.decode()


def test_two_that_were_drawn_over_each_other_are_one(cast: Cast, desk: Client) -> None:
    desk.post("/areas/draw/", {"name": "M", "outline": drawn(degrees(0, 0, 60, 60), degrees(30, 0, 90, 60))})
    assert the_one(cast).square_metres == pytest.approx(90 * 60, rel=0.001)


def test_an_area_of_streets_needs_no_mouse(cast: Cast, desk: Client) -> None:
    with cast.acting(cast.coordinator):
        other = add_dwelling("Nygatan", "1", east=600)
    page = desk.get("/areas/streets/").content.decode()
    assert "Storgatan, Havsvik" in page
    desk.post("/areas/streets/", {"name": "Två gator", "streets": [str(other.street_id)]})
    found = the_one(cast)
    assert found.kind == "street"
    with cast.acting(cast.coordinator):
        assert api.homes_in(area_id=found.id) == (other.pk,)
    for wrong in ({"streets": ["0"]}, {"streets": ["x"]}, {}):
        assert desk.post("/areas/streets/", {"name": "A", **wrong}).status_code == 422


def test_an_area_of_a_building(cast: Cast, desk: Client) -> None:
    with cast.acting(cast.coordinator):
        ground = shapely.box(ORIGIN.x, ORIGIN.y + 90, ORIGIN.x + 40, ORIGIN.y + 99)
        (walls,) = layers.to_mercator(np.array([ground]), 3006)
        west, south, east, north = walls.bounds
        building = rows.Building.objects.create(
            source="t",
            source_id="1",
            outline=shapely.to_wkb(walls),
            west=west,
            south=south,
            east=east,
            north=north,
        )
        home = add_dwelling("Kyrkgatan", "3", unit="1101", east=9, north=95, building=building)
    assert desk.post("/areas/building/", {"address": "Storgatan 1", "name": ""}).status_code == 422
    desk.post("/areas/building/", {"address": "Kyrkgatan 3, lgh 1101", "name": ""})
    found = the_one(cast)
    assert (found.name, found.kind) == ("Kyrkgatan 3", "building")
    with cast.acting(cast.coordinator):
        assert api.homes_in(area_id=found.id) == (home.pk,)


@pytest.fixture
def area_id(cast: Cast, desk: Client) -> int:
    desk.post("/areas/draw/", {"name": "Malmen", "outline": drawn(degrees(-30, -30, 90, 60))})
    return the_one(cast).id


def test_the_outline_is_drawn_anew(cast: Cast, desk: Client, area_id: int) -> None:
    page = desk.get(f"/areas/{area_id}/outline/").content.decode()
    assert "MultiPolygon" in page
    answer = desk.post(f"/areas/{area_id}/outline/", {"outline": drawn(degrees(-30, -30, 30, 60))}, follow=True)
    assert "3 homes" in answer.content.decode()
    with cast.acting(cast.coordinator):
        assert len(api.outlines(area_id=area_id)) == 2
    same = desk.get(f"/areas/{area_id}/outline/").context["form"].initial["outline"]
    desk.post(f"/areas/{area_id}/outline/", {"outline": same})
    with cast.acting(cast.coordinator):
        assert api.area(area_id=area_id).square_metres == pytest.approx(60 * 90, rel=0.001)


def test_what_no_hand_can_draw_is_shown_beneath(cast: Cast, desk: Client) -> None:
    with cast.acting(cast.coordinator):
        ring = shapely.Point(ORIGIN).buffer(90).difference(shapely.Point(ORIGIN).buffer(50))
        made = api.make_area(name="Ring", kind="imported", shape=ring, now=timezone.now())
    page = desk.get(f"/areas/{made.area_id}/outline/").content.decode()
    assert "draw the new one over it" in page
    assert "MultiPolygon" not in page


def test_renamed_retired_and_used_again(cast: Cast, desk: Client, area_id: int) -> None:
    desk.post(f"/areas/{area_id}/rename/", {"name": "Södra Malmen"})
    assert the_one(cast).name == "Södra Malmen"
    page = desk.post(f"/areas/{area_id}/rename/", {"name": ""}, follow=True).content.decode()
    assert "Give the area a name" in page
    desk.post(f"/areas/{area_id}/retire/")
    assert "Södra" not in desk.get("/areas/").content.decode()
    assert "Södra" in desk.get("/areas/?state=retired").content.decode()
    page = desk.get(f"/areas/{area_id}/").content.decode()
    assert "Retired" in page
    desk.post(f"/areas/{area_id}/restore/")
    assert the_one(cast).retired is None


def test_homes_are_taken_along_as_a_file(cast: Cast, desk: Client, area_id: int) -> None:
    text = desk.get(f"/areas/{area_id}/homes/?as=csv").content.decode("utf-8-sig")
    assert text.splitlines()[:2] == ["Address;Postcode;Town", "Storgatan 1;392 32;Havsvik"]
    assert len(text.splitlines()) == 10
    assert cast.log()[0].action == "area.homes_exported"
    assert "Malmen" in desk.get("/areas/?as=csv").content.decode("utf-8-sig")


@pytest.mark.parametrize("who", ["stranger", "visitor", "resident", "auditor", "alarm_operator"])
def test_nobody_else_sees_or_changes_it(cast: Cast, desk: Client, area_id: int, who: str) -> None:
    browser = cast.client(getattr(cast, who))
    asks: list[Callable[[], Any]] = [
        lambda: browser.get(f"/areas/{area_id}/"),
        lambda: browser.get(f"/areas/{area_id}/homes/"),
        lambda: browser.get(f"/areas/{area_id}/features/"),
        lambda: browser.post(f"/areas/{area_id}/outline/", {"outline": drawn(degrees(0, 0, 50, 50))}),
        lambda: browser.post(f"/areas/{area_id}/rename/", {"name": "Min"}),
        lambda: browser.post(f"/areas/{area_id}/retire/"),
    ]
    assert {ask().status_code for ask in asks} == {404 if who == "stranger" else 403}
    assert the_one(cast).name == "Malmen"


def test_without_any_homes_or_areas(cast: Cast) -> None:
    desk = cast.client(cast.officer)
    assert "No area yet" in desk.get("/areas/").content.decode()
    assert desk.get("/areas/draw/").status_code == 200
    assert desk.get("/areas/streets/").status_code == 200
    assert desk.get("/map/").status_code == 200


def test_the_ground_of_named_homes_holds_exactly_these(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        homes = add_row_of_houses(6)
        named = [homes[0].pk, homes[5].pk]
        shape = api.area_of_homes(dwelling_ids=named)
        made = api.make_area(name="Två hem", kind="drawn", shape=shape, now=timezone.now())
        assert set(api.homes_in(area_id=made.area_id)) == set(named)
        assert set(api.areas_drawn(area_ids=[made.area_id, 987_654])) == {made.area_id}
        with pytest.raises(api.AreaRefused, match="Name homes"):
            api.area_of_homes(dwelling_ids=[])
