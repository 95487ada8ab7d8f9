"""The way of a walk, through addresses and points of the map."""

import json
from typing import Any

import pytest
from django.urls import reverse

from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.measures.walks import api, paper, phone, public, route
from kokong.places import api as places
from tests.walks.conftest import Ground


def pointed(ground: Ground, east: float, north: float, name: str = "") -> str:
    """A line that says a place so many metres from the first house of the street."""
    at = ground.homes[0].location
    with ground.cast.acting(ground.cast.coordinator):
        lon, lat = places.degrees(x=[at.x + east], y=[at.y + north])
    return f"{name} ({float(lat[0]):.6f}, {float(lon[0]):.6f})".strip()


def test_a_way_goes_through_addresses_and_points_and_each_point_gets_a_name(ground: Ground) -> None:
    stops = ("Storgatan 1", pointed(ground, 50, 0), pointed(ground, 100, 0, "Vid dammen"))
    walk = ground.walk(ground.planned(stops=stops))
    assert walk.stops[0] == "Storgatan 1"
    assert [route.name_of(line) for line in walk.stops][1].startswith("by Storgatan")
    assert route.name_of(walk.stops[2]) == "Vid dammen"
    assert walk.length_m == pytest.approx(100, abs=3)
    again = ground.walk(ground.planned(stops=walk.stops))
    assert (again.stops, again.route) == (walk.stops, walk.route), "what was written is read as the same"


def test_the_way_is_on_phone_page_protocol_and_in_the_invitation(ground: Ground) -> None:
    walk_id = ground.planned(stops=("Storgatan 1", pointed(ground, 100, 0, "Vid dammen")))
    ground.act(walk_id, "open")
    walk = ground.walk(walk_id)
    with ground.cast.acting(ground.cast.coordinator):
        subject = phone._subject(walk)
        shown: Any = public.one(str(walk_id), "sv", ground.now)
        sheet = paper.data(walk_id=walk_id)
    assert [each["name"] for each in subject["stops"]] == ["Storgatan 1", "Vid dammen"]
    assert str(walk.length_m) in subject["way"]
    assert shown["stops"] == ["Storgatan 1", "Vid dammen"]
    assert sheet["way"].startswith("Storgatan 1 – Vid dammen · ")
    said = ground.meeting(walk_id).description
    assert f"Storgatan 1 – Vid dammen; {walk.length_m} m" in said
    assert "(" not in said


@pytest.mark.parametrize("line", ["(0.000, 0.000)", "(56.000, 160.000)", "Där borta (89.99, 10.00)"])
def test_a_stop_outside_the_municipality_is_refused(ground: Ground, line: str) -> None:
    with pytest.raises(UserError, match=r"outside the municipality|no place on the map"):
        ground.planned(stops=("Storgatan 1", line))
    with ground.cast.acting(ground.cast.coordinator):
        assert not api.walks()


def test_what_is_drawn_is_told_and_nothing_is_kept(ground: Ground) -> None:
    browser, where = ground.cast.client(ground.cast.coordinator), reverse("walks:way")
    told = json.loads(browser.post(where, {"stops": f"Storgatan 1\n\n{pointed(ground, 50, 0)}"}).content)
    assert [each["line"].count("(") for each in told["stops"]] == [0, 1]
    assert told["stops"][1]["name"].startswith("by Storgatan")
    assert len(told["way"]) >= 2
    assert "50 m" in told["said"]
    assert json.loads(browser.post(where, {"stops": ""}).content) == {"stops": [], "way": [], "said": ""}
    doubtful = browser.post(where, {"stops": "Ingenstans 7"})
    assert (doubtful.status_code, "Ingenstans 7" in doubtful.json()["said"]) == (422, True)
    with ground.cast.acting(ground.cast.coordinator):
        assert not api.walks()


def test_a_place_that_is_said_twice_is_passed_once(ground: Ground) -> None:
    at = ground.homes[0].location
    with ground.cast.acting(ground.cast.coordinator):
        direct = places.way_through(points=[Point(at.x, at.y), Point(at.x, at.y), Point(at.x + 40, at.y)])
        assert places.way_through(points=[]) == ()
        assert places.way_through(points=[Point(at.x, at.y)]) == (Point(at.x, at.y),)
    assert direct == (Point(at.x, at.y), Point(at.x + 40, at.y))
