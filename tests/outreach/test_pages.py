"""The composer, the campaign's page, and another municipality's coordinator."""

from datetime import date
from typing import Any

from django.urls import reverse
from procrastinate.testing import InMemoryConnector

from tests.outreach.conftest import DARK, NOW, Desk
from tests.worker import run_here

WORDS = {"title": DARK.title, "lead": DARK.lead, "body": DARK.body, "on_hand": "on", "based_on": "1"}


def test_a_campaign_is_planned_and_written_with_a_preview_that_keeps_nothing(desk: Desk) -> None:
    browser = desk.cast.client(desk.cast.coordinator)
    plan = {"name": "Jul", "title": "Res tryggt", "goal": "Fler timrar", "season": "holidays",
            "ends": "2099-01-06",
            "language": "sv", "both": "on"}  # fmt: skip
    assert browser.post(reverse("outreach:new"), {**plan, "ends": "2001-01-01"}).status_code == 422
    answer = browser.post(reverse("outreach:new"), plan)
    page = answer["Location"]
    shown = browser.post(page, {**WORDS, "own_hand": "Kort och gott."}, headers={"HX-Request": "true"})
    text = shown.content.decode()
    assert shown.status_code == 200
    assert "Kort och gott." in text
    assert "Own words" in text
    assert "of 2000 characters" in text.replace("\xa0", "").replace(",", "")
    assert "Kort och gott." not in browser.get(page).content.decode()
    kept = browser.post(page, WORDS, follow=True).content.decode()
    assert "Kept as a draft" in kept
    assert DARK.title in kept


def test_two_who_write_at_once_are_shown_both_texts(desk: Desk) -> None:
    found = desk.plan()
    browser = desk.cast.client(desk.cast.coordinator)
    page = reverse("outreach:compose", args=[found.id])
    browser.post(page, {**WORDS, "body": "Den förstas ord."})
    second = browser.post(page, {**WORDS, "body": "Den andras ord."})
    text = second.content.decode()
    assert second.status_code == 409
    assert "Den andras ord." in text
    assert "förstas" in text
    assert browser.post(page, {**WORDS, "body": "Den andras ord.", "based_on": "2"}).status_code == 302


def test_a_night_without_half_past_two_is_said_clearly(desk: Desk) -> None:
    found = desk.approved(desk.plan(ends=date(2098, 12, 1)))
    browser = desk.cast.client(desk.cast.coordinator)
    move = reverse("outreach:move", args=[found.id, "schedule"])
    asked = {"why": "Dags.", "version": str(found.version)}
    answer = browser.post(move, {**asked, "at": "2098-03-30T02:30"})
    assert answer.status_code == 422
    assert "There is no 02:30 that night" in answer.content.decode()
    assert browser.post(move, {**asked, "at": "2098-03-30T03:30"}).status_code == 302


def test_another_municipalitys_coordinator_finds_nothing(desk: Desk) -> None:
    found = desk.plan()
    stranger = desk.cast.client(desk.cast.stranger)
    pages: list[tuple[str, list[Any]]] = [
        ("outreach:campaign", [found.id]), ("outreach:plan", [found.id]), ("outreach:compose", [found.id]),
        ("outreach:channel", [found.id, "hand"]),
    ]  # fmt: skip
    for name, parts in pages:
        assert stranger.get(reverse(name, args=parts)).status_code == 404, name
    asked = {"why": "x", "version": "1"}
    assert stranger.post(reverse("outreach:move", args=[found.id, "withdraw"]), asked).status_code == 404
    decide = reverse("outreach:decide", args=[found.id, "hand", "posted"])
    assert stranger.post(decide, {"where": ""}).status_code == 404
    assert "Mörka" not in stranger.get(reverse("outreach:list")).content.decode()


def test_programs_read_campaigns_and_what_went_where(desk: Desk, outbox: InMemoryConnector) -> None:
    plan = desk.plan(both=False, budget=900)
    found = desk.tick(desk.act(plan, "schedule"), NOW)
    run_here(outbox)
    browser = desk.cast.client(desk.cast.officer)
    (told,) = browser.get("/api/v1/campaigns/").json()
    assert (told["name"], told["title"], told["budget"]) == ("Mörka månader", DARK.title, 900)
    one = browser.get(f"/api/v1/campaigns/{found.id}").json()
    assert [(each["channel"], each["state"]) for each in one["went"]] == [("site", "delivered"), ("hand", "ready")]
    assert "@" not in str(one)
    assert browser.get("/api/v1/campaigns/999999").status_code == 404
    stranger = desk.cast.client(desk.cast.stranger)
    assert stranger.get("/api/v1/campaigns/").json() == []
    assert stranger.get(f"/api/v1/campaigns/{found.id}").status_code == 404
    assert desk.cast.client(desk.cast.visitor).get("/api/v1/campaigns/").status_code == 403
