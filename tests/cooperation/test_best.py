"""Suggestions on a town's own burglaries and deliveries, on pages and in the log."""

import re
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from kokong.effect import api as effect
from kokong.incidents.models import Burglary
from kokong.ledger import api as ledger
from kokong.measures.cooperation.best import answering, reading
from kokong.measures.cooperation.best.models import BestAnswer
from kokong.measures.cooperation.best.values import Refused
from kokong.measures.cooperation.plan.reading import plan as planned
from tests.cast import Cast
from tests.cooperation.planned import begun
from tests.effect.conftest import NOW, Town, build_town

BEST = "/cooperation/best/"


@pytest.fixture
def town(cast: Cast) -> Town:
    return build_town(cast)


def moved_to_now(days: int) -> None:
    """So that the pages, which ask what time it is, see burglaries of the last years."""
    for each in Burglary.objects.all():
        each.latest += timedelta(days=days)
        each.earliest += timedelta(days=days)
        each.save()


@pytest.fixture
def lately(cast: Cast, town: Town) -> Town:
    with cast.acting(cast.officer):
        moved_to_now((timezone.now() - NOW).days)
    return town


def test_the_picture_counts_each_home_once_and_for_its_smallest_area(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        pictures, everywhere, since = reading.pictures(now=NOW)
    assert len(pictures) == 12
    assert sum(each.seen.burglaries for each in pictures) == everywhere.burglaries
    assert {each.homes for each in pictures} == {1}
    assert since == date(2023, 11, 20)
    # All burglaries of an area are at its one home: those within a fortnight of another follow one.
    assert 0 < everywhere.near_repeats < everywhere.burglaries
    assert everywhere.flats == 0


def test_what_was_given_lately_is_known_by_area(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        ledger.deliver(
            measure="cocoon_visit", source="test", source_id="1", on=NOW - timedelta(days=40),
            dwelling_id=town.homes[0], outcome="talked",
        )  # fmt: skip
        ledger.deliver(
            measure="walk", source="test", source_id="2", on=NOW - timedelta(days=10), area_id=town.areas[1]
        )
        ledger.deliver(
            measure="walk", source="test", source_id="3", on=NOW - timedelta(days=900), area_id=town.areas[2]
        )
        pictures = {each.area_id: each for each in reading.pictures(now=NOW)[0]}
    assert pictures[town.areas[0]].given == {"cocoon_visit": date(2026, 10, 1)}
    assert pictures[town.areas[1]].given == {"walk": date(2026, 11, 1)}
    assert pictures[town.areas[2]].given == {}


def test_a_registered_evaluation_keeps_its_areas_as_they_are(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        plan = town.plan(until=date(2027, 6, 1), treated=town.areas[:1], compared=town.areas[1:2])
        number = effect.draft(plan=plan, user_id=None, now=NOW)
        assert all(not each.compared for each in reading.pictures(now=NOW)[0])  # a draft binds nobody
        effect.register(evaluation_id=number, user_id=None, now=NOW)
        waits = {each.picture.area_id: each.wait for each in answering.suggest(now=NOW).areas}
    assert {waits[each] for each in town.areas[:2]} == {"compared"}
    assert "compared" not in {waits[each] for each in town.areas[2:]}


def test_an_evaluation_read_as_planned_weighs_in(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator):
        number = effect.draft(
            plan=town.plan(until=date(2026, 11, 1)), user_id=None, now=datetime(2024, 12, 1, tzinfo=UTC)
        )
        effect.register(evaluation_id=number, user_id=None, now=datetime(2024, 12, 1, tzinfo=UTC))
        assert reading.own_found() == {}
        effect.look(evaluation_id=number, user_id=None, now=NOW)
        (found,) = reading.own_found()["cocoon_visit"]
    assert 0.3 < found.ratio < 0.9  # half was planted
    assert 0.05 < found.spread < 0.6


def test_a_no_needs_a_reason_and_keeps_it(cast: Cast, town: Town) -> None:
    with cast.acting(cast.coordinator) as me:
        area = next(each for each in answering.suggest(now=NOW).areas if each.next)
        assert area.next is not None
        said: dict[str, Any] = {
            "area_id": area.picture.area_id,
            "measure": area.next.measure,
            "user_id": me.user_id,
            "now": NOW,
        }
        with pytest.raises(Refused):
            answering.answer(**said, accepted=False, reason="  ")
        assert not BestAnswer.objects.exists()
        answering.answer(**said, accepted=False, reason="Ingen som kan gå.")
        (kept,) = reading.latest_answers()
        again = next(e for e in answering.suggest(now=NOW).areas if e.picture.area_id == area.picture.area_id)
        with pytest.raises(Refused):
            answering.answer(**said, accepted=True, reason="")
    assert (kept.accepted, kept.reason) == (False, "Ingen som kan gå.")
    assert kept.figures["area"] == area.picture.name
    assert dict(again.left_out)[area.next.measure] == "refused"
    assert [each.action for each in cast.log(subject="best")] == ["best.refused"]


def test_the_page_leads_from_the_suggestion_to_the_answer(cast: Cast, lately: Town) -> None:
    with cast.acting(cast.coordinator):
        area = next(each for each in answering.suggest(now=timezone.now()).areas if each.next)
    assert area.next is not None
    browser = cast.client(cast.coordinator)
    shown = browser.get(BEST).content.decode()
    assert area.picture.name in shown
    assert "four times in five" in shown
    page = f"{BEST}{area.picture.area_id}/"
    assert "Answer" in browser.get(page).content.decode()
    sent = browser.post(f"{page}{area.next.measure}/", {"accepted": "no", "reason": ""})
    assert sent.status_code == 422
    assert "Say why not" in sent.content.decode()
    sent = browser.post(f"{page}{area.next.measure}/", {"accepted": "no", "reason": "Vi har ingen tid."})
    assert sent.status_code == 302
    shown = browser.get(page).content.decode()
    assert "Vi har ingen tid." in shown
    assert "refused in the last twelve months" in shown


def test_an_accepted_suggestion_begins_a_line_of_the_plan(cast: Cast, lately: Town) -> None:
    with cast.acting(cast.coordinator):
        area = next(each for each in answering.suggest(now=timezone.now()).areas if each.next)
    assert area.next is not None
    browser, page = cast.client(cast.coordinator), f"{BEST}{area.picture.area_id}/"
    assert browser.post(f"{page}{area.next.measure}/", {"accepted": "yes", "reason": ""}).status_code == 302
    assert "Begin an action plan for it" in browser.get(page).content.decode()
    plan_id = begun(cast)
    shown = browser.get(page).content.decode()
    link = re.search(rf'href="(/cooperation/plans/{plan_id}/lines/new/\?answer=\d+)"', shown)
    assert link is not None
    form = browser.get(link[1]).context["form"]
    assert form.initial["kind"] == area.next.measure
    assert form.initial["area"] == area.picture.area_id
    assert "not promised" in form.initial["sign"]
    sent = {name: form.initial[name] for name in ("problem", "what", "kind", "area", "sign", "by", "due", "owner")}
    answer = browser.post(link[1], {**sent, "unit": "Samhällsbyggnad"})
    assert answer.status_code == 302
    with cast.acting(cast.coordinator):
        (item,) = planned(plan_id=plan_id, now=timezone.now()).items
    assert (item.kind, item.area_id) == (area.next.measure, area.picture.area_id)
    for odd in ("x", "999999", ""):
        assert browser.get(f"/cooperation/plans/{plan_id}/lines/new/", {"answer": odd}).status_code == 200


def test_of_two_who_answer_at_once_the_second_is_told(committed_cast: Cast) -> None:
    build_town(committed_cast)
    with committed_cast.acting(committed_cast.coordinator):
        area = next(each for each in answering.suggest(now=NOW).areas if each.next)
    assert area.next is not None
    asked: dict[str, Any] = {"area_id": area.picture.area_id, "measure": area.next.measure, "now": NOW}
    ready, said = Barrier(2), []

    def answered(accepted: bool) -> None:
        try:
            with committed_cast.acting(committed_cast.coordinator) as me:
                ready.wait()
                answering.answer(**asked, accepted=accepted, reason="Vi går redan.", user_id=me.user_id)
            said.append("answered")
        except Refused as error:
            said.append(str(error))
        finally:
            connections.close_all()

    both = [Thread(target=answered, args=(accepted,)) for accepted in (True, False)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert max(said) == "answered"
    assert "isn’t suggested there any more" in min(said)
    with committed_cast.acting(committed_cast.coordinator):
        assert BestAnswer.objects.count() == 1


def test_a_budget_is_chosen_within_and_nothing_is_an_answer(cast: Cast, lately: Town) -> None:
    browser = cast.client(cast.officer)
    shown = browser.get(BEST, {"hours": "60"}).content.decode()
    assert "Proven" in shown
    assert "One more hour" in shown
    assert "Without hours nothing can be chosen" in browser.get(BEST, {"hours": "0"}).content.decode()
    wrong = browser.get(BEST, {"hours": "-4"})
    assert wrong.status_code == 422
    assert "ds-validation-message" in wrong.content.decode()


def test_a_town_without_areas_or_burglaries_says_so(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    assert "There is no area with homes yet" in browser.get(BEST).content.decode()
    assert browser.get(BEST, {"hours": "10"}).status_code == 200
    assert browser.get(f"{BEST}12345/").status_code == 404
    assert "46 per cent" in browser.get(f"{BEST}evidence/").content.decode()


def test_the_next_municipality_sees_none_of_it(cast: Cast, town: Town) -> None:
    with cast.acting(cast.stranger):
        assert reading.pictures(now=NOW)[0] == ()
        assert reading.latest_answers() == ()
    assert cast.client(cast.stranger).get(f"{BEST}{town.areas[0]}/").status_code == 404
