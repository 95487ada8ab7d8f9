"""Breakfasts with owners: proposed by the season, those invited who agreed, answered from the owner's own page."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import measure
from kokong.measures.owners import api, contacts
from kokong.measures.owners.breakfast import rules, work
from kokong.meetings import api as meetings
from kokong.tasks import api as tasks
from tests.owners.conftest import Blocks, build_blocks
from tests.owners.test_mine import speaks
from tests.worker import run_jobs


@pytest.mark.parametrize(
    ("today", "held", "then"),
    [
        (date(2026, 11, 30), [], date(2027, 3, 16)),
        (date(2027, 2, 23), [], date(2027, 3, 16)),  # three weeks before
        (date(2027, 2, 24), [], date(2027, 9, 21)),  # too late to invite
        (date(2027, 1, 10), [date(2027, 4, 6)], date(2027, 9, 21)),  # this spring's is planned
        (date(2027, 1, 10), [date(2026, 11, 3)], date(2027, 3, 16)),  # last autumn's was late
        (date(2027, 7, 1), [date(2027, 9, 1), date(2028, 3, 1)], date(2028, 9, 19)),
    ],
)
def test_the_next_breakfast_is_the_next_seasons_that_has_none(today: date, held: list[date], then: date) -> None:
    assert rules.proposed(today=today, held=held) == then
    assert then.weekday() == 1


def agreed_contacts(blocks: Blocks) -> str:
    """The address of the cast's representative, a contact who agreed; others didn't, or have ended."""
    actor = blocks.cast.owner_representative
    owner_id, other = blocks.owner("Brf Ekliden", "brf", "", "Storgatan 2"), blocks.owner("Bolaget", "private")
    speaks(blocks, owner_id)
    blocks.contact(owner_id, email=actor.email)
    blocks.contact(other, email=actor.email)  # for two owners one letter
    blocks.contact(other, email="nej@bolaget.example", agreed=False)
    gone = blocks.contact(other, email="borta@bolaget.example")
    with blocks.cast.acting(blocks.cast.coordinator):
        contacts.end(contact_id=gone, now=blocks.now)
        ended = api.add(draft=api.Draft("Upphört", "brf"), now=blocks.now)
        person = api.Person("Sista", "sista@slut.example")
        api.add_contact(owner_id=ended, person=person, agreed=True, now=blocks.now)
        api.end(owner_id=ended, now=blocks.now)
    return actor.email


def test_a_breakfast_from_the_season_to_the_task_that_was_agreed(committed_cast: Any) -> None:
    blocks = build_blocks(committed_cast)
    email, cast = agreed_contacts(blocks), blocks.cast
    desk, page = cast.client(cast.coordinator), reverse("owners:breakfast")
    day = rules.proposed(today=timezone.localdate(), held=[])
    assert f'value="{day:%Y-%m-%d}"' in desk.get(page).content.decode()
    sent = {
        "title": "Frukost",
        "day": f"{day}",
        "at": "07:30",
        "place": "Kommunhuset",
        "kinds": ["brf", "private"],
    }
    assert desk.post(page, sent | {"kinds": []}).status_code == 422
    answer = desk.post(page, sent)
    assert answer.status_code == 302, answer.content.decode()
    with cast.acting(cast.coordinator):
        (found,) = work.breakfasts(now=blocks.now)
        assert [each.email for each in meetings.guests(meeting_id=found.id)] == [email]
        assert work.proposed(now=blocks.now) > day
        shown = measure.load("kokong.measures.owners.today:year")
        assert shown(actor=cast.coordinator, since=timezone.localdate(), until=day + timedelta(days=1)) == ()
        meetings.announce(meeting_id=found.id, actor=cast.coordinator, now=blocks.now)
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == [email]
    assert "BEGIN:VCALENDAR" in letter.message().as_string() or "text/calendar" in letter.message().as_string()
    own = cast.client(cast.owner_representative).get(reverse("owners:mine")).content.decode()
    with cast.acting(cast.owner_representative):
        (mine,) = meetings.invited(email=email, kind=work.BREAKFAST, since=blocks.now)
    assert mine.url in own
    assert Client().post(mine.url, {"answer": "yes", "people": "1"}).status_code == 200
    later = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
    with cast.acting(cast.coordinator):
        meetings.hold(meeting_id=found.id, actor=cast.coordinator, now=later)
        (guest,) = meetings.guests(meeting_id=found.id)
        assert guest.answer == "yes"
        meetings.attend(meeting_id=found.id, invitation_id=guest.id, came=1, actor=cast.coordinator, now=later)
        task = meetings.Agreed("Se över dörrarna", task=True, user_id=cast.coordinator.user_id, due=day)
        meetings.write_minutes(meeting_id=found.id, body="Vi sågs.", based_on=0, actor=cast.coordinator, now=later)
        meetings.agree(meeting_id=found.id, what=task, actor=cast.coordinator, now=later)
        meetings.send_minutes(meeting_id=found.id, actor=cast.coordinator, now=later)
    run_jobs()
    with cast.acting(cast.coordinator):
        (task_id,) = tasks.waiting(source="meeting.agreed").values()
        (agreed,) = meetings.agreed(meeting_id=found.id)
    assert task_id
    assert (agreed.text, agreed.due) == ("Se över dörrarna", day)


def test_nobody_who_agreed_is_nobody_to_ask(blocks: Blocks) -> None:
    blocks.contact(blocks.owner(), agreed=False)
    sent = {"title": "Frukost", "day": "2100-01-05", "at": "07:30", "place": "Huset", "kinds": ["brf"]}
    answer = blocks.cast.client(blocks.cast.coordinator).post(reverse("owners:breakfast"), sent)
    assert answer.status_code == 422
    assert "No contact has agreed" in answer.content.decode()
    with blocks.cast.acting(blocks.cast.coordinator):
        assert work.breakfasts(now=blocks.now) == ()
