"""The pages of a call."""

from datetime import timedelta

from django.utils import timezone

from kokong.measures.alarms.calls import models as calls
from kokong.measures.alarms.calls import routines
from tests.alarms.conftest import Site


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_a_call_from_the_search_to_the_homes_page(site: Site) -> None:
    with site.cast.acting(site.cast.coordinator):
        routines.set_routine(
            account_id=site.account.id, text="Fråga efter grannens hund.", word="Sockerkaka", now=timezone.now()
        )
    browser = site.cast.client(site.operator)
    page = f"/alarms/accounts/{site.account.id}/call/"
    assert page in text(browser.get("/alarms/calls/?q=1234"))
    assert "No home here fits" in text(browser.get("/alarms/calls/?q=Qwxz+99"))
    shown = text(browser.get(page))
    assert "grannens hund" in shown
    assert "ockerkaka" not in shown
    assert "Right." in text(browser.post(f"{page}word/", {"word": "sockerkaka"}))
    assert "Wrong." in text(browser.post(f"{page}word/", {"word": "morotskaka"}))
    sent = {"who": "owner", "caller": "Olga", "wanted": "test", "test_minutes": "60", "word": "morotskaka"}
    refused = browser.post(page, sent)
    assert refused.status_code == 422
    assert "morotskaka" not in text(refused)
    answer = browser.post(page, sent | {"word": "sockerkaka"})
    assert answer.status_code == 302
    assert answer["Location"] == f"/alarms/accounts/{site.account.id}/"
    listed = text(browser.get(f"/alarms/accounts/{site.account.id}/calls/"))
    assert "Right code word" in listed
    assert "Olga" in listed


def test_a_draft_asks_between_when_and_when(site: Site) -> None:
    browser = site.cast.client(site.operator)
    page = f"/alarms/accounts/{site.account.id}/call/"
    sent = {"who": "neighbour", "wanted": "burglary", "draft": "on"}
    refused = browser.post(page, sent)
    assert refused.status_code == 422
    assert "when all was well last" in text(refused)
    now = timezone.localtime()
    times = {"earliest": f"{now - timedelta(hours=2):%Y-%m-%dT%H:%M}", "latest": f"{now:%Y-%m-%dT%H:%M}"}
    assert browser.post(page, sent | times).status_code == 302
    with site.cast.acting(site.operator):
        assert calls.Call.objects.get().drafted == "asked"


def test_who_is_away_stands_with_the_alarm(site: Site) -> None:
    site.clock = timezone.now()
    browser = site.cast.client(site.operator)
    sent = {"who": "owner", "wanted": "away", "called_back": "on"}
    page = f"/alarms/accounts/{site.account.id}/call/"
    assert browser.post(page, sent).status_code == 422
    until = timezone.localdate() + timedelta(days=2)
    assert browser.post(page, sent | {"away_until": f"{until:%Y-%m-%d}"}).status_code == 302
    site.send("burglary", "3")
    site.raise_all()
    alarm = site.only().id
    assert "The household is away until" in text(browser.get(f"/alarms/{alarm}/"))
    later = browser.post(page, sent | {"wanted": "mistake"})
    assert later["Location"] == f"/alarms/{alarm}/"
    assert "Somebody rang" in text(browser.get(f"/alarms/{alarm}/"))


def test_the_code_word_is_written_by_who_enrols(site: Site) -> None:
    page = f"/alarms/accounts/{site.account.id}/code-word/"
    browser = site.cast.client(site.cast.coordinator)
    assert browser.post(page, {"text": "Fråga.", "word": "abc"}).status_code == 422
    assert browser.post(page, {"text": "Fråga.", "word": "Sockerkaka"}).status_code == 302
    shown = text(browser.get(page))
    assert "A code word is agreed" in shown
    assert "ockerkaka" not in shown
    assert site.cast.client(site.cast.visitor).get(page).status_code == 403
