"""Meetings in people's calendars, read back by the library that phones and mail programs are tested with."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kokong.kernel import tenancy
from kokong.meetings import api, calendar, feeds, kinds, links, models
from kokong.meetings.calendar import Attendee
from kokong.sending import delivery
from kokong.sending.models import Message
from tests.meetings.conftest import AT, BEGINS, EVA, HOUR, NOW, OLA, Held, wall

icalendar = pytest.importorskip("icalendar")

MEETING = api.Meeting(
    id=1, kind=kinds.MeetingKind("x", "X"), because=None, uid=UUID(int=7), sequence=2,
    title="Startmöte; åäö, \\ 🏠", begins=AT, zone="Europe/Stockholm", lasts=90, place="Berga skola, sal 2",
    point=None, places=None, host="", audience="", description="Rad ett\nRad två", state="announced", said="",
    changed=NOW, made_by=None, follows=None, known=True, counts=api.Counts(),
)  # fmt: skip
EVA_EK = Attendee("eva@example.se", 'Eva "Evis" Ek', "yes")
MOMENTS = st.datetimes(wall("2020-01-01"), wall("2037-01-01"), timezones=st.just(UTC)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


def parsed(text: str) -> Any:
    return icalendar.Calendar.from_ical(text)


def the_event(text: str) -> Any:
    (event,) = parsed(text).walk("VEVENT")
    return event


def letter(meeting: api.Meeting, method: calendar.Method = "REQUEST") -> str:
    return calendar.letter(
        meeting,
        method=method,
        attendee=EVA_EK,
        organiser="Havsviks kommun",
        link="https://k.example/m/1/",
        now=NOW,
    )


def test_an_invitation() -> None:
    text = letter(MEETING)
    event = the_event(text)
    assert parsed(text)["METHOD"] == "REQUEST"
    assert "METHOD" not in event
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (str(MEETING.uid), 2, "CONFIRMED")
    assert (event["SUMMARY"], event["LOCATION"]) == (MEETING.title, MEETING.place)
    assert event["ATTENDEE"] == "mailto:eva@example.se"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"  # nobody reads an answer by mail: the link takes it
    assert "https://k.example/m/1/" in event["DESCRIPTION"]
    assert event["DTSTART"].dt == AT
    assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=90)


def test_the_clock_that_goes_with_it_has_the_right_rules() -> None:
    (zone,) = parsed(letter(MEETING)).walk("VTIMEZONE")
    parts = {part.name: part for part in zone.subcomponents}
    assert "DTSTART:19700329T020000" in parts["DAYLIGHT"].to_ical().decode()
    assert "DTSTART:19701025T030000" in parts["STANDARD"].to_ical().decode()
    made = zone.to_tz()
    for local, hours in (
        ("2027-03-28 01:59", 1),
        ("2027-03-28 03:00", 2),
        ("2027-10-31 01:59", 2),
        ("2027-10-31 03:00", 1),
    ):
        assert wall(local).replace(tzinfo=made).utcoffset() == timedelta(hours=hours), local


def test_cancelled_is_the_same_event_crossed_out() -> None:
    text = letter(replace(MEETING, state="cancelled", sequence=3), "CANCEL")
    event = the_event(text)
    assert parsed(text)["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (str(MEETING.uid), 3, "CANCELLED")


@given(MOMENTS, st.integers(10, 24 * 60))
def test_every_moment_comes_back(begins: datetime, lasts: int) -> None:
    """Over both changes of the clock, and in the hour that there is twice."""
    event = the_event(letter(replace(MEETING, begins=begins, lasts=lasts)))
    assert event["DTSTART"].dt.astimezone(UTC) == begins
    assert event["DTEND"].dt.astimezone(UTC) == begins + timedelta(minutes=lasts)


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "DTSTART;TZID=Europe/Stockholm:20271031T023000"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "DTSTART:20271031T013000Z"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "DTSTART;TZID=Europe/Stockholm:20270328T033000"),
    ],
)
def test_the_second_of_two_equal_times_is_said_without_a_clock(begins: datetime, said: str) -> None:
    assert said in letter(replace(MEETING, begins=begins, lasts=20)).splitlines()


@given(TEXTS.filter(bool), TEXTS, TEXTS)
def test_words_come_back_and_no_line_is_too_long(title: str, place: str, more: str) -> None:
    text = letter(replace(MEETING, title=title, place=place, description=more))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    event = the_event(text)
    assert event["SUMMARY"] == title
    assert event.get("LOCATION", "") == place


def test_a_feed_keeps_what_is_cancelled() -> None:
    others = replace(MEETING, id=2, uid=UUID(int=8), state="cancelled")
    text = calendar.published([MEETING, others], name="Möten", now=NOW)
    assert [event["STATUS"] for event in parsed(text).walk("VEVENT")] == ["CONFIRMED", "CANCELLED"]
    assert (parsed(text)["METHOD"], parsed(text)["X-WR-CALNAME"]) == ("PUBLISH", "Möten")
    assert "ATTENDEE" not in text
    assert parsed(calendar.published([], now=NOW)).walk("VEVENT") == []


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and letters of the time at which these meetings are to come."""
    for module in ("meetings.views", "sending.delivery"):
        monkeypatch.setattr(f"kokong.{module}.timezone.now", lambda: NOW + HOUR)


