"""The next walk on the same ground, and what the municipality does within six months."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kokong.kernel.errors import UserError
from kokong.measures.walks import again, api, asking, kinds, letters, planning, rules, today
from kokong.measures.walks import models as rows
from kokong.sending import api as sending
from kokong.sending.models import Message
from tests.walks.conftest import Ground


def ended(ground: Ground) -> int:
    """A walk that was walked, followed up and ended."""
    walk_id = ground.walked()
    ground.act(walk_id, "follow", "finish")
    return walk_id


def test_an_ended_walk_is_proposed_again_a_year_on_and_planned_with_one_press(ground: Ground) -> None:
    walk_id = ended(ground)
    before = ground.walk(walk_id)
    assert before.walked is not None
    browser = ground.cast.client(ground.cast.coordinator)
    assert "Walk here again?" in browser.get(reverse("walks:walk", args=[walk_id])).content.decode()
    led = browser.post(reverse("walks:again", args=[walk_id]))
    with ground.cast.acting(ground.cast.coordinator):
        made = rows.Walk.objects.get(follows_id=walk_id)
        held = kinds.the_walk(made.pk)
        assert again.proposals(now=ground.now) == ()
        assert planning.parts(walk_id=made.pk) == api_parts()
    assert led["Location"] == reverse("walks:change", args=[made.pk])
    after = ground.walk(made.pk)
    assert held is not None
    assert held.local.date() - timezone.localtime(before.walked).date() == rules.AGAIN
    assert held.local.time() == timezone.localtime(before.walked).time()
    same = ("title", "purpose", "themes", "access", "stops", "route", "length_m", "place")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert (after.state, held.state) == ("planned", "draft"), "nobody is told yet"
    twice = browser.post(reverse("walks:again", args=[walk_id]), follow=True).content.decode()
    assert "No new walk is proposed here any more" in twice


def api_parts() -> object:
    """Who has which part, where nobody has."""
    from kokong.measures.walks.values import Parts

    return Parts()


def test_whoever_says_that_none_follows_is_not_asked_again(ground: Ground) -> None:
    walk_id = ended(ground)
    browser = ground.cast.client(ground.cast.coordinator)
    page = browser.post(reverse("walks:not-again", args=[walk_id]), follow=True).content.decode()
    assert "No new walk is proposed here." in page
    assert "Walk here again?" not in page
    with ground.cast.acting(ground.cast.coordinator), pytest.raises(UserError, match="any more"):
        again.drop(walk_id=walk_id, now=ground.now)


def test_the_proposal_is_on_today_when_it_is_time_to_decide(ground: Ground) -> None:
    walk_id = ended(ground)

    def asks() -> bool:
        with ground.cast.acting(ground.cast.coordinator) as actor:
            found = today.day(actor=actor, now=ground.now)
        return any(each.key == "walks_again" and each.lines for each in found.sections)

    assert not asks()
    with ground.cast.acting(ground.cast.coordinator):
        rows.Walk.objects.filter(pk=walk_id).update(walked=ground.now - rules.AGAIN + timedelta(days=50))
    assert asks()


def test_a_year_that_is_over_is_proposed_for_a_day_to_come(ground: Ground) -> None:
    walk_id = ended(ground)
    with ground.cast.acting(ground.cast.coordinator):
        rows.Walk.objects.filter(pk=walk_id).update(walked=ground.now - 3 * rules.AGAIN)
        (found,) = again.proposals(now=ground.now)
    assert timezone.localtime(ground.now).replace(tzinfo=None) < found.begins
    assert found.begins <= timezone.localtime(ground.now).replace(tzinfo=None) + timedelta(days=7, hours=2)


@pytest.mark.parametrize(
    ("own", "state", "by"),
    [
        (True, "asked", date(2026, 7, 3)),
        (True, "promised", date(2026, 7, 3)),
        (True, "done", None),
        (True, "refused", None),
        (False, "asked", None),
    ],
)
def test_only_the_municipality_itself_has_six_months(own: bool, state: str, by: date | None) -> None:
    assert rules.act_by(own=own, state=state, walked=date(2026, 1, 1)) == by


def test_it_is_late_when_the_answer_the_promise_or_the_six_months_are() -> None:
    day, later = date(2026, 7, 3), date(2026, 9, 1)

    def late(today: date, state: str = "promised") -> bool:
        return rules.is_late(state=state, due=None, until=later, act_by=day, today=today)

    assert (late(day), late(day + timedelta(days=1)), late(later, "done")) == (False, True, False)


def test_the_municipality_is_reminded_of_its_six_months_and_no_one_else(ground: Ground) -> None:
    walk_id, number, holder_id = ground.asked()
    by = ground.finding(number).act_by
    assert by is not None
    with ground.cast.acting(ground.cast.coordinator):
        api.answer(finding_id=number, action="promise", said="Vi byter.", until=by, now=ground.now)

    def urged(days: int) -> int:
        with ground.cast.acting(ground.cast.coordinator):
            return asking.urge(now=ground.now + (by - timezone.localdate(ground.now)) + timedelta(days=days))

    assert [urged(days) for days in (-31, -30, -29, 0, 1)] == [0, 1, 0, 1, 0]
    with ground.cast.acting(ground.cast.coordinator):
        written = Message.objects.filter(kind=letters.ASKED, turn__startswith="urge ")
        assert written.count() == 2
        row = rows.Ask.objects.select_related("walk", "holder", "municipality").get(walk_id=walk_id)
        said = letters._urge(row)
        assert said is not None
        assert "within six months" in said.text
        assert isinstance(said, sending.Said)
        api.answer(finding_id=number, action="mend", said="Bytt.", now=ground.now)
        assert letters._urge(row) is None
        rows.Holder.objects.filter(pk=holder_id).update(own=False)
    assert urged(40) == 0
