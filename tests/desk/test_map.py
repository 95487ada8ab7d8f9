"""The map and its table."""

import html
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokong.places import asking
from tests.desk.conftest import Desk


def features(desk: Desk, query: str = "", who: str = "coordinator") -> list[dict[str, Any]]:
    browser = desk.cast.client(getattr(desk.cast, who))
    found: list[dict[str, Any]] = []
    for layer in layers(browser, query):
        if layer["shown"]:
            answer = browser.get(layer["features"])
            assert answer.status_code == 200
            found += answer.json()["features"]
    return found


def layers(browser: Client, query: str = "") -> list[dict[str, Any]]:
    """What the map offers to lay on it."""
    page = browser.get(f"/map/?{query}").content.decode()
    told = re.search(r'data-layers="([^"]*)"', page)
    assert told
    found: list[dict[str, Any]] = json.loads(html.unescape(told[1]))
    return found


def table(desk: Desk, query: str = "") -> str:
    answer = desk.cast.client(desk.cast.coordinator).get(f"/map/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_map_and_the_table_show_the_same(desk: Desk) -> None:
    desk.draft()
    desk.confirmed(hours_ago=24 * 20)
    cocoon = desk.cocoon()
    kinds = sorted((f["properties"]["kind"], f["properties"]["state"]) for f in features(desk))
    assert kinds == [
        ("burglary", "confirmed"), ("burglary", "confirmed"), ("burglary", "draft"), ("cocoon", "active"),
    ]  # fmt: skip
    shown = table(desk)
    for street in ("Gata 0 5", "Gata 1 5", "Gata 2 5"):
        assert street in shown
    assert f"/burglary/{cocoon.burglary_id}/" in shown
    assert "1 active cocoon" in shown


def test_a_period_leaves_out_what_is_older(desk: Desk) -> None:
    desk.confirmed(hours_ago=24 * 20)
    assert len(features(desk, "period=14d")) == 0
    assert len(features(desk, "period=3m")) == 1
    assert "No burglary in this period" in table(desk, "period=14d")


def test_an_own_period(desk: Desk) -> None:
    desk.confirmed(hours_ago=24 * 20)
    day = timezone.localdate(timezone.now() - timedelta(days=20, hours=6))
    assert len(features(desk, f"period=own&first={day}&last={day}")) == 1
    before = day - timedelta(days=1)
    assert len(features(desk, f"period=own&first={before}&last={before}")) == 0


def test_the_days_that_the_slider_leaves_are_those_of_the_table(desk: Desk) -> None:
    desk.confirmed(hours_ago=24 * 20)
    day = timezone.localdate(timezone.now() - timedelta(days=20, hours=6))
    inside, before = f"since={day}&until={day}", f"since={day - timedelta(days=9)}&until={day - timedelta(days=3)}"
    assert "Gata 0 5" in table(desk, inside)
    assert "Gata 0 5" not in table(desk, before)
    assert "No burglary in this period" in table(desk, before)
    for query in (inside, before):
        assert len(features(desk, query)) == 1  # of the whole period: the browser shows what lies in these days


def test_filters(desk: Desk) -> None:
    desk.confirmed()
    assert len(features(desk, "kind=house&completed=yes")) == 1
    assert features(desk, "kind=flat") == []
    assert features(desk, "completed=no") == []


@pytest.mark.parametrize(
    "query",
    [
        "period=xyz",
        "period=own",
        "period=own&first=2026-13-45&last=x",
        "period=own&first=2026-05-02&last=2026-05-01",
        "period=own&first=0001-01-01&last=9999-12-31",
        "since=2026-13-45&until=x",
        "since=2026-05-02&until=2026-05-01",
        "since=0001-01-01&until=9999-12-31",
        "since=9999-12-31&until=9999-12-31",
        "kind=castle",
        "kind=%F0%9F",
        "completed=perhaps",
        "page=-3",
        "page=999",
        "page=abc",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_usual_period(desk: Desk, query: str) -> None:
    desk.confirmed()
    assert "Gata 0 5" in table(desk, query)
    assert len(features(desk, query)) == 1


def test_the_answer_is_bounded_and_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST", 2)
    newest = [desk.confirmed(hours_ago=24 * (20 + n)) for n in range(3)][:2]
    answer = desk.cast.client(desk.cast.coordinator).get("/places/layers/burglaries.geojson").json()
    assert [f["properties"]["url"] for f in answer["features"]] == [f"/burglary/{key}/" for key in newest]
    assert answer["numberMatched"] == 3


def test_a_layer_says_when_and_what_it_was(desk: Desk) -> None:
    burglary_id = desk.confirmed(hours_ago=50)
    [drawn] = features(desk)
    said = drawn["properties"]
    assert said["label"] == "Gata 0 5"
    assert said["url"] == f"/burglary/{burglary_id}/"
    assert 0 < timezone.now().timestamp() - said["time"] < 60 * 3600


def test_one_sees_the_layers_that_one_may(desk: Desk) -> None:
    offered = {layer["name"]: layer["shown"] for layer in layers(desk.cast.client(desk.cast.coordinator))}
    assert offered == {
        "areas": False, "burglaries": True, "cocoons": True, "doors": False, "risk-map": False, "signs": False,
        "stretches": False,
        "marking-reach": False,
        "owner-buildings": False,
        "walk-findings": False, "walks": False, "watch-groups": False, "zones": False,
    }  # fmt: skip
    rooms = {layer["name"]: layer["room"] for layer in layers(desk.cast.client(desk.cast.coordinator))}
    assert rooms["cocoons"] == rooms["doors"] == "Cocoons"
    assert rooms["zones"] == rooms["risk-map"] == "Risk"
    assert rooms["areas"] == "Places"
    chosen = layers(desk.cast.client(desk.cast.officer), "layers=signs,x")
    assert [layer["name"] for layer in chosen if layer["shown"]] == ["signs"]


@pytest.mark.parametrize(
    "query",
    [
        "since=x",
        "days=x",
        "days=1e9",
        "completed=perhaps",
        "until=2026-13-01",
        "since=2026-11-20T18-22",
        "until=05/06/2026",
    ],
)
def test_what_a_layer_cannot_understand_it_refuses(desk: Desk, query: str) -> None:
    browser = desk.cast.client(desk.cast.officer)
    assert browser.get(f"/places/layers/burglaries.geojson?{query}").status_code == 400
    assert browser.get("/places/layers/burglaries.geojson?days=999999999").status_code == 200
    assert browser.get("/places/layers/castles.geojson").status_code == 404


def test_the_next_municipality_sees_an_empty_map(desk: Desk) -> None:
    desk.cocoon()
    assert features(desk, who="stranger") == []


@pytest.mark.parametrize("who", ["visitor", "auditor", "resident"])
def test_only_the_desk_sees_the_map(desk: Desk, who: str) -> None:
    client = desk.cast.client(getattr(desk.cast, who))
    assert client.get("/map/").status_code == 403
    assert client.get("/places/layers/burglaries.geojson").status_code == 403
