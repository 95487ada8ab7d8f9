"""A year after its household is asked whether a kit was used; once, by a link that looking doesn't press."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.measures.marking import api, information, models, reading
from kokong.measures.marking.reach import counting
from kokong.measures.marking.survey import asking
from kokong.meetings import api as meetings
from tests.cast import Cast
from tests.marking.conftest import EMAIL, Shelf, build_shelf
from tests.worker import run_jobs


def asked(shelf: Shelf) -> str:
    """The address that the letter has."""
    with shelf.cast.acting(shelf.cast.coordinator):
        assert asking.ask(now=shelf.now) == 1
        return asking.address_of(models.Handing.objects.exclude(asked=None).get())


def test_one_letter_one_press_and_the_address_is_forgotten(committed_cast: Cast) -> None:
    shelf = build_shelf(committed_cast)
    shelf.give(days_ago=366, ask=True, email=EMAIL.upper())
    shelf.give(days_ago=300, ask=True, email="early@hem.example")
    shelf.give(days_ago=366)
    mail.outbox.clear()
    link = asked(shelf)
    with shelf.cast.acting(shelf.cast.coordinator):
        assert asking.ask(now=shelf.now) == 0
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert link in letter.body
    browser = Client()
    for _looked in range(2):
        page = browser.get(link)
        assert page.status_code == 200
    assert "Malmen" not in page.content.decode()
    assert browser.post(link, {"used": "kanske"}).status_code == 200
    with shelf.cast.acting(shelf.cast.coordinator):
        assert reading.used() == (0, 3)
    assert browser.post(link, {"used": "yes"}).status_code == 200
    assert browser.post(link, {"used": "no"}).status_code == 410
    with shelf.cast.acting(shelf.cast.coordinator):
        assert reading.used() == (1, 3)
        assert counting.one(counted_id=shelf.area_id, now=shelf.now).marked == 1
        assert not models.Handing.objects.filter(email=EMAIL).exists()


def test_a_link_that_is_another_ones_or_too_old_says_nothing(shelf: Shelf) -> None:
    shelf.give(days_ago=366, ask=True, email=EMAIL)
    secret = asked(shelf).rstrip("/").rpartition("/")[2]
    assert asking.look(secret=secret, now=shelf.now) is not None
    assert asking.look(secret=secret, now=shelf.now + asking.OPEN + timedelta(days=1)) is None
    place, number, proof = secret.split("-")
    for other in (f"{place}-{int(number) + 1}-{proof}", f"{int(place) + 1}-{number}-{proof}", "x", f"{secret}0"):
        assert asking.look(secret=other, now=shelf.now) is None
        assert asking.answer(secret=other, used=True, now=shelf.now) is None
    assert Client().get(reverse("marking-public:used", args=["0-0-" + "0" * 64])).status_code == 410


def test_an_answer_that_can_not_be_counted_is_taken_all_the_same(shelf: Shelf) -> None:
    shelf.give(days_ago=366, ask=True, email=EMAIL)
    link = asked(shelf)
    with shelf.cast.acting(shelf.cast.coordinator) as actor:
        counting.say(
            counted_id=shelf.area_id, households=20, client_id=uuid4(), user_id=actor.user_id, now=shelf.now
        )
    assert Client().post(link, {"used": "yes"}).status_code == 200
    with shelf.cast.acting(shelf.cast.coordinator):
        row = models.Handing.objects.get()
        assert (row.used, row.email, row.answered is None) == (None, "", False)
        assert counting.one(counted_id=shelf.area_id, now=shelf.now).marked == 20


@pytest.mark.parametrize("given", [{"email": ""}, {"kits": 2}])
def test_nobody_is_asked_without_an_address_or_for_several(shelf: Shelf, given: dict[str, object]) -> None:
    with pytest.raises(api.Refused, match="To ask in a year"):
        shelf.give(**{"ask": True, "email": EMAIL, **given})  # type: ignore[arg-type]


def test_an_event_says_who_came_and_how_many_kits_are_used(shelf: Shelf) -> None:
    with shelf.cast.acting(shelf.cast.coordinator) as actor:
        begins = timezone.localtime(shelf.now + timedelta(hours=1)).replace(tzinfo=None)
        draft = meetings.Draft("Märk dina saker", begins, place="Biblioteket", places=40)
        number = meetings.plan(kind=information.KIND, draft=draft, actor=actor, now=shelf.now)
    shelf.give(kits=4, meeting_id=number)
    with_used = shelf.give(meeting_id=number)
    with shelf.cast.acting(shelf.cast.coordinator):
        api.use(handing_id=with_used, used=1, now=shelf.now)
        (event,) = information.events(now=shelf.now)
    assert (event.meeting.title, event.kits, event.used) == ("Märk dina saker", 5, 1)
    page = shelf.cast.client(shelf.cast.coordinator).get(reverse("marking:list"))
    assert "Märk dina saker" in page.content.decode()
