"""The pages of promises: written and signed at the desk, read by everybody, followed, embedded and told."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import diary
from kokong.kernel.fields import Point
from kokong.ledger import api as ledger
from kokong.measures.promises import api, clock, pace, public
from kokong.public import api as site
from kokong.tasks import api as tasks
from tests.promises.conftest import Town

RULE = {"what": "walk", "unit": "times", "area": "", "how": "least", "n": "1", "per": "quarter"}


def now_running(town: Town, per: Any = "month") -> tuple[int, int]:
    """A promise that has run for a year now."""
    begins = pace.month_after(timezone.localdate(), -12)
    return town.running(api.Rule("walk", "least", Decimal(1), per), begins=begins)


def publish(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator) as actor:
        site.publish(name="promises", user_id=actor.user_id, now=timezone.now())


def test_from_the_first_word_to_the_second_signature_by_pages_alone(town: Town) -> None:
    browser, police = (town.cast.client(each) for each in (town.cast.coordinator, town.cast.officer))
    parts = {"situation": "Mörkt.", "priorities": "Ljus.", "text": "Vi går. Ni ser det.", "hopes": "Lugn."}
    begun = browser.post(
        reverse("promises:new"), {"title": "Ljusare", "begins": "2026-01-05", "years": 2, **parts}
    )
    page = begun.headers["Location"]
    promise_id = int(page.rstrip("/").rpartition("/")[2])
    action = reverse("promises:new-action", args=[promise_id])
    unfit = browser.post(action, {"title": "Vandra", "by": "both", **RULE, "per": "week"})
    assert unfit.status_code == 422
    nothing = browser.post(action, {"title": "Vandra", "by": "both", **RULE})
    assert "would have counted nothing" in nothing.content.decode()
    kept = browser.post(action, {"title": "Vandra", "by": "both", **RULE, "sure": "on"}, follow=True)
    assert "would have counted 0" in kept.content.decode()
    for step in ("described", "agreed", "worded", "offer"):
        browser.post(reverse("promises:act", args=[promise_id, step]))
    sign = reverse("promises:sign", args=[promise_id])
    assert browser.post(sign, {"office": ""}).status_code == 422
    assert "You have signed." in browser.post(sign, {"office": "Ordförande"}, follow=True).content.decode()
    assert "The promise runs until" not in browser.get(page).content.decode()
    both = police.post(sign, {"office": "Områdeschef"}, follow=True).content.decode()
    assert "Both have signed" in both
    assert "LIX" in both


def test_everybody_reads_what_lags_and_follows_it_without_a_name(town: Town) -> None:
    promise_id, action_id = now_running(town)
    with town.cast.acting(town.cast.coordinator):
        ledger.deliver(
            measure="walk", source="test", source_id="now", on=timezone.now() - timedelta(seconds=1),
            point=Point(584_000.0, 6_280_000.0),
        )  # fmt: skip
        api.explain(action_id=action_id, reason="Regn hela hösten.")
    publish(town)
    browser = town.cast.client(town.cast.visitor)
    listed = browser.get("/k/9901/promises/", follow=True).content.decode()
    assert "Vi går på vandring" in listed
    one = browser.get(f"/k/9901/promises/{promise_id}/", follow=True).content.decode()
    assert "Regn hela hösten." in one
    assert "Ordförande" in one
    assert town.cast.coordinator.name not in one
    assert "kk-ring" in one
    piece = browser.get("/k/9901/embed/promises/", follow=True).content.decode()
    assert "Vi går på vandring" in piece
    feed = browser.get("/k/9901/promises.atom", follow=True).content.decode()
    assert "Tryggare Malmen" in feed


def test_each_step_of_a_promise_is_an_entry_of_its_own_that_leads_to_it(town: Town) -> None:
    begins = pace.month_after(timezone.localdate(), -13)
    promise_id, _action = town.running(begins=begins)
    with town.cast.acting(town.cast.coordinator):
        api.act(promise_id=promise_id, action="look", now=timezone.now(), said="Halva tiden har gått.")
    publish(town)
    feed = ElementTree.fromstring(Client().get("/k/havsvik/promises.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    ids = [entry.findtext(f"{atom}id") or "" for entry in feed.iter(f"{atom}entry")]
    assert len(ids) == len(set(ids)) == 2
    for each in ids:
        page = Client().get(each.removeprefix("http://localhost:8000"))
        assert "Tryggare Malmen" in page.content.decode()


def test_what_is_not_signed_is_nobodys_to_read(town: Town) -> None:
    promise_id = town.begin()
    town.add(promise_id)
    publish(town)
    browser = town.cast.client(town.cast.visitor)
    assert "Tryggare Malmen" not in browser.get("/k/9901/promises/", follow=True).content.decode()
    assert browser.get(f"/k/9901/promises/{promise_id}/", follow=True).status_code == 404
    with town.cast.acting(town.cast.coordinator):
        assert public.newest(timezone.now()) == []


def test_both_authorities_are_told_once_and_the_task_goes_when_it_has_caught_up(town: Town) -> None:
    _promise, action_id = town.running(api.Rule("walk", "average", Decimal(3), "week"))
    from kokong.sending.models import Message
    from tests.promises.conftest import NOW

    with town.cast.acting(town.cast.coordinator):
        for _time in range(2):
            assert clock.remind(now=NOW) == 1
        told = set(Message.objects.filter(kind=clock.LAGS).values_list("user_id", flat=True))
        assert {town.cast.officer.user_id, town.cast.coordinator.user_id} <= told
        assert town.cast.visitor.user_id not in told
        assert len(tasks.waiting(source=clock.LAGS)) == 1
    for n in range(100):
        town.deliver(NOW - timedelta(days=1), number=str(n))
    with town.cast.acting(town.cast.coordinator):
        assert clock.remind(now=NOW) == 0
        assert list(tasks.waiting(source=clock.LAGS)) == []
    assert town.action(action_id).progress.state == "going"


def test_the_command_says_it_for_programs(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    from kokong.measures.promises.commands import progress

    now_running(town)
    progress("9901", as_json=True)
    (told,) = json.loads(capsys.readouterr().out)
    assert told["actions"][0]["rule"]["edition"] == 1
    assert len(told["actions"][0]["periods"]) == 24
    progress("9901")
    assert "Vi går på vandring" in capsys.readouterr().out


def test_it_stands_in_the_register_of_documents_once_it_was_signed(town: Town) -> None:
    promise_id = town.begin(title="Lugnare på Malmen")
    town.add(promise_id)
    years = {"since": timezone.now() - timedelta(days=9000), "until": timezone.now() + timedelta(days=9000)}
    with town.cast.acting(town.cast.coordinator):
        assert diary.records(**years) == ()
    town.sign(promise_id)
    with town.cast.acting(town.cast.coordinator):
        (found,) = diary.records(**years)
        assert found.paper is not None
        assert found.paper().decode().startswith("# Lugnare på Malmen")
    assert found.file == f"promise-{promise_id}.md"
