"""Asked for on the public page, begun by the link in the letter, left by oneself."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kokong.kernel.errors import UserError
from kokong.measures.watch import api, joining, links, own
from kokong.measures.watch.models import Asking, Household, Member
from kokong.people import api as people
from kokong.places import api as places
from tests.cast import Cast
from tests.watch.conftest import Village, build_village
from tests.worker import run_jobs

NORA = {"name": "Nora Granne", "email": "nora@granne.example", "phone": "070-174 06 33"}


def ask(village: Village, address: str = "Storgatan 3", **given: Any) -> None:
    asked = joining.Asked(address, **{**NORA, "wants": ("email", "shown"), **given})
    joining.ask(place=village.cast.home, asked=asked, now=village.now)


def link(village: Village, purpose: Any = "join", email: str = "nora@granne.example") -> str:
    """What the last letter holds."""
    with village.cast.acting(village.cast.coordinator):
        return links.secret_of(Member.objects.get(email=email), purpose)


def test_from_the_public_page_to_member_and_out_again(committed_cast: Cast) -> None:
    village, browser = build_village(committed_cast), Client()
    page = reverse("watch:join", args=[village.cast.home.code])
    found = browser.post(page, {"find": "1", "address": "Storgatan 3"}).content.decode()
    assert "lies in the group" in found
    answer = browser.post(page, {"address": "Storgatan 3", "wants": ["email", "shown"], **NORA})
    assert "Look in your mail" in answer.content.decode()
    run_jobs()
    (letter,) = mail.outbox
    path = "/" + re.search(r"https?://[^/]+/(watch/accept/\S+)", str(letter.body))[1]  # type: ignore[index]
    assert "Yes, I join" in browser.get(path).content.decode()
    assert village.group().joined == 0, "looking at a link changes nothing"
    assert "Welcome" in browser.post(path).content.decode()
    assert "has been used" in browser.post(path).content.decode()
    assert village.group().joined == 1
    mine(village, browser)
    assert "You have left" in browser.post(reverse("watch:leave", args=[link(village, "own")])).content.decode()
    with village.cast.acting(village.cast.coordinator):
        assert list(Member.objects.values_list("name", "email", "phone")) == [("", "", "")]
        assert [row.state for row in Household.objects.all()] == ["left"]


def mine(village: Village, browser: Client) -> None:
    """The page of a member: corrected, agreed to, taken along."""
    secret = link(village, "own")
    page = reverse("watch:mine", args=[secret])
    assert "Nora Granne" in browser.get(page).content.decode()
    browser.post(reverse("watch:correct", args=[secret]), {"name": "Nora G", "phone": ""})
    browser.post(reverse("watch:agree", args=[secret]), {"wants": ["sms"]})
    told = browser.get(reverse("watch:take-along", args=[secret])).json()
    assert (told["name"], told["phone"], told["home"]) == ("Nora G", "", "Storgatan 3, 392 32 Havsvik")
    assert [(c["purpose"], c["given"]) for c in told["consents"]][:2] == [
        ("watch.email", True),
        ("watch.shown", True),
    ]
    assert told["consents"][0]["text"].startswith("The municipality and the police may")
    with village.cast.acting(village.cast.coordinator):
        number = Member.objects.get(email=NORA["email"]).pk
        holds = [p for p in ("email", "sms", "shown") if people.consent.holds(
            subject=("watch_member", number), purpose=f"watch.{p}")]  # fmt: skip
    assert holds == ["sms"]


def test_a_link_that_does_not_hold_says_so(village: Village) -> None:
    ask(village)
    good, browser = link(village), Client()
    for bad in (good[:-1] + ("0" if good[-1] != "0" else "1"), "x", "1-2-" + "0" * 64, link(village, "own")):
        answer = browser.get(reverse("watch:accept", args=[bad]))
        assert (answer.status_code, "does not hold" in answer.content.decode()) == (404, True)
    later = village.now + timedelta(days=15)
    assert joining.accept(secret=good, now=later) is None
    assert own.mine(secret=link(village, "own"), now=village.now) is None, "not a member yet"
    assert village.group().joined == 0


def test_an_address_is_never_a_key_before_it_is_proven(village: Village) -> None:
    ask(village)
    with village.cast.acting(village.cast.coordinator):
        assert api.home(group_id=village.group_id, dwelling_id=village.homes[2].pk).members == ()
        assert not Household.objects.exists()
        row = Member.objects.get()
        assert (row.joined, row.proven) == (None, None)
        assert people.consent.history(subject=("watch_member", row.pk)) == ()


def test_asked_again_it_sends_nothing_for_a_while_then_a_new_link(village: Village) -> None:
    ask(village)
    first = link(village)
    ask(village)
    assert link(village) == first
    asked = joining.Asked("Storgatan 3", NORA["name"], NORA["email"])
    joining.ask(place=village.cast.home, asked=asked, now=village.now + timedelta(minutes=11))
    assert link(village) != first
    assert joining.look(secret=first, now=village.now) is None
    with village.cast.acting(village.cast.coordinator):
        assert Member.objects.count() == 1


def test_whoever_has_just_joined_is_sent_a_link_to_what_is_theirs_at_once(village: Village) -> None:
    ask(village)
    moment = village.now + timedelta(minutes=2)
    joining.accept(secret=link(village), now=moment)
    for minutes in (3, 4):
        joining.ask_again(
            place=village.cast.home, email=NORA["email"], now=village.now + timedelta(minutes=minutes)
        )
    with village.cast.acting(village.cast.coordinator):
        assert Member.objects.get().asked == village.now + timedelta(minutes=3), "a second one has to wait"
    assert own.mine(secret=link(village, "own"), now=moment) is not None


def test_so_many_an_hour_and_no_more(village: Village) -> None:
    with village.cast.acting(village.cast.coordinator):
        Asking.objects.bulk_create(Asking(at=village.now) for _ in range(joining.HOURLY))
    with pytest.raises(api.Refused, match="try again in an hour"):
        ask(village)


def test_an_address_that_names_no_home_here_is_refused(village: Village) -> None:
    for address in ("Storgatan 99", "Kungsgatan 1, Stockholm"):
        with pytest.raises(UserError):
            ask(village, address)
    with village.cast.acting(village.cast.coordinator):
        assert not Member.objects.exists()


def test_where_there_is_no_group_one_begins_with_whoever_has_proven_their_address(village: Village) -> None:
    ask(village, "Ekvägen 1")
    with village.cast.acting(village.cast.coordinator):
        assert len(api.groups()) == 2
    done = joining.accept(secret=link(village), now=village.now)
    assert done is not None
    assert done.group == ""
    with village.cast.acting(village.cast.coordinator):
        begun = next(g for g in api.groups() if g.id not in {village.group_id, village.other_id})
        assert (begun.name, begun.state, begun.joined) == ("Ekvägen", "interest", 1)
        assert village.others[0].pk in places.homes_in(area_id=begun.area_id)


def test_a_link_shows_nobody_else_and_the_desk_invites(village: Village) -> None:
    village.joins(5, "Annan Granne", email="annan@granne.example")
    with village.cast.acting(village.cast.coordinator):
        api.invite(
            group_id=village.group_id, dwelling_id=village.homes[6].pk, name="Ida", email="ida@granne.example",
            now=village.now,
        )  # fmt: skip
    found = joining.accept(secret=link(village, email="ida@granne.example"), now=village.now)
    assert found is not None
    assert village.group().joined == 2
    page = Client().get(reverse("watch:mine", args=[link(village, "own", "ida@granne.example")])).content.decode()
    assert "Ida" in page
    assert "Annan" not in page


def test_paper_has_whoever_agreed_and_a_code(village: Village) -> None:
    village.active()
    browser = village.cast.client(village.cast.coordinator)
    for name in ("poster", "roster-pdf"):
        answer = browser.get(reverse(f"watch:{name}", args=[village.group_id]))
        assert answer.content.startswith(b"%PDF")
