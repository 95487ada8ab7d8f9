"""The weekly meeting: planned in one step, an agenda that makes itself, decisions that become tasks, minutes."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kokong.flows import meeting_to_tasks
from kokong.measures.cooperation.rhythm import agenda, holding, paper, rules, wheel
from kokong.measures.cooperation.rhythm.values import ItemDraft, Refused
from kokong.meetings import api as meetings
from kokong.people.api import Actor
from kokong.tasks import api as tasks
from tests.cast import Cast


def weekly(cast: Cast, actor: Actor | None = None) -> int:
    """One that began a moment ago: planned nine days before."""
    now = timezone.now() - timedelta(days=9)
    with cast.acting(actor or cast.coordinator) as who:
        return holding.plan_next(kind=rules.WEEKLY, actor=who, now=now)


def test_the_first_is_on_a_tuesday_at_nine_and_the_next_at_the_hour_of_the_last() -> None:
    monday = datetime(2026, 11, 30, 22, 0)  # noqa: DTZ001
    assert rules.next_time(None, kind=rules.WEEKLY, now=monday) == datetime(2026, 12, 1, 9, 0)  # noqa: DTZ001
    tuesday = datetime(2026, 12, 1, 8, 0)  # noqa: DTZ001
    assert rules.next_time(None, kind=rules.WEEKLY, now=tuesday) == datetime(2026, 12, 8, 9, 0)  # noqa: DTZ001
    last = datetime(2026, 11, 5, 13, 30)  # noqa: DTZ001
    assert rules.next_time(last, kind=rules.WEEKLY, now=monday) == datetime(2026, 12, 3, 13, 30)  # noqa: DTZ001


def test_planning_it_twice_is_one_meeting_with_everybody_at_the_desk(cast: Cast) -> None:
    with cast.acting(cast.coordinator) as actor:
        first = holding.plan_next(kind=rules.WEEKLY, actor=actor, now=timezone.now())
        again = holding.plan_next(kind=rules.WEEKLY, actor=actor, now=timezone.now())
        invited = {each.user_id for each in meetings.guests(meeting_id=first)}
    assert first == again
    assert {cast.officer.user_id, cast.coordinator.user_id} <= invited
    assert cast.visitor.user_id not in invited


def test_the_agenda_makes_itself_and_stays_once_the_meeting_begins(cast: Cast) -> None:
    meeting_id = weekly(cast)
    with cast.acting(cast.coordinator) as actor:
        wheel.add(draft=ItemDraft("Gå runt", tuple(range(1, 13))), now=timezone.now())
        holding.begin(meeting_id=meeting_id, actor=actor, now=timezone.now())
        kept = {each.code: [line.text for line in each.lines] for each in agenda.kept(meeting_id=meeting_id) or ()}
        wheel.add(draft=ItemDraft("Kom senare", tuple(range(1, 13))), now=timezone.now())
        found = meetings.meeting(meeting_id=meeting_id)
        after = holding.points(found, actor=actor, now=timezone.now())
    assert any("Gå runt" in line for line in kept["wheel"])
    assert not any("Kom senare" in line.text for each in after for line in each.lines)
    assert list(kept) == ["last", "burglaries", "coverage", "zones", "waiting", "overdue", "wheel"]


def test_what_was_decided_is_a_task_and_comes_back_at_the_next_meeting(cast: Cast) -> None:
    meeting_id = weekly(cast)
    with cast.acting(cast.coordinator) as actor:
        holding.begin(meeting_id=meeting_id, actor=actor, now=timezone.now())
        with pytest.raises(Refused, match="No minutes"):
            paper.data(meetings.meeting(meeting_id=meeting_id))
        for each in (
            meetings.Agreed("Vi väntar med skyltarna."),
            meetings.Agreed("Ring fastighetsägaren", task=True, user_id=cast.officer.user_id,
                            due=timezone.localdate() + timedelta(days=3)),
        ):  # fmt: skip
            meetings.agree(meeting_id=meeting_id, what=each, actor=actor, now=timezone.now())
        holding.settle(
            meeting_id=meeting_id, body="Vi gick igenom veckan.", based_on=0, actor=actor, now=timezone.now()
        )
        found = meetings.meeting(meeting_id=meeting_id)
        told = meetings.MeetingMinuted(meeting_id, rules.WEEKLY, "", None, found.begins, 0, 1)
        meeting_to_tasks.open_tasks(told)
        assert len(tasks.waiting(source=agenda.AGREED)) == 1
        shown = paper.data(meetings.meeting(meeting_id=meeting_id))
        assert shown["decisions"] == ["Vi väntar med skyltarna."]
        assert shown["tasks"][0][:2] == ["Ring fastighetsägaren", cast.officer.name]
        assert paper.minutes(meetings.meeting(meeting_id=meeting_id)).startswith(b"%PDF")
        later = timezone.now() + timedelta(days=1)
        following = holding.plan_next(kind=rules.WEEKLY, actor=actor, now=later)
        found = meetings.meeting(meeting_id=following)
        last = {each.code: each.lines for each in holding.points(found, actor=actor, now=later)}["last"]
    assert [each.text for each in last] == ["Ring fastighetsägaren: not done yet"]


def test_a_meeting_does_not_begin_before_its_time(cast: Cast) -> None:
    with cast.acting(cast.coordinator) as actor:
        meeting_id = holding.plan_next(kind=rules.STEERING, actor=actor, now=timezone.now())
        with pytest.raises(meetings.Refused, match="not begun"):
            holding.begin(meeting_id=meeting_id, actor=actor, now=timezone.now())
        assert agenda.kept(meeting_id=meeting_id) is None


def test_from_agenda_to_minutes_by_pages_alone(cast: Cast) -> None:
    meeting_id, client = weekly(cast), cast.client(cast.coordinator)
    page = f"/cooperation/meetings/{meeting_id}/"
    assert "Begin the meeting" in client.get(page).content.decode()
    assert "Begun." in client.post(f"{page}begin/", follow=True).content.decode()
    client.post(f"{page}agree/", {"text": "Ring", "who": cast.officer.user_id, "due": ""})
    sent = client.post(f"{page}settle/", {"body": "Kort möte.", "based_on": "0"}, follow=True).content.decode()
    assert "The minutes are sent." in sent
    assert cast.officer.name in sent
    assert client.get(f"{page}minutes.pdf").content.startswith(b"%PDF")
    stale = client.post(f"{page}settle/", {"body": "Annat.", "based_on": "0"}, follow=True).content.decode()
    assert "Somebody else has saved" in stale


def test_other_meetings_have_no_page_here(cast: Cast) -> None:
    draft = meetings.Draft("Annat", timezone.localtime().replace(tzinfo=None) + timedelta(days=2))
    with cast.acting(cast.coordinator) as actor:
        other = meetings.plan(kind="watch.start", draft=draft, actor=actor, now=timezone.now())
        ours = holding.plan_next(kind=rules.COUNCIL, actor=actor, now=timezone.now())
    client = cast.client(cast.coordinator)
    assert client.get(f"/cooperation/meetings/{other}/").status_code == 404
    assert client.get(f"/cooperation/meetings/{ours}/").status_code == 200
    assert cast.client(cast.stranger).get(f"/cooperation/meetings/{ours}/").status_code == 404