def letters(held: Held) -> list[Any]:
    """What goes out now, as it goes over the line."""
    mail.outbox.clear()
    with tenancy.scope(municipality_id=held.cast.home.pk):
        waiting = list(
            Message.objects.filter(state="waiting", way="email").order_by("pk").values_list("pk", flat=True)
        )
    for number in waiting:
        delivery.deliver(municipality_id=held.cast.home.pk, message_id=number, job=None)
    return [message_from_bytes(each.message().as_bytes(), policy=policy.default) for each in mail.outbox]


def test_letters_of_a_meetings_life(held: Held, clock: None) -> None:
    """Invited, moved, cancelled: one event, whose revisions only ever grow."""
    number, seen = held.announced(EVA, api.Who(user_id=held.cast.officer.user_id)), []
    seen += letters(held)
    held.do("move", number, begins=BEGINS + HOUR, said="En timme senare.", now=NOW + HOUR)
    seen += letters(held)
    held.do("cancel", number, said="Tyvärr inställt.", now=NOW + HOUR)
    seen += letters(held)
    assert [each["To"] for each in seen] == ["eva@example.se", held.cast.officer.email] * 3
    parts = [list(each.iter_parts())[1] for each in seen]
    methods = [part["Content-Type"].params["method"] for part in parts]
    assert methods == ["REQUEST", "REQUEST", "REQUEST", "REQUEST", "CANCEL", "CANCEL"]
    found = [the_event(part.get_content()) for part in parts]
    assert [parsed(part.get_content())["METHOD"] for part in parts] == methods
    assert len({event["UID"] for event in found}) == 1
    assert [event["SEQUENCE"] for event in found] == [0, 0, 1, 1, 2, 2]
    assert [event["ATTENDEE"] for event in found] == [f"mailto:{each['To']}" for each in seen]


def test_an_earlier_change_is_told_no_more(held: Held, clock: None) -> None:
    number = held.announced(EVA)
    letters(held)
    held.do("move", number, begins=BEGINS + HOUR, said="En timme senare.", now=NOW + timedelta(minutes=1))
    held.do("move", number, begins=BEGINS + 2 * HOUR, said="Två timmar senare.", now=NOW + timedelta(minutes=2))
    (only,) = letters(held)
    assert "Två timmar senare." in only.get_body().get_content()


def test_the_page_of_an_invitation_gives_the_event(held: Held, clock: None) -> None:
    number = held.announced(EVA)
    secret = links.secret_of(held.invitation(number))
    answer = Client().get(reverse("meetings:event", args=[secret]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert the_event(answer.content.decode())["DTSTART"].dt == AT


def test_a_secret_address_shows_ones_own_meetings_until_it_is_exchanged(held: Held, clock: None) -> None:
    alva = held.cast.officer
    mine, others = held.announced(api.Who(user_id=alva.user_id)), held.announced(OLA)
    held.plan(title="Utkast")
    held.do("cancel", mine, said="Inställt.")
    with held.cast.acting(alva):
        feeds.renew(user_id=alva.user_id, now=NOW)
        address = feeds.address(user_id=alva.user_id)
    answer = Client().get(address)
    assert [event["STATUS"] for event in parsed(answer.content.decode()).walk("VEVENT")] == ["CANCELLED"]
    with held.cast.acting(alva):
        feeds.renew(user_id=alva.user_id, now=NOW + HOUR)
    assert Client().get(address).status_code == 404
    with held.cast.acting(held.cast.coordinator):
        text = api.calendar([mine, others], now=NOW)
    assert len(parsed(text).walk("VEVENT")) == 2


def test_what_everybody_may_know(held: Held) -> None:
    number, draft = held.announced(EVA, places=1), held.plan()
    held.answer(number, EVA)
    with held.cast.acting(held.cast.coordinator):
        found = api.event(number)
        assert found is not None
        assert (found.title, found.full, found.when) == ("Startmöte", True, "Thursday 4 March 2027 18:30–20:00")
        assert api.event(draft) is None
        models.Meeting.objects.filter(pk=draft).update(state="cancelled")
        assert api.event(draft) is None
