"""Answers by a link without a sign-in: yes, no and maybe, places and the list of those who wait."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kokong.kernel import tenancy
from kokong.meetings import answering, api, links, models, rules
from kokong.sending.models import Message
from tests.cast import Cast
from tests.meetings.conftest import AT, EVA, HOUR, NOW, OLA, Held

UNA = api.Who(name="Una Uv", email="una@example.se")


def page(held: Held, number: int, who: api.Who = EVA) -> str:
    return reverse("meetings:answer", args=[links.secret_of(held.invitation(number, who))])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What time the page thinks it is."""
    now = [NOW]
    monkeypatch.setattr("kokong.meetings.views.timezone.now", lambda: now[0])
    return now


def test_to_look_at_a_link_changes_nothing_and_a_press_answers(held: Held, clock: list[Any]) -> None:
    number = held.announced(title="Startmöte i Berga", description="Ta med **kaffe**.")
    url = page(held, number)
    shown = Client().get(url, {"answer": "yes"}).content.decode()
    assert "Startmöte i Berga" in shown
    assert "<strong>kaffe</strong>" in shown
    assert Client().head(url).status_code == 200
    assert held.invitation(number).answer == ""
    answer = Client().post(url, {"answer": "yes", "people": "3"})
    assert "You have a place" in answer.content.decode()
    assert (held.meeting(number).counts.yes, held.meeting(number).counts.people) == (1, 3)
    Client().post(url, {"answer": "no"})
    assert (held.meeting(number).counts.no, held.meeting(number).counts.people) == (1, 0)


@pytest.mark.parametrize("change", ["x", "", "0"])
def test_another_link_leads_nowhere(held: Held, clock: list[Any], change: str) -> None:
    number = held.announced()
    mine, other = links.secret_of(held.invitation(number)), links.secret_of(held.invitation(number, OLA))
    for secret in (mine[:-1] + change, mine.rsplit("-", 1)[0] + "-" + other.rsplit("-", 1)[1]):
        if secret and secret != mine:
            assert Client().get(reverse("meetings:answer", args=[secret])).status_code == 404


def test_a_link_answers_whoever_is_signed_in_and_wherever(held: Held, clock: list[Any]) -> None:
    number = held.announced()
    browser = held.cast.client(held.cast.stranger)
    assert browser.post(page(held, number), {"answer": "maybe"}).status_code == 200
    assert held.invitation(number).answer == "maybe"


@pytest.mark.parametrize("body", [{}, {"answer": "perhaps"}, {"answer": "yes", "people": "21"}])
def test_what_is_no_answer(held: Held, clock: list[Any], body: dict[str, str]) -> None:
    number = held.announced()
    assert Client().post(page(held, number), body).status_code == 422
    assert held.invitation(number).answer == ""


def test_a_late_answer_is_refused_kindly(held: Held, clock: list[Any]) -> None:
    number = held.announced()
    clock[0] = AT + 2 * HOUR
    assert "This meeting has been" in Client().get(page(held, number)).content.decode()
    answer = Client().post(page(held, number), {"answer": "yes"})
    assert (answer.status_code, held.invitation(number).answer) == (422, "")
    assert "no longer needed" in answer.content.decode()


def test_full_means_waiting_in_order_and_who_moves_up_is_told_once(held: Held) -> None:
    number = held.announced(EVA, OLA, UNA, places=2)
    assert held.answer(number, EVA, people=2).seat == "in"
    assert held.answer(number, OLA) == api.Answered("waiting", 1)
    assert held.answer(number, UNA, now=NOW + HOUR) == api.Answered("waiting", 2)
    assert held.answer(number, OLA, now=NOW + 2 * HOUR) == api.Answered("waiting", 1)  # again is no later
    held.answer(number, EVA, "no")
    assert held.told("meeting.seated") == ["ola@example.se", "una@example.se"]
    held.answer(number, EVA, "no")
    assert len(held.told("meeting.seated")) == 2
    assert held.answer(number, EVA).seat == "waiting"


def test_more_places_let_those_who_wait_move_up(held: Held) -> None:
    number = held.announced(EVA, OLA, places=1)
    held.answer(number, EVA)
    held.answer(number, OLA)
    draft = api.Draft("Startmöte", AT, place="Berga skola", places=2)
    assert held.do("change", number, draft=draft).counts.people == 2
    assert held.told("meeting.seated") == ["ola@example.se"]


