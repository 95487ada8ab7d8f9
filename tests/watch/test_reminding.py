"""What comes back every year is said once: to contact persons, and as a task of the municipality."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.measures.watch import api, gathering, reminding
from kokong.measures.watch.models import Group
from kokong.meetings import api as meetings
from kokong.sending.models import Message
from kokong.tasks import api as tasks
from tests.watch.conftest import Village


@pytest.fixture
def looked_after(village: Village) -> Village:
    """A group that was active for most of a year, and its contact person."""
    village.active(days_ago=90)
    village.trust()
    return village


def remind(village: Village, *, days: float = 0) -> list[str]:
    """The kinds of message that were told so far, after the clock has come round twice."""
    with village.cast.acting(village.cast.coordinator):
        for _twice in range(2):
            reminding.remind(now=village.now + timedelta(days=days))
        found = Message.objects.filter(kind__in=(reminding.MEET, reminding.ROSTER)).order_by("kind")
        return [kind for kind, _turn in found.values_list("kind", "turn").distinct()]


def waits(village: Village) -> int:
    with village.cast.acting(village.cast.coordinator):
        return len(tasks.waiting(source=reminding.SOURCE))


def test_contact_persons_are_told_once_that_neighbours_should_meet(looked_after: Village) -> None:
    assert remind(looked_after) == []
    assert remind(looked_after, days=250) == [reminding.MEET]
    with looked_after.cast.acting(looked_after.cast.coordinator):
        api.met(group_id=looked_after.group_id, on=timezone.localdate(looked_after.now), now=looked_after.now)
    assert remind(looked_after, days=340).count(reminding.MEET) == 2, "the next year once more"


def test_no_reminder_where_the_meeting_is_planned(looked_after: Village) -> None:
    later = looked_after.now + timedelta(days=255)
    with looked_after.cast.acting(looked_after.cast.coordinator) as actor:
        draft = meetings.Draft("Grannmöte", later.replace(hour=12, minute=0, tzinfo=None))
        number = meetings.plan(
            kind=gathering.NEIGHBOURS, draft=draft, because=("watch_group", looked_after.group_id), actor=actor,
            now=looked_after.now,
        )  # fmt: skip
        meetings.announce(meeting_id=number, actor=actor, now=looked_after.now)
    assert reminding.MEET not in remind(looked_after, days=250)


def test_the_meeting_of_contact_persons_is_a_task_until_it_is_planned(looked_after: Village) -> None:
    remind(looked_after)
    assert waits(looked_after) == 0
    remind(looked_after, days=250)
    assert waits(looked_after) == 1
    browser = looked_after.cast.client(looked_after.cast.coordinator)
    with looked_after.cast.acting(looked_after.cast.coordinator):
        (task_id,) = tasks.waiting(source=reminding.SOURCE).values()
    answer = browser.get(reverse("watch:task"), {"task": task_id})
    assert answer.headers["Location"].endswith(f"kind={gathering.CONTACTS}")
    with looked_after.cast.acting(looked_after.cast.coordinator) as actor:
        begins = looked_after.now + timedelta(days=260)
        draft = meetings.Draft("Kontaktombudsträff", begins.replace(hour=12, minute=0, tzinfo=None))
        meetings.plan(kind=gathering.CONTACTS, draft=draft, actor=actor, now=looked_after.now)
    remind(looked_after, days=250)
    assert waits(looked_after) == 0


def test_an_old_roster_waits_for_the_contact_person_who_goes_through_it(village: Village) -> None:
    village.active(days_ago=50)
    actor = village.trust()
    with village.cast.acting(village.cast.coordinator):
        Group.objects.filter(pk=village.group_id).update(began=village.now - timedelta(days=400))
    assert remind(village) == [reminding.ROSTER]
    browser: Client = village.cast.client(actor)
    page = reverse("watch:care", args=[village.group_id])
    assert "Go through the roster" in browser.get(page).content.decode()
    roster = browser.get(reverse("watch:care-roster", args=[village.group_id])).content.decode()
    assert "I have gone through it" in roster
    answer = browser.post(reverse("watch:care-checked", args=[village.group_id]), follow=True).content.decode()
    assert "Noted" in answer
    assert "Go through the roster" not in answer
    assert not village.group().stale
    other = reverse("watch:care-checked", args=[village.other_id])
    assert browser.post(other).status_code == 404
