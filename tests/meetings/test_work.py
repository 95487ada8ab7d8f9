"""Planned, announced, moved, held and cancelled: by whom, and who is told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kokong.kernel.errors import UserError
from kokong.kernel.events import kinds as events
from kokong.kernel.moves import MoveRefused, NotYours
from kokong.meetings import api
from tests.meetings.conftest import AT, BECAUSE, BEGINS, EVA, HOUR, NOW, OLA, Held, own, wall


def test_a_draft_is_told_to_nobody_and_an_announced_meeting_to_everybody_once(held: Held) -> None:
    number = held.plan()
    assert held.do("invite", number, guests=[EVA, OLA]) == 2
    assert held.told("meeting.invited") == []
    found = held.do("announce", number)
    assert (found.state, found.begins, found.sequence) == ("announced", AT, 0)
    assert held.told("meeting.invited") == ["eva@example.se", "ola@example.se"]
    assert held.do("invite", number, guests=[EVA, api.Who(email="Ny@Example.se")]) == 1
    assert held.told("meeting.invited") == ["eva@example.se", "ola@example.se", "ny@example.se"]


def test_a_colleague_is_invited_by_their_account(held: Held) -> None:
    number = held.announced(api.Who(user_id=held.cast.officer.user_id))
    with held.cast.acting(held.cast.coordinator):
        (guest,) = api.guests(meeting_id=number)
    assert (guest.name, guest.email) == ("Alva Polis", "")
    with pytest.raises(api.Refused, match="does not work here"):
        held.do("invite", number, guests=[api.Who(user_id=held.cast.stranger.user_id)])


@pytest.mark.parametrize("who", [api.Who(), api.Who(name="Eva", email="eva.example.se")])
def test_what_is_no_address_invites_nobody(held: Held, who: api.Who) -> None:
    number = held.plan()
    with pytest.raises(api.Refused, match="Nobody was invited"):
        held.do("invite", number, guests=[who])


def test_a_moved_meeting_tells_everybody_who_has_not_said_no(held: Held) -> None:
    number = held.announced()
    held.answer(number, OLA, "no")
    found = held.do("move", number, begins=BEGINS + 24 * HOUR, said="Skolan var bokad.")
    assert (found.state, found.begins, found.sequence) == ("moved", AT + 24 * HOUR, 1)
    assert held.told("meeting.moved") == ["eva@example.se"]
    found = held.do("move", number, place="Biblioteket", said="Vi byter sal.", now=NOW + HOUR)
    assert (found.place, found.sequence) == ("Biblioteket", 1)
    assert held.told("meeting.moved") == ["eva@example.se", "eva@example.se"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"begins": BEGINS}, "already"),
        ({"begins": wall("2027-01-01 18:00")}, "is over"),
        ({"begins": wall("2027-03-28 02:30")}, "never stands at 02:30"),
        ({"begins": wall("2027-10-31 02:30")}, "twice"),
        ({"lasts": 5}, "ten minutes"),
    ],
)
def test_what_it_cant_be_moved_to(held: Held, more: dict[str, Any], why: str) -> None:
    number = held.announced()
    with pytest.raises(api.Refused, match=why):
        held.do("move", number, said="Ny tid.", **more)
    assert held.meeting(number).state == "announced"


def test_moved_into_the_night_when_the_clock_goes_back(held: Held) -> None:
    number = held.announced()
    found = held.do("move", number, begins=wall("2027-10-31 02:30"), fold=1, said="Nattvandring.")
    assert found.begins == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert (found.local.hour, found.local.minute) == (2, 30)


def test_moving_and_cancelling_ask_for_a_sentence(held: Held) -> None:
    number = held.announced()
    with pytest.raises(UserError, match="sentence"):
        held.do("move", number, begins=BEGINS + HOUR, said=" ")
    with pytest.raises(UserError, match="sentence"):
        held.do("cancel", number, said="")
    assert held.told("meeting.cancelled") == []


def test_once_announced_its_time_is_changed_by_moving_alone(held: Held) -> None:
    number = held.announced()
    draft = api.Draft("Startmöte i Berga", BEGINS, place="Berga skola")
    assert held.do("change", number, draft=draft).title == "Startmöte i Berga"
    with pytest.raises(api.Refused, match="Move it"):
        held.do("change", number, draft=api.Draft("Startmöte", BEGINS + HOUR, place="Berga skola"))


def test_cancelled_tells_people_and_takes_no_answer_any_more(held: Held) -> None:
    number = held.announced()
    held.answer(number, OLA, "no")
    found = held.do("cancel", number, said="Föreläsaren är sjuk.")
    assert (found.state, found.sequence, found.said) == ("cancelled", 1, "Föreläsaren är sjuk.")
    assert held.told("meeting.cancelled") == ["eva@example.se"]
    with pytest.raises(api.Refused, match="cancelled"):
        held.answer(number, EVA)
    with pytest.raises(MoveRefused):
        held.do("announce", number)


def test_a_cancelled_draft_tells_nobody(held: Held) -> None:
    number = held.plan()
    held.do("invite", number, guests=[EVA])
    assert held.do("cancel", number, said="Det blir inget.").sequence == 0
    assert held.told("meeting.cancelled") == []


def test_held_with_how_many_came(held: Held) -> None:
    number = held.announced()
    with pytest.raises(api.Refused, match="two hours"):
        held.do("attend", number, invitation_id=held.invitation(number).pk, came=2)
    with pytest.raises(api.Refused, match="not begun"):
        held.do("hold", number)
    held.do("attend", number, invitation_id=held.invitation(number).pk, came=2, now=AT)
    first = held.do("walk_in", number, name="Granne", count=3, now=AT)
    held.do("walk_out", number, walk_in_id=first, now=AT)
    held.do("walk_in", number, count=1, now=AT)
    found = held.do("hold", number, now=AT + HOUR)
    assert (found.state, found.counts.came, found.counts.invited) == ("held", 3, 2)
    held.do("attend", number, invitation_id=held.invitation(number).pk, came=None, now=AT + HOUR)
    assert held.meeting(number).counts.came == 1


def test_nobody_is_invited_to_what_is_over(held: Held) -> None:
    number = held.announced()
    held.do("hold", number, now=AT + HOUR)
    with pytest.raises(api.Refused, match="any more"):
        held.do("invite", number, guests=[api.Who(name="Sen")])


def test_who_has_been_written_to_stays_on_the_list(held: Held) -> None:
    number = held.plan()
    held.do("invite", number, guests=[EVA, OLA])
    with held.cast.acting(held.cast.coordinator) as actor:
        api.leave_out(meeting_id=number, invitation_id=held.invitation(number, OLA).pk, actor=actor)
    held.do("announce", number)
    with held.cast.acting(held.cast.coordinator) as actor, pytest.raises(api.Refused, match="stay on the list"):
        api.leave_out(meeting_id=number, invitation_id=held.invitation(number).pk, actor=actor)


def test_a_contact_person_holds_meetings_of_their_own_group_alone(held: Held) -> None:
    elsa, number = held.cast.contact_person, held.announced()
    mine, others = own(elsa), own(elsa, ("watch_group", 8))
    assert held.do("move", number, actor=mine, begins=BEGINS + HOUR, said="En timme senare.").state == "moved"
    for stranger in (others, elsa, held.cast.visitor):  # `elsa` has the role for all groups: it opens none
        with pytest.raises(api.MeetingMissing):
            held.do("cancel", number, actor=stranger, said="Nej.")
    with held.cast.acting(elsa), pytest.raises(NotYours):
        api.plan(kind="test.start", draft=api.Draft("X", BEGINS), because=BECAUSE, actor=others, now=NOW)
    with held.cast.acting(elsa):
        assert api.plan(kind="test.start", draft=api.Draft("X", BEGINS), because=BECAUSE, actor=mine, now=NOW)


def test_the_next_municipality_sees_nothing(held: Held) -> None:
    number = held.announced()
    with held.cast.acting(held.cast.stranger) as hugo:
        assert api.meetings_of(BECAUSE) == ()
        for work in ("announce", "hold"):
            with pytest.raises(api.MeetingMissing):
                getattr(api, work)(meeting_id=number, actor=hugo, now=NOW)


def test_meetings_of_a_record(held: Held) -> None:
    first, second = held.announced(), held.plan(begins=BEGINS + timedelta(days=300))
    with held.cast.acting(held.cast.coordinator):
        assert [each.id for each in api.meetings_of(BECAUSE)] == [second, first]
        assert [each.id for each in api.meetings_of(BECAUSE, states=("announced",))] == [first]
        assert api.meetings_of(("watch_group", 8)) == ()
        assert [each.id for each in api.meetings(since=AT, until=AT + HOUR)] == [first]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "At most 120"),
        ({"places": 0}, "room"),
        ({"lasts": 0}, "ten minutes"),
        ({"begins": wall("2027-03-28 02:30")}, "never stands"),
        ({"begins": wall("2027-10-31 02:30")}, "Say which"),
    ],
)
def test_what_is_no_meeting(held: Held, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(api.Refused, match=why):
        held.plan(**fields)


def test_its_events_are_known(held: Held) -> None:
    assert "meeting.minuted" in events()
    held.do("announce", held.plan())
    lines = [entry.action for entry in held.cast.log()]
    assert lines[:2] == ["meeting.announce", "meeting.planned"]
