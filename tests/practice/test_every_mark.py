"""Everything that a drill brings forth says so: every page, paper and answer, by the resolver's own list."""

from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from django.utils import timezone

from kokong.kernel import practice, tenancy
from kokong.sending import api, kinds
from kokong.sending.models import Message
from tests.addresses import ADDRESSES, INSIDE, OUTSIDE, patterns
from tests.cast import Cast
from tests.everything import Everything, build_everything
from tests.people.test_every_address import said
from tests.sending.crowd import KIND, Crowd, expand, hand_out, people, start
from tests.worker import run_jobs

pytestmark = pytest.mark.long
ROLES = ("coordinator", "officer", "visitor", "alarm_operator", "contact_person")
LEADS_OUT = {"practice:leave"}


def practised(cast: Cast) -> None:
    """From now on the cast's municipality is where the next one practises."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE kernel_municipality SET practice_of_id = %s WHERE id = %s", [cast.elsewhere.pk, cast.home.pk]
        )


@pytest.fixture
def everything(committed_cast: Cast) -> Everything:
    """One of each thing, in a municipality of practice."""
    made = build_everything(committed_cast)
    practised(committed_cast)
    return made


def is_marked(name: str, answer: Any) -> bool:
    """Whether a page has the strip, a paper the word, and whatever it is the header."""
    if answer.headers.get(practice.HEADER) != "drill":
        return False
    told = said(answer)
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("text/html") and "<body" in told:
        return "kk-practice" in told
    return "ÖVNING" in told or "DRILL" in told if kind == "application/pdf" else True


def test_every_answer_of_a_drill_says_that_it_is_one(everything: Everything) -> None:
    papers, pages = set[str](), set[str]()
    unmarked = set[tuple[str, int, str]]()
    for who in ROLES:
        actor = getattr(everything.cast, who)
        browser = everything.cast.client(actor)
        for name in [each for each in INSIDE if each not in LEADS_OUT and ADDRESSES[each].may(*actor.roles)]:
            answer = everything.ask(browser, name)
            kind = answer.headers.get("Content-Type", "")
            if not is_marked(name, answer):
                unmarked.add((name, answer.status_code, kind))
            elif answer.status_code == 200:
                (papers if kind == "application/pdf" else pages).add(name)
    assert not unmarked
    assert len(papers) > 10
    assert len(pages) > 100


def test_a_mailing_of_a_drill_reaches_nobody(committed_cast: Cast) -> None:
    cast, crowd = committed_cast, Crowd(people(3))
    practised(cast)
    api.declare(crowd.kind(offers=("email", "sms")))
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    kinds._kinds.pop(KIND)
    with tenancy.scope(municipality_id=cast.home.pk):
        assert set(Message.objects.values_list("state", "answer")) == {("withheld", "drill")}
    assert mail.outbox == []


def test_its_public_pages_are_not_there(everything: Everything) -> None:
    """Of what a visitor to the website may ask by the municipality's name or code nothing is left."""
    asked = [name for name in OUTSIDE if {"code", "place"} & set(patterns()[name])]
    assert len(asked) > 10
    assert set(everything.statuses(Client(), asked).values()) == {404}


def test_a_readers_calendar_says_so_too(committed_cast: Cast) -> None:
    cast = committed_cast
    practised(cast)
    event = api.Calendar("REQUEST", "BEGIN:VEVENT\r\nSUMMARY;LANGUAGE=sv:Runda\r\nEND:VEVENT\r\n")
    api.declare(api.Kind("test.drill", "Hello", compose=lambda due, now: api.Said("Today", calendar=event)))
    with tenancy.scope(municipality_id=cast.home.pk):
        api.send(
            kind="test.drill", to=api.To(user_id=cast.visitor.user_id), because=("drill", 1), now=timezone.now()
        )
    run_jobs()
    kinds._kinds.pop("test.drill")
    (letter,) = mail.outbox
    told = letter.message().as_string()
    assert "SUMMARY;LANGUAGE=sv:=C3=96VNING: Runda" in told or "SUMMARY;LANGUAGE=sv:ÖVNING: Runda" in told
