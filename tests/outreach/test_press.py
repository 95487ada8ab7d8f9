"""A release to the press list, with facts that lead to no home."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from procrastinate.testing import InMemoryConnector

from kokong.kernel import tenancy
from kokong.measures.outreach import api, models, moving
from kokong.measures.outreach.press import facts, letters, listing, public
from kokong.sending import api as sending
from tests.cast import Cast
from tests.outreach.conftest import DARK, NOW, Desk
from tests.worker import run_here, run_jobs


@pytest.mark.parametrize(
    ("today", "first", "after"),
    [
        (date(2026, 11, 30), date(2025, 10, 1), date(2026, 10, 1)),
        (date(2026, 1, 1), date(2024, 12, 1), date(2025, 12, 1)),
        (date(2028, 2, 29), date(2027, 1, 1), date(2028, 1, 1)),
    ],
)
def test_the_months_are_whole_and_ended_a_month_ago(today: date, first: date, after: date) -> None:
    told = facts.period(today)
    assert (told.first, told.after) == (first, after)
    assert today - told.after >= timedelta(days=28)
    assert told.before.after == told.first


@pytest.mark.parametrize(("count", "told"), [(0, None), (4, None), (5, (5, 9)), (9, (5, 9)), (43, (40, 44))])
def test_a_count_is_told_in_steps_of_five(count: int, told: tuple[int, int] | None) -> None:
    assert facts.step(count) == told


def test_the_press_list_is_the_coordinators_and_each_address_stands_there_once(desk: Desk) -> None:
    browser, page = desk.cast.client(desk.cast.coordinator), reverse("outreach:press")
    office = {"outlet": "Havsviks Tidning", "email": "red@tidning.example"}
    assert "It is on the press list" in browser.post(page, office, follow=True).content.decode()
    again = browser.post(page, {**office, "email": "RED@tidning.example"})
    assert (again.status_code, "on the press list already" in again.content.decode()) == (422, True)
    assert desk.cast.client(desk.cast.officer).get(page).status_code == 403
    assert "Tidning" not in desk.cast.client(desk.cast.stranger).get(page).content.decode()
    (row,) = desk.reading(listing.offices)
    assert (
        "off the press list"
        in browser.post(reverse("outreach:press-remove", args=[row.id]), follow=True).content.decode()
    )
    assert desk.reading(listing.offices) == ()


def test_whoever_leaves_in_a_letter_is_shown_as_having_left_and_can_come_back(desk: Desk) -> None:
    number = desk.reading(listing.add, outlet="Radio Havsvik", email="red@radio.example", now=NOW)
    reader = sending.Reader("press", f"press_office {number}")
    with tenancy.scope(municipality_id=desk.cast.home.pk, authority="municipality"):
        letters.left(reader, NOW)
        assert not models.PressOffice.objects.exists(), "they see nobody"
    assert [each.left for each in desk.reading(listing.offices)] == [NOW]
    assert desk.reading(letters.count, _audience=api.Audience()) == 0
    with tenancy.scope(municipality_id=desk.cast.home.pk, authority="municipality"):
        assert letters.came_back(reader, NOW)
        assert not letters.came_back(sending.Reader("press", "press_office 99999"), NOW)
    assert desk.reading(letters.count, _audience=api.Audience()) == 1


def test_a_release_goes_to_the_list_with_facts(committed_cast: Cast) -> None:
    desk, now = Desk(committed_cast), timezone.now()
    for name in ("tidning", "radio"):
        desk.reading(listing.add, outlet=name, email=f"red@{name}.example", now=now)
    last = timezone.localdate() + timedelta(days=30)
    found = desk.plan(replace(DARK, channels=("press",)), ends=last, both=False)
    desk.act(found, "schedule", now=now)
    run_jobs()
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        moving.tick(campaign_id=found.id, now=now)
    run_jobs()
    sent = [letter for letter in mail.outbox if letter.subject == DARK.title]
    assert sorted(letter.to[0] for letter in sent) == ["red@radio.example", "red@tidning.example"]
    body = str(sent[0].body)
    assert "När det är mörkt" in body
    assert "färre än fem" in body, "no burglary is told by its own number"
    assert "/u/" in body, "the link by which they leave"


def test_a_release_is_read_by_everybody_once_it_went_until_it_is_withdrawn(
    desk: Desk, outbox: InMemoryConnector
) -> None:
    words = replace(
        DARK, channels=("press", "hand"), own={"press": "Till **pressen**: {link}"}, link="https://k.example/"
    )
    plan = desk.plan(words, both=False)
    assert desk.reading(lambda: public.show(NOW))["releases"] == []
    found = desk.tick(desk.act(plan, "schedule"), NOW)
    run_here(outbox)
    with tenancy.scope(municipality_id=desk.cast.home.pk, authority="municipality"):
        (told,) = public.show(NOW)["releases"]
    assert (told.title, "<strong>pressen</strong>" in told.text, "/l/" in told.text) == (DARK.title, True, True)
    desk.act(desk.reading(api.campaign, campaign_id=found.id), "withdraw")
    assert desk.reading(lambda: public.show(NOW))["releases"] == []
