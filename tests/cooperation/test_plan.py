"""The action plan: written, decided and locked, carried out, proven, followed up and replaced."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kokong.kernel.moves import MoveRefused
from kokong.ledger import api as ledger
from kokong.measures.cooperation.plan import act, clock, lines, paper, reading, today, work
from kokong.measures.cooperation.plan.models import ActionPlan, PlanItem, PlanNote
from kokong.measures.cooperation.plan.values import Draft, PlanMissing, Refused
from kokong.people import api as people
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.cooperation import planned


def mine(cast: Cast, actor: people.Actor) -> list[str]:
    with cast.acting(actor):
        found = tasks.tasks(actor=actor, wanted=tasks.Wanted(whose="mine"))
    return [each.about for each in found]


def test_the_methods_figure_counts_lines_where_a_plan_holds_and_says_where_none_does(cast: Cast) -> None:
    def told() -> tuple[str, str]:
        with cast.acting(cast.coordinator) as actor:
            figure = today.figure(actor=actor, now=timezone.now())
        return figure.value, figure.words

    assert told() == ("0", "action plans are in force")
    plan_id = planned.begun(cast)
    planned.line(cast, plan_id)
    assert told() == ("0", "action plans are in force")  # a draft doesn't hold
    planned.decided(cast, plan_id)
    assert told() == ("0 of 1", "lines of the action plan are settled")


def test_a_plan_cannot_be_decided_before_it_says_what_it_stands_on_who_and_when(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        empty = work.begin(draft=Draft("Plan", planned.today()), now=timezone.now())
    with pytest.raises(Refused, match="stands on"):
        planned.decided(cast, empty)
    plan_id = planned.begun(cast)
    with pytest.raises(Refused, match="without a line"):
        planned.decided(cast, plan_id)
    planned.line(cast, plan_id, owner_id=None)
    with pytest.raises(Refused, match="“Vandringar på Malmen” has nobody"):
        planned.decided(cast, plan_id)
    assert planned.plan(cast, plan_id).state == "draft"


def test_a_decision_lies_behind_and_has_body_and_number(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    planned.line(cast, plan_id)
    now, tomorrow = timezone.now(), planned.today() + timedelta(days=1)
    with cast.acting(cast.coordinator):
        for on, number, body in (
            (tomorrow, "§ 1", "KS"),
            (planned.today(), " ", "KS"),
            (planned.today(), "1", ""),
        ):
            with pytest.raises(Refused):
                work.decide(plan_id=plan_id, on=on, number=number, body=body, now=now)
    assert planned.plan(cast, plan_id).decided_on is None


def test_what_was_decided_is_held_by_the_database(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    item_id = planned.line(cast, plan_id)
    planned.decided(cast, plan_id)
    refused = (
        lambda: ActionPlan.objects.filter(pk=plan_id).update(number="§ 99"),
        lambda: ActionPlan.objects.filter(pk=plan_id).update(state="draft"),
        lambda: PlanItem.objects.filter(pk=item_id).update(problem="Något annat"),
        lambda: PlanItem.objects.filter(pk=item_id).update(due=planned.today()),
        lambda: PlanItem.objects.filter(pk=item_id).delete(),
        lambda: PlanItem.objects.create(
            plan_id=plan_id, problem="a", what="b", by="both", unit="c", due="2027-01-01"
        ),
    )
    with cast.acting(cast.coordinator):
        for attempt in refused:
            with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
                attempt()
        with pytest.raises(Refused, match="has decided"):
            lines.remove(item_id=item_id)
        lines.act(item_id=item_id, action="start", now=timezone.now())
    assert planned.item(cast, item_id).state == "running"


def test_a_plan_is_decided_once(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    planned.line(cast, plan_id)
    planned.decided(cast, plan_id)
    with pytest.raises(MoveRefused):
        planned.decided(cast, plan_id)
    assert planned.plan(cast, plan_id).state == "decided"


def test_each_line_is_on_the_list_of_whoever_has_it(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    item_id = planned.line(cast, plan_id, owner=cast.officer)
    assert mine(cast, cast.officer) == []
    planned.decided(cast, plan_id)
    assert mine(cast, cast.officer) == ["Vandringar på Malmen"]
    with cast.acting(cast.coordinator) as actor:
        lines.give(item_id=item_id, owner_id=actor.user_id, now=timezone.now())
    assert (mine(cast, cast.officer), mine(cast, cast.coordinator)) == ([], ["Vandringar på Malmen"])
    with cast.acting(cast.coordinator):
        with pytest.raises(Refused, match="what came of it"):
            lines.act(item_id=item_id, action="finish", now=timezone.now())
        lines.act(item_id=item_id, action="finish", result="Två vandringar hölls.", now=timezone.now())
    assert mine(cast, cast.coordinator) == []
    with cast.acting(cast.coordinator):
        lines.act(item_id=item_id, action="reopen", now=timezone.now())
    assert mine(cast, cast.coordinator) == ["Vandringar på Malmen"]


def test_the_proof_is_counted_from_the_ledger_and_what_is_taken_back_goes(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    item_id = planned.line(cast, plan_id, kind="walk", wanted=8)
    now = timezone.now()
    with cast.acting(cast.coordinator):
        for number, days in enumerate((1, 40, 500)):
            ledger.deliver(
                measure="walk",
                source="test",
                source_id=str(number),
                on=now - timedelta(days=days),
                audience="alla",
            )
    proof = planned.item(cast, item_id).proof
    assert proof is not None
    assert (proof.counted, proof.wanted, proof.lags) == (2, 8, True)
    with cast.acting(cast.coordinator):
        ledger.retract(source="test", source_id="1")
    again = planned.item(cast, item_id).proof
    assert again is not None
    assert again.counted == 1


def test_an_owner_who_left_is_shown_and_the_line_asked_for(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    item_id = planned.line(cast, plan_id, owner=cast.walker)
    planned.decided(cast, plan_id)
    with cast.acting(cast.coordinator) as actor:
        people.end_membership(user_id=cast.walker.user_id)
        found = planned.item(cast, item_id)
        assert (found.left, found.orphan) == (True, True)
        clock.remind(now=timezone.now())
        (waits,) = tasks.waiting(source="plan.give")
        assert waits.startswith(f"{item_id}-")
        (told,) = today.sections(actor=actor, now=timezone.now())
        assert [each.detail for each in told.lines] == ["Nobody sees to it: give it to somebody"]
        with pytest.raises(Refused, match="works here now"):
            lines.give(item_id=item_id, owner_id=cast.walker.user_id, now=timezone.now())
        lines.give(item_id=item_id, owner_id=actor.user_id, now=timezone.now())
        clock.remind(now=timezone.now())
        assert tasks.waiting(source="plan.give") == {}


def test_the_two_years_ask_for_a_report_and_for_a_follow_up(cast: Cast) -> None:
    plan_id = planned.begun(cast, begins=planned.today() - timedelta(days=600))
    planned.line(cast, plan_id, due=planned.today())
    planned.decided(cast, plan_id)
    now = timezone.now()
    with cast.acting(cast.coordinator) as actor:
        clock.remind(now=now)
        assert list(tasks.waiting(source="plan.follow_up")) == [str(plan_id)]
        assert tasks.waiting(source="plan.report") == {}  # decided yesterday
        clock.remind(now=now + timedelta(days=340))
        assert len(tasks.waiting(source="plan.report")) == 1
        work.report(
            plan_id=plan_id,
            on=planned.today(),
            number="KF § 8",
            text="Så går det.",
            user_id=actor.user_id,
            now=now,
        )
        work.follow_up(plan_id=plan_id, on=planned.today(), text="Allt gjordes.", user_id=None, now=now)
        clock.remind(now=now)
        assert tasks.waiting(source="plan.follow_up") == {}
        assert [each.kind for each in planned.plan(cast, plan_id).notes] == ["report", "follow_up"]
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            PlanNote.objects.update(text="Annat.")


def test_the_next_plan_takes_over_what_is_open_and_replaces_the_one_that_held(cast: Cast) -> None:
    first = planned.begun(cast)
    done, still = planned.line(cast, first), planned.line(cast, first, what="Fler lås", owner=cast.officer)
    planned.decided(cast, first)
    with cast.acting(cast.coordinator):
        lines.act(item_id=done, action="finish", result="Klart.", now=timezone.now())
    second = planned.begun(cast, begins=planned.today(), title="Nästa plan")
    assert [each.what for each in planned.plan(cast, second).items] == ["Fler lås"]
    planned.decided(cast, second)
    assert (planned.plan(cast, first).state, planned.plan(cast, second).state) == ("replaced", "decided")
    assert mine(cast, cast.officer) == ["Fler lås"]
    with cast.acting(cast.coordinator):
        with pytest.raises(Refused, match="once the board has decided"):
            lines.act(item_id=still, action="start", now=timezone.now())
        holds = reading.current(now=timezone.now())
    assert holds is not None
    assert holds.id == second


def test_every_obligation_of_the_act_has_its_page_and_says_how_it_stands(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        before = {str(each.asks): each.met for each in act.duties(now=timezone.now())}
    plan_id = planned.begun(cast)
    planned.line(cast, plan_id)
    planned.decided(cast, plan_id)
    with cast.acting(cast.coordinator):
        after = {str(each.asks): each for each in act.duties(now=timezone.now())}
    decide = "Take a position on measures from the picture, and decide an action plan"
    assert (before[decide], after[decide].met) == (False, True)
    assert planned.NUMBER in str(after[decide].stands)
    client = cast.client(cast.coordinator)
    assert all(client.get(each.page, follow=True).status_code == 200 for each in after.values())


def test_the_paper_names_offices_and_no_person(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    planned.line(cast, plan_id, kind="walk", wanted=2)
    planned.decided(cast, plan_id)
    found = planned.plan(cast, plan_id)
    with cast.acting(cast.coordinator):
        shown = str(paper.data(found))
        assert paper.plan(found).startswith(b"%PDF")
    assert "Samhällsbyggnad" in shown
    assert planned.NUMBER in shown
    assert cast.coordinator.name not in shown


def test_the_next_municipality_sees_no_plan_of_ours(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    with cast.acting(cast.stranger), pytest.raises(PlanMissing):
        reading.plan(plan_id=plan_id, now=timezone.now())


def test_a_line_outside_of_the_two_years_and_a_proof_of_nothing_are_refused(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    for wrong, field in (
        ({"due": planned.today() + timedelta(days=900)}, "due"), ({"wanted": 3}, "kind"),
        ({"kind": "moonwalk"}, "kind"), ({"unit": " "}, "unit"), ({"area_id": 987654, "kind": "walk"}, "area"),
    ):  # fmt: skip
        with pytest.raises(Refused) as found:
            planned.line(cast, plan_id, **wrong)
        assert found.value.field == field
    assert planned.plan(cast, plan_id).items == ()


def test_other_programs_read_what_was_decided(cast: Cast) -> None:
    plan_id = planned.begun(cast)
    planned.line(cast, plan_id, kind="walk", wanted=4)
    browser = cast.client(cast.coordinator)
    assert browser.get("/api/v1/plans/").json() == []
    assert browser.get(f"/api/v1/plans/{plan_id}").status_code == 404
    planned.decided(cast, plan_id)
    (head,) = browser.get("/api/v1/plans/").json()
    assert (head["id"], head["state"], head["decided_by"]) == (plan_id, "decided", "Kommunstyrelsen")
    whole = browser.get(f"/api/v1/plans/{plan_id}").json()
    assert [(each["kind"], each["wanted"], each["delivered"]) for each in whole["lines"]] == [("walk", 4, 0)]
    assert cast.coordinator.name not in json.dumps(whole, ensure_ascii=False)
    assert cast.client(cast.visitor).get("/api/v1/plans/").status_code == 403
    assert cast.client(cast.stranger).get("/api/v1/plans/").json() == []
    assert cast.client(cast.stranger).get(f"/api/v1/plans/{plan_id}").status_code == 404
