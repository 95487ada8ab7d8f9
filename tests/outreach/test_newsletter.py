"""Asked for on the public page, begun by the button that a letter leads to, left at once; and sent to many."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.measures.outreach import api, going, models, moving
from kokong.measures.outreach.newsletter import asking, leaving, links, own
from kokong.measures.outreach.values import Audience
from kokong.people import api as people
from kokong.sending import api as sending
from tests.cast import Cast
from tests.outreach.conftest import DARK, NOW, Desk
from tests.worker import run_jobs

NORA = "nora@granne.example"


def ask(desk: Desk, email: str = NORA, **wish: Any) -> None:
    asking.ask(place=desk.cast.home, wish=asking.Wish(email, **wish), now=NOW)


def rows(desk: Desk) -> list[models.Subscriber]:
    found: list[models.Subscriber] = desk.reading(lambda: list(models.Subscriber.objects.order_by("pk")))
    return found


def link(desk: Desk, purpose: Any = "confirm", email: str = NORA) -> str:
    """What the last letter to an address holds."""
    with desk.cast.acting(desk.cast.coordinator):
        return links.secret_of(models.Subscriber.objects.get(email=email), purpose)


def subscribed(desk: Desk, email: str, **wish: Any) -> None:
    ask(desk, email, **wish)
    assert asking.confirm(secret=link(desk, email=email), now=NOW)


def agreed(desk: Desk) -> frozenset[int]:
    with desk.cast.acting(desk.cast.coordinator):
        return people.consent.holding(kind="subscriber", purpose="outreach.newsletter")


def test_from_the_public_page_to_a_letter_and_out_again(committed_cast: Cast) -> None:
    desk, browser = Desk(committed_cast), Client()
    page = reverse("outreach:subscribe", args=[desk.cast.home.code])
    assert "may send its newsletter" in browser.get(page).content.decode()
    assert "Look in your mail" in browser.post(page, {"email": NORA, "homes": ["flat"]}).content.decode()
    run_jobs()
    (letter,) = mail.outbox
    path = "/" + re.search(r"https?://[^/]+/(newsletter/confirm/\S+)", str(letter.body))[1]  # type: ignore[index]
    for _scanner in range(2):
        assert "Yes, send it to me" in browser.get(path).content.decode()
    assert agreed(desk) == frozenset(), "looking at a link changes nothing"
    assert "Welcome" in browser.post(path).content.decode()
    assert "has been used" in browser.post(path).content.decode()
    assert agreed(desk) == {row.pk for row in rows(desk)}
    secret = link(desk, "own")
    assert NORA in browser.get(reverse("outreach:mine", args=[secret])).content.decode()
    browser.post(reverse("outreach:choose", args=[secret]), {"homes": ["row"]})
    told = browser.get(reverse("outreach:take-along", args=[secret])).json()
    assert (told["email"], told["homes"]) == (NORA, ["row"])
    (consent,) = told["consents"]
    assert (consent["given"], "may send its newsletter" in consent["text"]) == (True, True)
    assert (
        "You have left the newsletter" in browser.post(reverse("outreach:leave", args=[secret])).content.decode()
    )
    assert (rows(desk), agreed(desk)) == ([], frozenset())
    assert browser.get(reverse("outreach:mine", args=[secret])).status_code == 404


def test_a_link_ends_after_its_time_and_another_can_be_asked_for(desk: Desk) -> None:
    ask(desk)
    good, year = link(desk), NOW + timedelta(days=365)
    assert asking.confirm(secret=good, now=year) is None
    answer = Client().get(reverse("outreach:confirm", args=[good[:-1] + ("0" if good[-1] != "0" else "1")]))
    assert (answer.status_code, "does not hold" in answer.content.decode()) == (404, True)
    asking.ask(place=desk.cast.home, wish=asking.Wish(NORA.upper(), homes=("flat",)), now=year)
    assert len(rows(desk)) == 1, "an address is one subscriber, however it is written"
    assert rows(desk)[0].homes == ["flat"], "until it is proven, what was asked for last is wanted"
    assert asking.confirm(secret=good, now=NOW) is None, "a new link ends the one before"
    assert asking.confirm(secret=link(desk), now=year)


def test_whoever_asks_for_anothers_address_changes_nothing_of_theirs(desk: Desk) -> None:
    subscribed(desk, NORA, homes=("flat",))
    asking.ask(place=desk.cast.home, wish=asking.Wish(NORA, homes=("row",)), now=NOW + timedelta(hours=1))
    assert rows(desk)[0].homes == ["flat"]
    assert own.mine(secret=link(desk, "own"), now=NOW + timedelta(hours=1))
    assert own.mine(secret=link(desk, "confirm"), now=NOW + timedelta(hours=1)) is None


def test_whoever_left_by_one_click_comes_back_by_their_own_address(desk: Desk) -> None:
    subscribed(desk, NORA)
    desk.reading(sending.suppress, address=NORA, reason="unsubscribed", purpose="newsletter", now=NOW)
    assert own.leave(secret=link(desk, "own"), now=NOW)
    subscribed(desk, NORA)
    assert not desk.reading(sending.opted_in, address=NORA, purpose="newsletter"), "nothing holds it back any more"


def test_one_press_in_a_letter_ends_it_and_another_takes_it_back(desk: Desk) -> None:
    subscribed(desk, NORA, homes=("flat",))
    (number,) = agreed(desk)
    reader = sending.Reader("newsletter", f"subscriber {number}")
    with tenancy.scope(municipality_id=desk.cast.home.pk, authority="municipality"):
        for _twice in range(2):
            leaving.left(reader, NOW)
    assert agreed(desk) == frozenset()
    assert own.mine(secret=link(desk, "own"), now=NOW) is None
    with tenancy.scope(municipality_id=desk.cast.home.pk, authority="municipality"):
        assert leaving.came_back(reader, NOW)
        assert not leaving.came_back(replace(reader, whom="subscriber 99999"), NOW)
        assert not models.Subscriber.objects.exists(), "afterwards it is nobody again"
    assert agreed(desk) == {number}
    assert rows(desk)[0].homes == ["flat"]


def test_so_many_an_hour_and_no_more(desk: Desk) -> None:
    desk.reading(lambda: models.Asking.objects.bulk_create(models.Asking(at=NOW) for _ in range(asking.HOURLY)))
    with pytest.raises(api.Refused, match="try again in an hour"):
        ask(desk)


def test_the_police_and_other_municipalities_see_no_subscriber(desk: Desk) -> None:
    subscribed(desk, NORA)
    for actor in (desk.cast.officer, desk.cast.stranger):
        with desk.cast.acting(actor):
            assert not models.Subscriber.objects.exists()
    with tenancy.scope(municipality_id=desk.cast.home.pk, authority="municipality"):
        assert not models.Subscriber.objects.exists(), "nor does a page without a sign-in"


def test_a_campaign_reaches_each_who_asked_for_what_it_is_about_once(committed_cast: Cast) -> None:
    desk = Desk(committed_cast)
    subscribed(desk, "alla@granne.example")
    subscribed(desk, "lagenhet@granne.example", homes=("flat", "holiday"))
    subscribed(desk, "villa@granne.example", homes=("detached",))
    ask(desk, "obekraftad@granne.example", homes=("flat",))
    mail.outbox.clear()
    words = replace(DARK, channels=("site", "email"))
    last = timezone.localdate() + timedelta(days=30)
    found = desk.plan(words, ends=last, audience=Audience(homes=("flat",)), both=False)
    now = timezone.now()
    desk.act(found, "schedule", now=now)
    run_jobs()
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        moving.tick(campaign_id=found.id, now=now)
    run_jobs()
    to = sorted(letter.to[0] for letter in mail.outbox if letter.subject == DARK.title)
    assert to == ["alla@granne.example", "lagenhet@granne.example"]
    body = str(next(letter.body for letter in mail.outbox if letter.subject == DARK.title))
    assert "Sätt en timer på lampan." in body, "plain words, without marks"
    assert re.search(r"/l/\w+/\w{7}\b", body), "its counted link"
    assert f"/newsletter/{desk.cast.home.code}/link/" in body
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        going.sweep("")
    part = desk.reading(api.part, campaign_id=found.id, channel="email")
    assert (part.state, part.planned, part.delivered, part.bounced) == ("delivered", 2, 2, 0)


def test_who_leaves_before_it_is_sent_gets_nothing_and_what_is_withdrawn_stops(committed_cast: Cast) -> None:
    desk = Desk(committed_cast)
    for name in ("anna", "bo"):
        subscribed(desk, f"{name}@granne.example")
    last = timezone.localdate() + timedelta(days=30)
    plan = desk.plan(replace(DARK, channels=("email",)), ends=last, both=False)
    now = timezone.now()
    found = desk.act(plan, "schedule", now=now)
    with tenancy.scope(municipality_id=desk.cast.home.pk):
        moving.tick(campaign_id=found.id, now=now)
        part = models.Part.objects.get(campaign_id=found.id)
    going.carry(municipality_id=desk.cast.home.pk, part_id=part.pk, job=None)
    assert own.leave(secret=link(desk, "own", "anna@granne.example"), now=NOW)
    found = desk.reading(api.campaign, campaign_id=found.id)
    mail.outbox.clear()
    desk.act(found, "withdraw", now=now)
    run_jobs()
    assert not [letter for letter in mail.outbox if letter.subject == DARK.title]
    (told,) = desk.reading(sending.mailings, because=("campaign", found.id))
    assert told.state == "stopped"
