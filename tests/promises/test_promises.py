"""Promises: written, signed by both, counted from what was delivered, changed, reported."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import shapely
from django.test import Client
from django.utils import timezone

from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.kernel.moves import MoveRefused, NotYours
from kokong.ledger import api as ledger
from kokong.measures.promises import acting, api, counters, progressing, splitting, work
from kokong.places import api as places
from kokong.public import api as site
from tests.places.town import ORIGIN
from tests.promises.conftest import NOW, WALKS, Town

END = datetime(2028, 1, 2, 10, tzinfo=UTC)


def moment(month: int, day: int = 10) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def test_it_runs_once_both_authorities_have_signed_each_its_own(town: Town) -> None:
    promise_id = town.begin()
    town.add(promise_id)
    with town.cast.acting(town.cast.coordinator) as actor:
        api.act(promise_id=promise_id, action="offer", now=NOW)
        assert api.sign(promise_id=promise_id, office="Ordförande", actor=actor, now=NOW) is False
        with pytest.raises(api.Refused):
            api.sign(promise_id=promise_id, office="Igen", actor=actor, now=NOW)
        with pytest.raises(api.Refused):
            api.act(promise_id=promise_id, action="begin", now=NOW)
    with town.cast.acting(town.cast.officer) as officer:
        assert api.sign(promise_id=promise_id, office="Chef", actor=officer, now=NOW) is True
        found = api.promise(promise_id=promise_id)
    assert found.state == "running"
    assert [(s.authority, s.user_id) for s in found.signatures] == [
        ("municipality", town.cast.coordinator.user_id), ("police", town.cast.officer.user_id),
    ]  # fmt: skip
    assert len([e for e in town.cast.log() if e.action == "promise.signed"]) == 2


def test_who_has_roles_of_both_signs_for_the_police_alone(town: Town) -> None:
    promise_id = town.begin()
    town.add(promise_id)
    both = replace(town.cast.officer, roles=frozenset({"officer", "coordinator"}))
    town.sign(promise_id, NOW, both)
    with town.cast.acting(both), pytest.raises(api.Refused):
        api.sign(promise_id=promise_id, office="Ordförande", actor=both, now=NOW)
    with town.cast.acting(town.cast.coordinator):
        assert [each.authority for each in api.promise(promise_id=promise_id).signatures] == ["police"]


def test_a_visitor_signs_for_nobody(town: Town) -> None:
    promise_id = town.begin()
    town.add(promise_id)
    with town.cast.acting(town.cast.coordinator):
        api.act(promise_id=promise_id, action="offer", now=NOW)
    with town.cast.acting(town.cast.visitor) as visitor, pytest.raises(NotYours):
        api.sign(promise_id=promise_id, office="Jag", actor=visitor, now=NOW)


def test_what_is_being_signed_is_rewritten_only_with_new_signatures(town: Town) -> None:
    promise_id = town.begin()
    town.add(promise_id)
    town.sign(promise_id, NOW, town.cast.coordinator)
    with town.cast.acting(town.cast.officer):
        with pytest.raises(api.Refused):
            api.write(promise_id=promise_id, draft=api.Draft("Annat", date(2026, 1, 1)))
        api.act(promise_id=promise_id, action="rewrite", now=NOW)
        api.write(promise_id=promise_id, draft=api.Draft("Annat", date(2026, 1, 1)))
        assert api.promise(promise_id=promise_id).signatures == ()


def test_a_step_asks_for_what_it_stands_on(town: Town) -> None:
    with town.cast.acting(town.cast.coordinator):
        promise_id = api.begin(draft=api.Draft("Tomt", date(2026, 1, 1)), now=NOW)
        with pytest.raises(api.Refused):
            api.act(promise_id=promise_id, action="described", now=NOW)
        with pytest.raises(MoveRefused):
            api.act(promise_id=promise_id, action="offer", now=NOW)
        assert api.promise(promise_id=promise_id).state == "situation"
    bare = town.begin()
    with town.cast.acting(town.cast.coordinator), pytest.raises(api.Refused):
        api.act(promise_id=bare, action="offer", now=NOW)


def test_a_walk_moves_the_ring_and_what_is_taken_back_moves_it_back(town: Town) -> None:
    _promise, action_id = town.running()
    before = town.action(action_id)
    assert [p.state for p in before.progress.periods[:3]] == ["missed", "missed", "going"]
    town.deliver(moment(8))
    after = town.action(action_id)
    assert after.progress.done - before.progress.done == Decimal(1) / 8
    with town.cast.acting(town.cast.coordinator):
        ledger.retract(source="test", source_id="walk 202608101200")
    assert town.action(action_id).progress.done == before.progress.done


def test_what_is_told_late_of_a_closed_month_is_there_when_the_night_has_counted(town: Town) -> None:
    promise_id, action_id = town.running()
    town.deliver(moment(2))
    assert town.action(action_id).progress.periods[0].got == 0
    with town.cast.acting(town.cast.coordinator):
        progressing.keep(work.countings(work.row_of(promise_id)), now=NOW)
    assert town.action(action_id).progress.periods[0].got == 1


def test_an_area_counts_what_lay_in_it_by_the_outline_of_then(town: Town) -> None:
    near, far = town.homes[0].pk, town.homes[-1].pk
    rule = api.Rule("cocoon_visit", "least", Decimal(4), "month", outcome="talked", area_id=town.area_id)
    town.deliver(moment(7), measure="cocoon_visit", number="1", dwelling_id=near, outcome="talked")
    town.deliver(moment(7), measure="cocoon_visit", number="2", dwelling_id=near, outcome="no_answer")
    town.deliver(moment(7), measure="cocoon_visit", number="3", dwelling_id=far, outcome="talked")
    with town.cast.acting(town.cast.coordinator):
        small = shapely.box(ORIGIN.x - 5, ORIGIN.y - 5, ORIGIN.x + 50, ORIGIN.y + 30)
        places.change_outline(area_id=town.area_id, shape=small, now=moment(7, 20))
    town.deliver(moment(7, 25), measure="cocoon_visit", number="4", dwelling_id=far, outcome="talked")
    town.deliver(moment(7, 25), measure="cocoon_visit", number="5", dwelling_id=near, outcome="talked")
    with town.cast.acting(town.cast.coordinator):
        found = counters.amounts([rule], since=date(2026, 6, 1), until=date(2026, 9, 1))[rule]
    assert found == {date(2026, 7, 1): api.Amount(Decimal(3), Decimal(4))}


def test_hours_people_and_pieces_are_added_up(town: Town) -> None:
    for number, hours in enumerate((Decimal("1.5"), Decimal(2), None)):
        town.deliver(moment(7), measure="walk", number=str(number), hours=hours, reach=7, quantity=2)
    with town.cast.acting(town.cast.coordinator):
        asked = {unit: replace(WALKS, unit=unit) for unit in ("times", "quantity", "reach", "hours")}
        found = counters.amounts(list(asked.values()), since=date(2026, 7, 1), until=date(2026, 8, 1))
        got = {unit: found[rule][date(2026, 7, 1)].n for unit, rule in asked.items()}
    assert got == {"times": 3, "quantity": 6, "reach": 21, "hours": Decimal("3.5")}


def test_one_sending_a_quarter_to_all_in_an_area(town: Town) -> None:
    sent = api.Rule("campaign", "least", Decimal(1), "quarter", area_id=town.area_id)
    _promise, action_id = town.running(sent)
    town.deliver(moment(8), measure="campaign", number="all", point=None, audience="everybody", outcome="letter")
    assert town.action(action_id).progress.periods[2].got == 0  # to everybody isn't to this area
    town.deliver(moment(8), measure="campaign", number="here", point=None, area_id=town.area_id, outcome="letter")
    assert town.action(action_id).progress.periods[2].got == 1


def test_an_area_and_the_whole_municipality_are_counted_together_as_each_by_itself(town: Town) -> None:
    here, everywhere = replace(WALKS, area_id=town.area_id), WALKS
    worked = [replace(each, unit="hours") for each in (here, everywhere)]
    far = Point(ORIGIN.x + 5000, ORIGIN.y)
    for number, hours in enumerate(("1.25", "0.5", "2.05")):
        town.deliver(moment(7), number=str(number), hours=Decimal(hours), point=ORIGIN if number else far)
    town.deliver(moment(7), number="named", hours=Decimal(1), point=far, area_id=town.area_id)
    town.deliver(moment(7), number="nowhere", point=None, audience="alla")
    july: dict[str, Any] = {"since": date(2026, 7, 1), "until": date(2026, 8, 1)}
    with town.cast.acting(town.cast.coordinator):
        together = counters.amounts([here, everywhere, *worked], **july)
        for each in (here, everywhere, *worked):
            assert counters.amounts([each], **july)[each] == together[each]
    assert [together[each][date(2026, 7, 1)].n for each in (here, everywhere)] == [3, 5]
    assert [together[each][date(2026, 7, 1)].n for each in worked] == [Decimal("3.55"), Decimal("4.8")]


def test_a_count_of_the_whole_municipality_is_told_by_area_too(town: Town) -> None:
    promise_id, action_id = town.running()
    far = Point(ORIGIN.x + 5000, ORIGIN.y)
    for number in range(3):
        town.deliver(moment(7), number=str(number), point=ORIGIN if number else far)
    with town.cast.acting(town.cast.coordinator) as actor:
        few = shapely.box(ORIGIN.x - 5, ORIGIN.y - 5, ORIGIN.x + 20, ORIGIN.y + 30)
        places.make_area(name="Hörnet", kind="drawn", shape=few, now=moment(1))
        progressing.keep(work.countings(work.row_of(promise_id)), now=NOW)
        assert splitting.by_area(action_id=action_id) == {
            date(2026, 7, 1): (("Malmen", api.Amount(Decimal(2), Decimal(2))),)
        }
        site.publish(name="promises", user_id=actor.user_id, now=timezone.now())
    for browser, page in (
        (Client(), f"/k/havsvik/promises/{promise_id}-{action_id}/"),
        (town.cast.client(town.cast.officer), f"/promises/actions/{action_id}/"),
    ):
        told = " ".join(browser.get(page).content.decode().split())
        assert "Malmen: 2" in told
        assert "Hörnet" not in told  # too few homes: a count there would point at them


def test_a_rule_that_counts_nothing_says_so_and_is_kept_when_they_are_sure(town: Town) -> None:
    promise_id = town.begin()
    draft = api.ActionDraft("Vandring", "both", WALKS)
    with town.cast.acting(town.cast.coordinator):
        with pytest.raises(api.Refused) as refused:
            api.add(promise_id=promise_id, draft=draft, user_id=None, now=NOW)
        assert refused.value.field == "sure"
        api.add(promise_id=promise_id, draft=replace(draft, sure=True), user_id=None, now=NOW)
    town.deliver(moment(3))
    with town.cast.acting(town.cast.coordinator):
        assert progressing.would_have(WALKS, now=NOW) == 1
        api.add(promise_id=promise_id, draft=draft, user_id=None, now=NOW)


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (api.Rule("nothing", "least", Decimal(1), "year"), "what"),
        (api.Rule("walk", "least", Decimal(1), "year", outcome="talked"), "what"),
        (api.Rule("walk", "share", Decimal(50), "year"), "how"),
        (api.Rule("doors_in_time", "least", Decimal(50), "year"), "how"),
        (api.Rule("meeting", "least", Decimal(1), "year", area_id=1), "area"),
        (api.Rule("walk", "least", Decimal(1), "year", area_id=987_654), "area"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(town: Town, rule: api.Rule, field: str) -> None:
    promise_id = town.begin()
    draft = api.ActionDraft("Något", "both", rule, sure=True)
    with town.cast.acting(town.cast.coordinator):
        with pytest.raises(api.Refused) as refused:
            api.add(promise_id=promise_id, draft=draft, user_id=None, now=NOW)
        assert refused.value.field == field
        assert api.actions(promise_id=promise_id, now=NOW) == ()


def test_an_area_of_few_homes_is_refused_and_one_that_is_gone_is_said(town: Town) -> None:
    rule = replace(WALKS, area_id=town.area_id)
    _promise, action_id = town.running(rule)
    with town.cast.acting(town.cast.coordinator):
        small = shapely.box(ORIGIN.x - 5, ORIGIN.y - 5, ORIGIN.x + 15, ORIGIN.y + 30)
        few = places.make_area(name="Tre hus", kind="drawn", shape=small, now=NOW).area_id
        with pytest.raises(api.Refused) as refused:
            acting.check(api.ActionDraft("X", "both", replace(WALKS, area_id=few), sure=True), now=NOW)
        assert refused.value.field == "area"
        places.retire_area(area_id=town.area_id, now=NOW)
    found = town.action(action_id)
    assert (found.gone, found.area, found.gone_since) == (True, "Malmen", NOW)
    town.deliver(moment(8))
    assert town.action(action_id).progress.periods[2].got == 1


def test_a_rule_changed_after_signing_is_shown_with_what_the_old_one_had_come_to(town: Town) -> None:
    promise_id, action_id = town.running()
    town.deliver(moment(8))
    draft = api.ActionDraft("Vi går oftare", "both", replace(WALKS, per="month"), sure=True)
    with town.cast.acting(town.cast.officer) as officer:
        with pytest.raises(api.Refused):
            api.change(action_id=action_id, draft=draft, user_id=officer.user_id, now=NOW)
        api.change(action_id=action_id, draft=draft, why="Fler vill gå.", user_id=officer.user_id, now=NOW)
    found = town.action(action_id)
    (was,) = found.earlier
    assert (was.rule, was.why, was.until) == (WALKS, "Fler vill gå.", NOW)
    assert [(each["wanted"], each["got"]) for each in was.kept] == [("1", "0"), ("1", "0"), ("1", "1")]
    assert found.progress.periods[0].since == date(2026, 8, 1)
    with town.cast.acting(town.cast.coordinator), pytest.raises(api.Refused):
        api.drop(action_id=action_id)
    assert promise_id == found.promise_id


def test_it_is_reported_only_with_a_sentence_for_what_was_not_kept(town: Town) -> None:
    promise_id, action_id = town.running()
    with town.cast.acting(town.cast.coordinator):
        with pytest.raises(api.Refused):
            api.act(promise_id=promise_id, action="look", said="Hälften.", now=NOW)
        api.act(promise_id=promise_id, action="look", said="Hälften.", now=END - timedelta(days=300))
        with pytest.raises(api.Refused):
            api.act(promise_id=promise_id, action="report", said="Klart.", now=END - timedelta(days=3))
        with pytest.raises(api.Refused, match="Vi går på vandring"):
            api.act(promise_id=promise_id, action="report", said="Klart.", now=END)
        api.explain(action_id=action_id, reason="Ingen ville gå i regnet.")
        with pytest.raises(UserError):
            api.act(promise_id=promise_id, action="report", said="", now=END)
        api.act(promise_id=promise_id, action="report", said="Klart.", now=END)
        assert api.promise(promise_id=promise_id).state == "reported"
        (found,) = api.actions(promise_id=promise_id, now=END)
    assert (found.result, found.reason) == ("not", "Ingen ville gå i regnet.")


def test_the_next_municipality_sees_nothing_of_it(town: Town) -> None:
    promise_id, action_id = town.running()
    with town.cast.acting(town.cast.stranger):
        assert api.promises() == ()
        with pytest.raises(api.PromiseMissing):
            api.promise(promise_id=promise_id)
        with pytest.raises(api.ActionMissing):
            api.action(action_id=action_id, now=NOW)
