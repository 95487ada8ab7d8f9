"""The pages of those who hold meetings: from a draft to minutes that are on their way."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.meetings import api, links, minutes, models, speaking
from kokong.sending import delivery
from kokong.sending.models import Message
from tests.cast import Cast
from tests.meetings.conftest import AT, BECAUSE, BEGINS, EVA, HOUR, NOW, OLA, Held, own, wall

PLANNED = {"title": "Möte i Berga", "at": "18:30", "lasts": "90", "place": "Skolan", "places": "2"}


def url(name: str, *parts: Any) -> str:
    return reverse(f"meetings:{name}", args=parts)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_whole_meeting_on_its_pages(held: Held) -> None:
    browser, day = held.cast.client(held.cast.coordinator), timezone.localdate() + timedelta(days=30)
    answer = browser.post(url("new"), PLANNED | {"day": str(day)})
    number = int(answer["Location"].strip("/").rsplit("/", 1)[-1])
    browser.post(url("invite", number), {"guests": "Eva Ek, eva@example.se\nOla Al <ola@example.se>\nGun Granne"})
    page = said(browser.get(url("meeting", number)))
    assert "Invitation: Möte i Berga" in page
    assert "on paper" in page
    browser.post(url("announce", number))
    assert "Möte i Berga" in said(browser.get(url("list")))
    later = day + timedelta(days=1)
    browser.post(url("move", number), PLANNED | {"day": str(later), "said": "Skolan var bokad."})
    assert "Skolan var bokad." in said(browser.get(url("meeting", number)))
    with held.cast.acting(held.cast.coordinator):
        models.Meeting.objects.filter(pk=number).update(begins=timezone.now() - timedelta(minutes=5))
        eva = models.Invitation.objects.get(email="eva@example.se")
    browser.post(url("came", number, eva.pk), {"came": "2"})
    browser.post(url("walk-in", number), {"name": "", "count": "3"})
    assert "5 people came" in said(browser.get(url("attendance", number)))
    browser.post(url("hold", number))
    assert "Möte i Berga" in said(browser.get(url("list"), {"which": "open"}))
    browser.post(url("minutes", number), {"body": "Vi talade om **ljus**.", "based_on": "0"})
    browser.post(url("agree", number), {"text": "Lampan lagas", "who": "Ola", "due": str(later)})
    browser.post(url("send", number))
    assert sorted(held.told("meeting.minutes")) == ["eva@example.se", "ola@example.se"]
    seen = said(Client().get(url("answer", links.secret_of(eva))))
    assert "<strong>ljus</strong>" in seen
    assert "Lampan lagas" in seen
    following = browser.post(url("again", number))["Location"]
    assert "Möte i Berga" in said(browser.get(following))
    assert "Eva Ek" in said(browser.get(following.replace("change/", "")))


def test_a_time_of_the_night_when_the_clock_changes_is_asked_about(held: Held) -> None:
    browser = held.cast.client(held.cast.coordinator)
    spring = browser.post(url("new"), PLANNED | {"day": "2027-03-28", "at": "02:30"})
    assert spring.status_code == 422
    assert "never stands at 02:30" in said(spring)
    autumn = PLANNED | {"day": "2027-10-31", "at": "02:30"}
    asked = browser.post(url("new"), autumn)
    assert asked.status_code == 422
    assert "Which of the two times" in said(asked)
    done = browser.post(url("new"), autumn | {"fold": "1"})
    page = said(browser.get(done["Location"] + "change/"))
    assert 'value="02:30"' in page
    assert "Which of the two times" in page


@pytest.mark.parametrize("name", ["meeting", "change", "move", "attendance", "minutes"])
def test_who_may_open_a_page(held: Held, name: str) -> None:
    number = held.announced()
    assert held.cast.client(held.cast.coordinator).get(url(name, number)).status_code == 200
    assert held.cast.client(held.cast.stranger).get(url(name, number)).status_code == 404
    for other in (held.cast.visitor, held.cast.contact_person):
        assert held.cast.client(other).get(url(name, number)).status_code == 403


def test_a_contact_person_opens_their_own_groups_meetings(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    from kokong.people import api as people

    mine, elsa = held.announced(), held.cast.contact_person
    with held.cast.acting(held.cast.coordinator) as bo:
        draft = api.Draft("Annat", BEGINS)
        others = api.plan(kind="test.start", draft=draft, because=("watch_group", 8), actor=bo, now=NOW)
    monkeypatch.setattr(people, "actors_of", lambda **_: (own(elsa),))
    browser = held.cast.client(elsa)
    assert browser.get(url("meeting", mine)).status_code == 200
    assert browser.get(url("meeting", others)).status_code == 403
    listed = said(browser.get(url("list")))
    assert "Startmöte" in listed
    assert "Annat" not in listed
    assert browser.get(url("new"), {"kind": "test.start", "about": "watch_group-7"}).status_code == 200
    assert browser.get(url("new"), {"kind": "test.start", "about": "watch_group-8"}).status_code == 404
    assert browser.get(url("new")).status_code == 404


def test_minutes_are_sent_once_for_each_wording(held: Held) -> None:
    number = held.announced()
    held.do("hold", number, now=AT + HOUR)
    with held.cast.acting(held.cast.coordinator) as bo:
        with pytest.raises(api.Refused, match="first"):
            minutes.send(meeting_id=number, actor=bo, now=AT)
        minutes.write(meeting_id=number, body="Ett", based_on=0, actor=bo, now=AT)
        assert minutes.send(meeting_id=number, actor=bo, now=AT) == 2
        with pytest.raises(api.Refused, match="have been sent"):
            minutes.send(meeting_id=number, actor=bo, now=AT)
        with pytest.raises(api.Refused, match="meanwhile"):
            minutes.write(meeting_id=number, body="Två", based_on=0, actor=bo, now=AT)
        minutes.write(meeting_id=number, body="Två", based_on=1, actor=bo, now=AT)
        assert minutes.send(meeting_id=number, actor=bo, now=AT) == 2
    assert len(held.told("meeting.minutes")) == 4
    assert held.meeting(number).state == "minuted"


def test_nothing_is_minuted_before_it_was_held(held: Held) -> None:
    number = held.announced()
    with held.cast.acting(held.cast.coordinator) as bo:
        with pytest.raises(api.Refused, match="was held"):
            minutes.write(meeting_id=number, body="Ett", based_on=0, actor=bo, now=NOW)
        with pytest.raises(api.Refused, match="was held"):
            minutes.agree(meeting_id=number, what=api.Agreed("Ett"), actor=bo, now=NOW)


def offered(held: Held, **more: Any) -> int:
    with held.cast.acting(held.cast.officer) as alva:
        fields: dict[str, Any] = {"topic": "Så tänker tjuven", "begins": wall("2027-03-04 17:00"), "lasts": 180}
        return speaking.offer(**fields | more, actor=alva, now=NOW)


def test_a_speaker_is_booked_told_and_free_again_when_the_meeting_moves_away(held: Held) -> None:
    number, offer = held.announced(), offered(held)
    with held.cast.acting(held.cast.coordinator) as bo:
        assert [each.id for each in speaking.that_fit(meeting=api.meeting(meeting_id=number))] == [offer]
        speaking.book(meeting_id=number, offer_id=offer, actor=bo, now=NOW)
        assert [each.name for each in speaking.of_meeting(meeting_id=number)] == ["Alva Polis"]
        with pytest.raises(api.Refused, match="just booked"):
            speaking.book(meeting_id=number, offer_id=offer, actor=bo, now=NOW)
    with held.cast.acting(held.cast.officer) as alva, pytest.raises(api.Refused, match="booked"):
        speaking.withdraw(offer_id=offer, actor=alva)
    held.do("move", number, begins=BEGINS + 24 * HOUR, said="En dag senare.")
    with held.cast.acting(held.cast.coordinator):
        assert speaking.of_meeting(meeting_id=number) == ()
        kinds = Message.objects.filter(subject="meeting_offer", way="email").order_by("pk")
        assert list(kinds.values_list("kind", flat=True)) == ["meeting.booked", "meeting.freed"]


def test_a_cancelled_meeting_frees_its_speakers(held: Held) -> None:
    number, offer = held.announced(), offered(held)
    with held.cast.acting(held.cast.coordinator) as bo:
        speaking.book(meeting_id=number, offer_id=offer, actor=bo, now=NOW)
    held.do("cancel", number, said="Inställt.")
    with held.cast.acting(held.cast.coordinator):
        assert [each.id for each in speaking.to_come(now=NOW)] == [offer]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"topic": " "}, "what about"),
        ({"lasts": 1}, "what about"),
        ({"begins": wall("2027-01-04 17:00")}, "is over"),
        ({"begins": wall("2027-03-04 18:00")}, "already"),
    ],
)
def test_what_is_no_offer(held: Held, more: dict[str, Any], why: str) -> None:
    offered(held)
    with pytest.raises(api.Refused, match=why):
        offered(held, **more)


def test_two_meetings_at_once_book_one_speaker(committed_cast: Cast) -> None:
    held = Held(committed_cast)
    numbers, offer = (held.announced(EVA), held.announced(OLA)), offered(held)
    start, won = threading.Barrier(2), list[int]()
    bo = held.cast.coordinator

    def press(number: int) -> None:
        start.wait()
        try:
            with tenancy.scope(municipality_id=held.cast.home.pk, authority="municipality", user_id=bo.user_id,
                               roles=("coordinator",)):  # fmt: skip
                speaking.book(meeting_id=number, offer_id=offer, actor=bo, now=NOW)
            won.append(number)
        except api.Refused:
            pass  # the other was first
        connection.close()

    threads = [threading.Thread(target=press, args=(each,)) for each in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    with held.cast.acting(bo):
        assert [each.id for each in speaking.of_meeting(meeting_id=won[0])] == [offer]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//elsewhere.example", "ftp://x.example", "http://[", " "]
)
def test_material_leads_to_pages_alone(held: Held, address: str) -> None:
    number, browser = held.plan(), held.cast.client(held.cast.coordinator)
    browser.post(url("material", number), {"title": "Karta", "url": address})
    assert "Karta" not in said(browser.get(url("meeting", number)))
    browser.post(url("material", number), {"title": "Karta", "url": "https://karta.example/"})
    assert 'href="https://karta.example/"' in said(browser.get(url("meeting", number)))


def test_a_speaker_is_told_what_is_true_when_it_is_sent(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core import mail

    monkeypatch.setattr("kokong.sending.delivery.timezone.now", lambda: NOW + HOUR)
    number, offer = held.announced(EVA), offered(held)
    with held.cast.acting(held.cast.coordinator) as bo:
        speaking.book(meeting_id=number, offer_id=offer, actor=bo, now=NOW)
        waiting = list(Message.objects.filter(subject="meeting_offer", way="email").values_list("pk", flat=True))
    for each in waiting:
        delivery.deliver(municipality_id=held.cast.home.pk, message_id=each, job=None)
    (letter,) = mail.outbox
    assert letter.subject.endswith(": Startmöte")
    assert "Så tänker tjuven" in letter.body
    assert BECAUSE[0] not in letter.body
