"""The map and its table."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kokong.desk import rules
from tests.desk.conftest import Desk


def features(desk: Desk, query: str = "", who: str = "coordinator") -> list[dict[str, Any]]:
    answer = desk.cast.client(getattr(desk.cast, who)).get(f"/map/features.geojson?{query}")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["features"]
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
    assert kinds == [("burglary", "closed"), ("burglary", "draft"), ("cocoon", "active")]
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


def test_the_answer_is_bounded_and_the_page_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_ON_MAP", 2)
    newest = [desk.confirmed(hours_ago=24 * (20 + n)) for n in range(3)][:2]
    shown = {f["properties"]["url"] for f in features(desk)}
    assert shown == {f"/burglary/{key}/" for key in newest}
    assert "newest 2" in table(desk)


def test_the_next_municipality_sees_an_empty_map(desk: Desk) -> None:
    desk.cocoon()
    assert features(desk, who="stranger") == []


@pytest.mark.parametrize("who", ["visitor", "auditor", "resident"])
def test_only_the_desk_sees_the_map(desk: Desk, who: str) -> None:
    client = desk.cast.client(getattr(desk.cast, who))
    assert client.get("/map/").status_code == 403
    assert client.get("/map/features.geojson").status_code == 403
