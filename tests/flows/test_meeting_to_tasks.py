"""What somebody took on at a meeting waits on the work list, once, and goes with what the minutes say later."""

from datetime import timedelta

from kokong.flows import meeting_to_tasks
from kokong.meetings import api as meetings
from kokong.people.api import Actor
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.meetings.conftest import AT, BEGINS, NOW

LAMP = meetings.Agreed("Lampan lagas.", task=True, who="Bo", due=(AT + timedelta(days=30)).date())


def waiting(actor: Actor) -> tuple[tasks.Task, ...]:
    return tasks.tasks(actor=actor, wanted=tasks.Wanted(kind="meeting.agreed"))


def told(number: int, version: int) -> meetings.MeetingMinuted:
    return meetings.MeetingMinuted(number, "meeting", "", None, AT, 0, version)


def held(actor: Actor) -> tuple[int, int]:
    """A meeting that was held, and what was taken on there."""
    number = meetings.plan(kind="meeting", draft=meetings.Draft("Möte", BEGINS), actor=actor, now=NOW)
    meetings.announce(meeting_id=number, actor=actor, now=NOW)
    meetings.hold(meeting_id=number, actor=actor, now=AT)
    meetings.agree(meeting_id=number, what=meetings.Agreed("Portkoden byts."), actor=actor, now=AT)
    return number, meetings.agree(meeting_id=number, what=LAMP, actor=actor, now=AT)


def test_what_was_taken_on_waits_until_it_is_taken_back(cast: Cast) -> None:
    with cast.acting(cast.coordinator) as bo:
        number, lamp = held(bo)
        for version in (1, 1, 2):
            meeting_to_tasks.open_tasks(told(number, version))
        (task,) = waiting(bo)
        assert task.due is not None
        assert task.due.date() == LAMP.due
        meetings.drop_agreed(meeting_id=number, agreed_id=lamp, actor=bo)
        meeting_to_tasks.open_tasks(told(number, 3))
        assert waiting(bo) == ()


def test_another_meetings_tasks_stay(cast: Cast) -> None:
    with cast.acting(cast.coordinator) as bo:
        for number, _lamp in (held(bo), held(bo)):
            meeting_to_tasks.open_tasks(told(number, 1))
        meetings.drop_agreed(meeting_id=number, agreed_id=_lamp, actor=bo)
        meeting_to_tasks.open_tasks(told(number, 2))
        assert len(waiting(bo)) == 1
