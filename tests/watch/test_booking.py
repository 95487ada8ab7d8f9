"""The start meeting, from a time that an officer offers to a group that is trained."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import documents, events
from kokong.measures.watch import api, booking, gathering, paper, starting
from kokong.meetings import api as meetings
from kokong.meetings import speaking
from tests.cast import Cast
from tests.watch.conftest import Village, build_village
from tests.worker import run_jobs


def offered(village: Village, *, days: float = 7) -> int:
    """The officer offers two hours."""
    begins = village.now + timedelta(days=days)
    with village.cast.acting(village.cast.officer) as officer:
        return speaking.offer(topic="Brottsplats", begins=begins, lasts=120, actor=officer, now=village.now)


def test_a_start_meeting_is_booked_held_and_minuted_and_the_group_is_trained(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    cast, offer_id, group_id = village.cast, offered(village), village.group_id
    village.joins(0, "Nora Granne")
    desk = cast.client(cast.coordinator)
    page = reverse("watch:start-meeting", args=[group_id])
    assert "Brottsplats" in desk.get(page).content.decode()
    said = {"offer": offer_id, "speaker": "crime_scene", "place": "Berga skola"}
    number = int(desk.post(page, said).headers["Location"].rstrip("/").rpartition("/")[2])
    assert village.group().state == "meeting"
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [[cast.officer.email]], "the speaker is told"
    later = village.now + timedelta(days=8)
    with cast.acting(cast.coordinator) as actor:
        assert [each.name for each in meetings.guests(meeting_id=number)] == ["Nora Granne"]
        meetings.hold(meeting_id=number, actor=actor, now=later)
        meetings.write_minutes(meeting_id=number, body="Vi lärde oss.", based_on=0, actor=actor, now=later)
        meetings.send_minutes(meeting_id=number, actor=actor, now=later)
        begins = meetings.meeting(meeting_id=number).begins
    told = meetings.MeetingMinuted(number, gathering.START, "watch_group", group_id, begins, 9, 1)
    with cast.acting(cast.coordinator), pytest.MonkeyPatch.context() as patch:
        patch.setattr("kokong.measures.watch.booking.timezone.now", lambda: later)
        booking.follow(told)
        booking.follow(told)
    found = village.group()
    assert (found.state, found.speaker) == ("trained", "crime_scene")
    assert "watch.booking.follow" in " ".join(events.subscribers_of(meetings.MeetingMinuted))


def test_a_group_whose_start_meeting_is_cancelled_waits_for_another_one(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    cast, group_id = village.cast, village.group_id
    good = booking.Start(offered(village), "police", "Skolan")
    with cast.acting(cast.coordinator) as actor:
        number = booking.book(group_id=group_id, start=good, actor=actor, now=village.now)
        meetings.cancel(meeting_id=number, said="Polisen är sjuk.", actor=actor, now=village.now)
    run_jobs()
    assert village.group().state == "interest"
    today = cast.client(cast.coordinator).get("/").content.decode()
    assert "Storgatan" in today[today.index("Groups to start") :]
    with cast.acting(cast.coordinator) as actor:
        assert len(meetings.offers(now=village.now)) == 1, "the speaker is free again"
        booking.book(group_id=group_id, start=good, actor=actor, now=timezone.now())
        told = meetings.MeetingCancelled(number, gathering.START, "watch_group", group_id)
        booking.take_up_again(told)
    assert village.group().state == "meeting", "told late it undoes no meeting that was booked since"


def test_what_can_not_be_booked_is_refused_and_changes_nothing(village: Village) -> None:
    offer_id = offered(village)
    with village.cast.acting(village.cast.coordinator) as actor:
        for start, why in (
            (booking.Start(987_654, "police", "Skolan"), "time is gone"),
            (booking.Start(offer_id, "mayor", "Skolan"), "who speaks"),
            (booking.Start(offer_id, "police", " "), "where you meet"),
        ):
            with pytest.raises(api.Refused, match=why):
                booking.book(group_id=village.group_id, start=start, actor=actor, now=village.now)
        assert meetings.meetings_of(("watch_group", village.group_id)) == ()
        good = booking.Start(offer_id, "police", "Skolan")
        booking.book(group_id=village.group_id, start=good, actor=actor, now=village.now)
        with pytest.raises(api.Refused, match="booked already"):
            booking.book(group_id=village.group_id, start=good, actor=actor, now=village.now)
        with pytest.raises(api.Refused, match="time is gone"):
            booking.book(group_id=village.other_id, start=good, actor=actor, now=village.now)
    assert village.group().state == "meeting"


def test_a_meeting_of_the_neighbours_counts_once_its_minutes_are_sent(village: Village) -> None:
    village.active(days_ago=100)
    told = meetings.MeetingMinuted(
        1, gathering.NEIGHBOURS, "watch_group", village.group_id, village.now - timedelta(days=2), 9, 1
    )
    with village.cast.acting(village.cast.coordinator):
        booking.follow(told)
    met = village.group().met
    assert met is not None
    assert abs((village.now.date() - met).days - 2) <= 1


def test_the_code_on_a_poster_leads_to_the_groups_own_page(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    real = documents.code

    def code(link: str) -> str:
        drawn.append(link)
        return real(link)

    monkeypatch.setattr("kokong.kernel.documents.code", code)
    with village.cast.acting(village.cast.coordinator):
        paper.poster(group_id=village.group_id)
    path = reverse("watch:join-group", args=[village.cast.home.code, village.group_id])
    assert drawn[0].endswith(path)
    assert "<h1>Join Storgatan</h1>" in Client().get(path).content.decode()
    never = reverse("watch:join-group", args=[village.cast.home.code, 987_654])
    assert "Join the neighbourhood watch" in Client().get(never).content.decode()
    elsewhere = reverse("watch:join-group", args=[village.cast.elsewhere.code, village.group_id])
    assert "Storgatan" not in Client().get(elsewhere).content.decode()


def test_every_way_to_start_has_its_ground_but_the_area_that_is_there() -> None:
    assert [way for way, each in starting.WAYS.items() if each.shape is None] == ["area"]
