"""The interface against the standard: OGC API – Features, Parts 1 and 2, after its abstract tests."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import jsonschema_rs
import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer
from shapely import Point

from kokong.incidents import api as incidents
from kokong.kernel import features
from kokong.ogc import parameters, systems
from tests.cast import Cast
from tests.everything import CASE_NUMBER, CONTACT
from tests.ogc.conftest import HOUSES, NOW, Street
from tests.places.town import ORIGIN, add_row_of_houses

CRS84 = systems.CRS84
METRIC = f"{systems.EPSG}3006"
LAYERS = ["areas", "burglaries", "cocoons", "doors", "dwellings"]
ITEMS = "collections/dwellings/items"


def rels(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {(link["rel"], link["type"]) for link in document["links"]}


def test_a_program_finds_its_way_from_the_landing_page(street: Street) -> None:
    landing = street.get("")
    by_rel = {link["rel"]: link for link in landing["links"]}
    assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data"} == set(by_rel)
    assert by_rel["service-desc"]["type"] == "application/vnd.oai.openapi+json;version=3.0"
    for link in landing["links"]:
        answer = street.browser().get(link["href"])
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(link["type"].split(";")[0])


def test_it_says_what_it_conforms_to(street: Street) -> None:
    said = street.get("conformance")["conformsTo"]
    assert {one.rpartition("/")[2] for one in said} >= {"core", "geojson", "html", "oas30", "crs"}


def test_the_layers_are_listed_with_their_links(street: Street) -> None:
    listed = street.get("collections")
    named = {each["id"]: each for each in listed["collections"]}
    assert set(LAYERS) <= set(named)
    for name, each in named.items():
        assert ("items", "application/geo+json") in rels(each)
        assert each["crs"] == [CRS84, METRIC]
        assert each["storageCrs"] == METRIC
        west, south, east, north = each["extent"]["spatial"]["bbox"][0]
        assert 16 < west < east < 17
        assert 56 < south < north < 57
        assert street.get(f"collections/{name}") == each
    assert named["burglaries"]["extent"]["temporal"] == {"interval": [[None, None]]}


def test_features_come_in_pages_that_lead_on(street: Street) -> None:
    seen: list[int] = []
    page = street.get(ITEMS, limit=5)
    while True:
        assert page["numberMatched"] == HOUSES
        assert page["numberReturned"] == len(page["features"]) <= 5
        seen += [each["id"] for each in page["features"]]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        page = street.browser().get(following[0]).json()
    assert seen == sorted(street.homes)


def test_exactly_full_pages_do_not_lead_to_an_empty_one(street: Street) -> None:
    assert "next" not in {link["rel"] for link in street.get(ITEMS, limit=HOUSES)["links"]}


def test_the_next_page_keeps_the_question(street: Street) -> None:
    page = street.get(ITEMS, limit=2, crs=METRIC, **{"bbox-crs": METRIC, "bbox": "6279000,583000,6281000,585000"})
    following = next(link["href"] for link in page["links"] if link["rel"] == "next")
    after = street.browser().get(following)
    assert after.headers["Content-Crs"] == f"<{METRIC}>"
    assert after.json()["numberMatched"] == HOUSES
    assert after.json()["features"][0]["id"] == street.homes[2]


def test_a_feature_alone_is_the_one_in_the_list(street: Street) -> None:
    for name in LAYERS:
        first = street.get(f"collections/{name}/items")["features"][0]
        alone = street.get(f"collections/{name}/items/{first['id']}")
        assert {key: alone[key] for key in first} == first
        assert {rel for rel, _ in rels(alone)} == {"self", "alternate", "collection"}


def test_what_features_say_is_what_their_schema_says(street: Street) -> None:
    for name in LAYERS:
        schema = street.get(f"collections/{name}/schema")
        said = {key: value for key, value in schema["properties"].items() if key not in {"id", "geometry"}}
        for each in street.get(f"collections/{name}/items")["features"]:
            assert list(each["properties"]) == list(said)
            for key, value in each["properties"].items():
                rule = {name: rest for name, rest in said[key].items() if name in {"type", "format"}}
                assert value is None or jsonschema_rs.is_valid(rule, value, validate_formats=True), (
                    name,
                    key,
                    value,
                )


def test_places_are_in_degrees_or_in_the_towns_metres(street: Street) -> None:
    in_degrees = street.get(ITEMS)["features"][0]["geometry"]["coordinates"]
    answer = street.browser().get(f"/ogc/{ITEMS}", {"crs": METRIC})
    north, east = answer.json()["features"][0]["geometry"]["coordinates"]  # EPSG:3006 names north first
    assert answer.headers["Content-Crs"] == f"<{METRIC}>"
    assert (east, north) == pytest.approx(ORIGIN)
    assert Transformer.from_crs(3006, 4326, always_xy=True).transform(east, north) == pytest.approx(in_degrees)


@given(st.floats(-200, 300), st.floats(0, 300), st.floats(-50, 50), st.floats(0, 60))
def test_a_box_in_degrees_holds_in_metres_what_it_holds_in_degrees(
    west: float, width: float, south: float, height: float
) -> None:
    to_degrees = Transformer.from_crs(3006, 4326, always_xy=True)
    x, y = np.array([west, west + width]) + ORIGIN.x, np.array([south, south + height]) + ORIGIN.y
    corners = np.sort(np.array(to_degrees.transform(x, y)), axis=1)  # two rows: longitudes, latitudes
    outline = systems.area(tuple(corners.T.ravel()), systems.offered(3006)[0])
    for place in range(12):
        point = Point(ORIGIN.x + 20 * place, ORIGIN.y)
        at = np.array(to_degrees.transform(point.x, point.y))[:, None]
        at_the_edge = np.abs(corners - at).min() < 1e-7
        inside = bool(np.all((corners[:, :1] <= at) & (at <= corners[:, 1:])))
        assert at_the_edge or outline.covers(point) == inside


def test_a_box_leaves_out_what_lies_outside(street: Street) -> None:
    one = street.get(ITEMS)["features"][3]
    lon, lat = one["geometry"]["coordinates"]
    box = f"{lon - 1e-5},{lat - 1e-5},{lon + 1e-5},{lat + 1e-5}"
    for name in ("dwellings", "burglaries", "cocoons", "doors"):
        found = street.get(f"collections/{name}/items", bbox=box)["features"]
        assert all(each["geometry"]["coordinates"] == [lon, lat] for each in found)
    assert [each["id"] for each in street.get(ITEMS, bbox=box)["features"]] == [one["id"]]
    heights = f"{lon - 1e-5},{lat - 1e-5},-10,{lon + 1e-5},{lat + 1e-5},999"
    assert street.get(ITEMS, bbox=heights)["numberMatched"] == 1


@pytest.mark.parametrize(
    ("box", "matched"),
    [
        ("-180,-90,180,90", HOUSES),
        ("170,50,-170,60", 0),
        ("10,50,-170,60", HOUSES),
        ("0,0,1,1", 0),
        ("16,-90,17,90", HOUSES),
    ],
)
def test_boxes_around_the_earth(street: Street, box: str, matched: int) -> None:
    assert street.get(ITEMS, bbox=box)["numberMatched"] == matched


@pytest.mark.parametrize(
    ("interval", "days"),
    [
        ("2026-03-01T12:00:00Z", {1}), ("2026-03-01T14:00:00+01:00", {1}),
        ("2026-02-01T00:00:00Z/..", {1, 3, 20}), ("../2026-02-20T00:00:00Z", {20}),
        ("/2026-02-20T00:00:00Z", {20}), ("2026-02-26T00:00:00Z/2026-02-28T00:00:00Z", {3}),
        ("1999-01-01t00:00:00z/1999-02-01T00:00:00.5Z", set()),
        # as QGIS writes what people filter by: days, and moments on the town's clocks
        ("2026-02-26/2026-02-27", {3}), ("2026-02-27", {3}), ("2026-02-28", set()),
        ("2026-02-27T15:00:00", {3}), ("2026-02-27T15:00:01", set()),
        ("2026-02-27/9999-12-31T00:00:00Z", {1, 3}), ("0001-01-01/9999-12-31", {1, 3, 20}),
    ],
)  # fmt: skip
def test_a_time_leaves_out_what_happened_at_another(street: Street, interval: str, days: set[int]) -> None:
    found = street.get("collections/burglaries/items", datetime=interval)["features"]
    number = dict(zip(street.burglaries, (1, 20, 3), strict=True))
    assert {number[each["id"]] for each in found} == days


def test_layers_without_a_time_match_every_time(street: Street) -> None:
    assert street.get(ITEMS, datetime="1999-01-01T00:00:00Z")["numberMatched"] == HOUSES
    assert street.get("collections/doors/items", datetime="1999-01-01T00:00:00Z")["numberMatched"] > 0


WRONG: list[dict[str, str]] = [
    {"bbox": "1,2,3"}, {"bbox": "a,b,c,d"}, {"bbox": "nan,1,2,3"}, {"bbox": "1,5,2,3"}, {"bbox": ""},
    {"bbox": "1,2,3,4,5"}, {"bbox": "9,1,2,3", "bbox-crs": METRIC}, {"bbox-crs": "EPSG:3006"},
    {"crs": "http://www.opengis.net/def/crs/EPSG/0/25832"}, {"limit": "0"}, {"limit": "-1"}, {"limit": "ten"},
    {"limit": ""}, {"limit": "1e3"}, {"limit": "9" * 40}, {"after": "-1"}, {"datetime": ""}, {"f": "xml"},
    {"datetime": "yesterday"}, {"datetime": "2026-02-30T00:00:00Z"}, {"datetime": "2026-02-30"},
    {"datetime": ".."}, {"datetime": "2026-01-01T00:00"}, {"datetime": "2026-02-01/2026-01-01"},
    {"datetime": "../.."}, {"datetime": "a/b/c"}, {"colour": "red"},
    {"datetime": "2026-03-01T00:00:00Z/2026-02-01T00:00:00Z"},
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_what_can_not_be_meant_is_said_to_be_wrong(street: Street, query: dict[str, str]) -> None:
    answer = street.browser().get(f"/ogc/{ITEMS}", query)
    assert answer.status_code == 400
    assert answer.json()["code"] == "InvalidParameterValue"
    assert answer.json()["description"]


def test_a_parameter_that_comes_twice_is_wrong(street: Street) -> None:
    assert street.browser().get(f"/ogc/{ITEMS}?limit=1&limit=2").status_code == 400


def test_more_than_the_most_gives_the_most(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters, "MOST", 7)
    page = street.get(ITEMS, limit=100_000)
    assert page["numberReturned"] == 7
    assert "next" in {link["rel"] for link in page["links"]}


NOT_THERE = ["nothing", "nothing/items", "burglaries/items/0", "burglaries/items/x", f"burglaries/items/{9**30}"]


@pytest.mark.parametrize("path", [f"collections/{rest}" for rest in NOT_THERE])
def test_what_is_not_there_is_not_found(street: Street, path: str) -> None:
    answer = street.browser().get(f"/ogc/{path}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "NotFound"


def test_withdrawn_burglaries_are_in_no_layer(street: Street) -> None:
    with street.cast.acting(street.cast.officer):
        incidents.withdraw(burglary_id=street.burglaries[1], reason="Fel adress.", now=NOW)
    listed = street.get("collections/burglaries/items")
    assert listed["numberMatched"] == 2
    assert street.browser().get(f"/ogc/collections/burglaries/items/{street.burglaries[1]}").status_code == 404


def test_the_police_part_is_in_no_layer_for_the_police_either(street: Street) -> None:
    browser = street.browser(street.cast.officer)
    for name in LAYERS:
        told = browser.get(f"/ogc/collections/{name}/items").content.decode()
        assert CASE_NUMBER not in told
        assert CONTACT not in told


def test_the_next_municipality_sees_its_own_and_nothing_of_ours(street: Street) -> None:
    browser = street.browser(street.cast.stranger)
    for name in LAYERS:
        page = browser.get(f"/ogc/collections/{name}/items").json()
        assert (page["numberMatched"], page["features"]) == (0, [])
    assert browser.get(f"/ogc/collections/burglaries/items/{street.burglaries[0]}").status_code == 404
    assert "spatial" not in browser.get("/ogc/collections/dwellings").json()["extent"]


def test_a_layer_that_one_may_not_see_is_not_there(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = replace(next(each for each in features.layers() if each.name == "doors"), action="audit.read")
    monkeypatch.setitem(features._layers, "doors", secret)
    assert "doors" not in {each["id"] for each in street.get("collections")["collections"]}
    assert "/collections/doors" not in street.get("api")["paths"]
    assert street.browser().get("/ogc/collections/doors/items").status_code == 404


def test_every_answer_of_a_layer_is_logged_with_what_it_held(street: Street) -> None:
    for _ in range(3):
        street.get(ITEMS, limit=2)
    street.get("collections/burglaries/items")
    street.get("collections")
    lines = [entry for entry in street.cast.log() if entry.action == "layer.read"]
    assert [(each.subject, len(each.rows or ()), each.detail["matched"]) for each in lines] == [
        ("burglaries", 3, 3),
        *[("dwellings", 2, HOUSES)] * 3,
    ]
    assert lines[-1].rows == tuple(sorted(street.homes)[:2])


def test_people_get_pages_and_programs_json(street: Street) -> None:
    browser = street.browser()
    home = street.homes[0]
    for path in ("", "api", "conformance", "collections", "collections/dwellings", ITEMS, f"{ITEMS}/{home}"):
        for asked in ({"headers": {"Accept": "text/html,*/*;q=0.8"}}, {"query_params": {"f": "html"}}):
            answer = browser.get(f"/ogc/{path}", **asked)  # type: ignore[arg-type]
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].startswith("text/html"), path
        assert b"<!doctype" not in browser.get(f"/ogc/{path}", headers={"Accept": "*/*"}).content
    refused = browser.get(f"/ogc/{ITEMS}", {"bbox": "1"}, headers={"Accept": "text/html"})
    assert (refused.status_code, refused.headers["Content-Type"].split(";")[0]) == (400, "text/html")


def test_a_browser_without_a_sign_in_is_led_to_it(street: Street) -> None:
    answer = Client().get("/ogc/collections", headers={"Accept": "text/html"})
    assert answer.headers["Location"] == "/account/login/?next=/ogc/collections"
    assert Client().get("/ogc/collections").status_code == 401


def test_the_description_is_openapi_and_holds_what_is_answered(street: Street) -> None:
    described = street.get("api")
    assert described["openapi"].startswith("3.0")
    limit = described["components"]["parameters"]["limit"]["schema"]
    assert (limit["default"], limit["maximum"]) == (parameters.USUAL, parameters.MOST)
    for path, operation in described["paths"].items():
        filled = path.replace("{featureId}", str(street.homes[0]))
        if "featureId" in path and "dwellings" not in path:
            continue
        answer = street.browser().get(f"/ogc{filled}")
        kind = answer.headers["Content-Type"]
        schema = operation["get"]["responses"]["200"]["content"][kind]["schema"]
        wanted = drop_nullable({**schema, "components": described["components"]})
        assert jsonschema_rs.Draft4Validator(wanted).is_valid(answer.json()), path


def drop_nullable(schema: Any) -> Any:
    """OpenAPI 3.0's `nullable`, as JSON Schema says it."""
    if isinstance(schema, list):
        return [drop_nullable(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    turned = {name: drop_nullable(each) for name, each in schema.items() if name != "nullable"}
    return {"anyOf": [turned, {"type": "null"}]} if schema.get("nullable") is True else turned


def test_forty_thousand_homes_are_read_a_page_at_a_time(cast: Cast) -> None:
    """However many homes, an answer takes a handful of queries and holds one page."""
    with cast.acting(cast.coordinator):
        add_row_of_houses(60)
    browser = cast.client(cast.coordinator)
    browser.get(f"/ogc/{ITEMS}?limit=1")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(f"/ogc/{ITEMS}?limit=2")
    with CaptureQueriesContext(connection) as many:
        browser.get(f"/ogc/{ITEMS}?limit=50")
    assert len(few) == len(many)


def test_time_is_told_with_its_zone(street: Street) -> None:
    first = street.get("collections/burglaries/items")["features"][0]["properties"]
    assert first["latest"] == (NOW - timedelta(days=1)).isoformat()