def test_who_is_in_and_brings_too_many_keeps_the_place(held: Held) -> None:
    number = held.announced(EVA, OLA, places=2)
    held.answer(number, EVA)
    held.answer(number, OLA)
    with pytest.raises(api.Refused, match="still stands"):
        held.answer(number, EVA, people=2)
    assert held.invitation(number).seat == "in"


def test_of_two_at_once_for_the_last_place_one_is_in(committed_cast: Cast) -> None:
    held = Held(committed_cast)
    number = held.announced(EVA, OLA, places=1)
    ids = [held.invitation(number, who).pk for who in (EVA, OLA)]
    start, seats = threading.Barrier(2), list[str]()

    def say(invitation_id: int) -> None:
        start.wait()
        with tenancy.scope(municipality_id=held.cast.home.pk):
            seats.append(api.answer(invitation_id=invitation_id, answer="yes", now=NOW).seat)
        connection.close()

    threads = [threading.Thread(target=say, args=(each,)) for each in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seats) == ["in", "waiting"]
    assert held.meeting(number).counts.people == 1


def test_cancelled_while_answers_come(committed_cast: Cast) -> None:
    """Whichever is first, nobody has a place in a cancelled meeting without being told that it is."""
    held = Held(committed_cast)
    number = held.announced(EVA)
    invitation_id, start, said = held.invitation(number).pk, threading.Barrier(2), list[str]()

    def say() -> None:
        start.wait()
        try:
            with tenancy.scope(municipality_id=held.cast.home.pk):
                said.append(api.answer(invitation_id=invitation_id, answer="yes", now=NOW).seat)
        except api.Refused as error:
            said.append(error.message)
        connection.close()

    thread = threading.Thread(target=say)
    thread.start()
    start.wait()
    held.do("cancel", number, said="Inställt.")
    thread.join()
    assert said[0] == "in" or "cancelled" in said[0]
    assert held.told("meeting.cancelled") == ["eva@example.se"]


def test_no_table_holds_a_link(held: Held) -> None:
    number = held.announced()
    secret = links.secret_of(held.invitation(number)).rsplit("-", 1)[1]
    with held.cast.acting(held.cast.coordinator):
        kept = [*models.Invitation.objects.values(), *Message.objects.values()]
    assert all(secret not in str(row) for row in kept)
    assert answering.open_link(secret=links.secret_of(held.invitation(number)), now=NOW) is not None


def test_who_asks_by_an_address_is_written_to_there_and_has_no_place_before_the_link(held: Held) -> None:
    number = held.announced(EVA)
    new = api.Who(name="Nya Ny", email="NY@example.se", user_id=held.cast.coordinator.user_id)
    for who, now in ((new, NOW), (EVA, NOW), (EVA, NOW), (EVA, NOW + timedelta(minutes=11))):
        with held.cast.acting(held.cast.coordinator):
            api.ask_for(meeting_id=number, who=who, now=now)
    assert held.told("meeting.invited") == [EVA.email, "ny@example.se", EVA.email, EVA.email]
    counts = held.meeting(number).counts
    assert (counts.invited, counts.people) == (2, 0)
    with held.cast.acting(held.cast.coordinator):
        guests = api.guests(meeting_id=number)
    assert [(each.name, each.user_id) for each in guests] == [("Eva Ek", None), ("Nya Ny", None)]


def test_nobody_asks_for_what_takes_no_answers_by_no_address_or_by_the_hundred(held: Held) -> None:
    draft, number = held.plan(), held.announced(EVA)
    with held.cast.acting(held.cast.coordinator):
        for meeting_id, who, said in ((draft, EVA, "any more"), (number, api.Who(name="X"), "e-mail address"),
                                      (number, api.Who(email="x"), "no e-mail address")):  # fmt: skip
            with pytest.raises(api.Refused, match=said):
                api.ask_for(meeting_id=meeting_id, who=who, now=NOW)
        for n in range(rules.MOST_ASKING - 1):
            api.ask_for(meeting_id=number, who=api.Who(email=f"p{n}@p.example"), now=NOW)
        with pytest.raises(api.Refused, match="Very many"):
            api.ask_for(meeting_id=number, who=api.Who(email="last@p.example"), now=NOW)
