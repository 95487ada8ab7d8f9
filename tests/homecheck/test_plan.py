"""The alarm plan: named, asked, answered by one's own link, taken over by an account; tested once a year."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from kokong.measures.alarms import api as alarms
from kokong.measures.homecheck import links, planning, rules, taking
from kokong.measures.homecheck.models import Contact, Plan
from kokong.measures.homecheck.values import Refused
from tests.cast import Cast
from tests.homecheck.test_kept import ask, keep_waiting, keeper, secret

PLAN = {
    "called": "Nora Ek",
    "home": "Storgatan 3",
    "routine": "Vi två",
    "guard": ["outside", "holder"],
}
OLLE = {"name": "Olle Alm", "what": "key_holder", "phone": "070-174 06 05", "email": "olle@granne.example"}
ANNA = {"name": "Anna Ek", "what": "resident", "phone": "070-174 06 06", "email": "anna@granne.example"}


@pytest.fixture
def planned(cast: Cast) -> Cast:
    """A plan with a neighbour, and somebody who lives there; nobody has answered."""
    ask(cast)
    keep_waiting(cast)
    post(cast, "plan-settle", **PLAN)
    for each in (OLLE, ANNA):
        assert "A letter asks them." in post(cast, "plan-add", **each)
    return cast


def post(cast: Cast, way_in: str, *args: Any, **body: Any) -> str:
    way = reverse(f"homecheck:{way_in}", args=[secret(cast), *args])
    return Client().post(way, body, follow=True).content.decode()


def page(cast: Cast) -> str:
    return " ".join(Client().get(reverse("homecheck:plan", args=[secret(cast)])).content.decode().split())


def contact(cast: Cast, name: str) -> Contact:
    with cast.acting(cast.coordinator):
        found: Contact = Contact.objects.select_related("plan__keeper").get(name=name)
    return found


def answers(cast: Cast, name: str, answer: str) -> int:
    """Press a button of the link that they were sent."""
    return Client().post(links.holder_address(contact(cast, name)), {"answer": answer}, follow=True).status_code


def ticket(cast: Cast) -> str:
    with cast.acting(cast.coordinator):
        return str(Plan.objects.get().ticket)


def test_who_is_asked_says_yes_or_no_and_is_forgotten_with_a_no(planned: Cast) -> None:
    door = links.holder_address(contact(planned, "Olle Alm"))
    shown = Client().get(door).content.decode()
    assert "Nora Ek has named you in the alarm plan of Storgatan 3." in " ".join(shown.split())
    assert contact(planned, "Olle Alm").answer == ""
    assert page(planned).count("Has not answered yet") == 2
    answers(planned, "Olle Alm", "yes")
    answers(planned, "Anna Ek", "no")
    assert "Has said yes" in page(planned)
    assert "Has said no: name somebody else" in page(planned)
    gone = contact(planned, "Anna Ek")
    assert (gone.phone, gone.email) == ("", "")
    answers(planned, "Anna Ek", "yes")  # with no number there is nobody to call any more
    assert contact(planned, "Anna Ek").answer == "no"
    assert Client().post(door, {"answer": "x"}).status_code == 200
    assert contact(planned, "Olle Alm").answer == "yes"


def test_who_never_answers_is_asked_once_more_then_said_to_be_silent(planned: Cast) -> None:
    now = contact(planned, "Olle Alm").asked
    with planned.acting(planned.coordinator):
        for days, reminded in ((6, False), (7, True), (8, True)):
            planning.remind(now=now + timedelta(days=days))
            assert (Contact.objects.get(name="Olle Alm").reminded is not None) is reminded
        asked = Contact.objects.get(name="Olle Alm").asked
        Contact.objects.update(asked=asked - rules.SILENT)
    assert "answer: ask them yourself, or name somebody else" in page(planned)
    with planned.acting(planned.coordinator):
        Contact.objects.update(asked=asked - rules.HOLDS)
    assert Client().get(links.holder_address(contact(planned, "Olle Alm"))).status_code == 404


def test_a_link_that_is_made_up_or_for_another_is_none(planned: Cast) -> None:
    olle, anna = contact(planned, "Olle Alm"), contact(planned, "Anna Ek")
    mixed = links.holder_address(olle).replace(f"-{olle.pk}-", f"-{anna.pk}-")
    for bad in (
        mixed,
        reverse("homecheck:holder", args=["x"]),
        reverse("homecheck:plan", args=["1-1-" + "0" * 64]),
    ):
        assert Client().get(bad).status_code == 404
        assert Client().post(bad, {"answer": "yes"}).status_code in {404, 405}
    assert contact(planned, "Anna Ek").answer == ""


def test_the_same_twice_one_too_many_and_no_plan_are_refused(planned: Cast) -> None:
    assert "is named already" in post(planned, "plan-add", **OLLE)
    for number in range(rules.MOST_CONTACTS):
        said = post(planned, "plan-add", **{**OLLE, "email": f"n{number}@granne.example"})
    assert "That is enough" in said
    assert "digits, spaces and +" in post(planned, "plan-add", **{**OLLE, "phone": "ring mig"})
    with planned.acting(planned.coordinator):
        Plan.objects.all().delete()
    assert "Begin the plan first" in post(planned, "plan-add", **OLLE)
    assert "Begin the plan first" in post(planned, "plan-tested")


@pytest.mark.parametrize("called", ["Nora https://x.example", "Nora WWW.x.example", "Nora\nBetala", ""])
def test_a_letter_to_somebody_else_carries_no_link_of_the_asker(planned: Cast, called: str) -> None:
    assert "Nothing was changed." in post(planned, "plan-settle", **{**PLAN, "called": called})
    assert contact(planned, "Olle Alm").plan.called == "Nora Ek"


def test_whoever_is_forgotten_takes_the_plan_along(planned: Cast) -> None:
    post(planned, "forget")
    with planned.acting(planned.coordinator):
        assert not Plan.objects.exists()
        assert not Contact.objects.exists()


def test_the_order_is_the_households(planned: Cast) -> None:
    assert page(planned).index("1. Olle Alm") < page(planned).index("2. Anna Ek")
    post(planned, "plan-first", contact(planned, "Anna Ek").pk)
    assert page(planned).index("1. Anna Ek") < page(planned).index("2. Olle Alm")
    post(planned, "plan-remove", contact(planned, "Anna Ek").pk)
    assert "Anna Ek" not in page(planned)


def test_an_account_takes_it_over_and_whom_to_call_stands_there_alone(planned: Cast) -> None:
    answers(planned, "Olle Alm", "yes")
    with planned.acting(planned.coordinator):
        account = alarms.enrol(account="4711", now=timezone.now())
    desk, way = planned.client(planned.coordinator), reverse("homecheck:take")
    wrong = desk.post(way, {"ticket": "ABCD-2345", "account": "4711"}).content.decode()
    assert "No alarm plan waits under that number." in wrong
    assert "no such account" in desk.post(way, {"ticket": ticket(planned), "account": "9"}).content.decode()
    said = desk.post(way, {"ticket": ticket(planned).lower().replace("-", " "), "account": "4711"}, follow=True)
    assert "The plan is taken over, with 1 to call." in said.content.decode()
    with planned.acting(planned.coordinator):
        chain = alarms.contacts(account_id=account.id)
        text = alarms.account(account_id=account.id).plan["text"]
        assert not Contact.objects.exists()
    assert [(each.name, each.phone, each.what) for each in chain] == [("Olle Alm", OLLE["phone"], "key_holder")]
    assert "Look at doors and windows from outside" in text
    assert "Vi två" in text
    assert "operators have it since" in page(planned)
    assert "operators have the plan now" in post(planned, "plan-add", **ANNA)
    again = desk.post(way, {"ticket": ticket(planned), "account": "4711"}).content.decode()
    assert "No alarm plan waits under that number." in again
    assert planned.client(planned.visitor).get(way).status_code == 403


def test_a_plan_that_nobody_said_yes_to_is_not_taken_over(planned: Cast) -> None:
    with planned.acting(planned.coordinator):
        alarms.enrol(account="4711", now=timezone.now())
        with pytest.raises(Refused, match="Nobody on that plan has said yes"):
            taking.take(ticket=ticket(planned), account="4711", now=timezone.now())


def test_the_yearly_test_is_reminded_of_unless_the_panel_tests_itself(planned: Cast) -> None:
    post(planned, "plan-tested")
    now = timezone.now()
    with planned.acting(planned.coordinator):
        plan = Plan.objects.get()
        planning.remind(now=now + timedelta(days=364))
        assert Plan.objects.get().reminded is None
        before = list(planning._tested)
        try:
            planning.tests_known_by(lambda _account: now + timedelta(days=300))
            Plan.objects.update(account_id=1)
            planning.remind(now=now + timedelta(days=366))
            assert Plan.objects.get().reminded is None
            planning.tests_known_by(lambda _account: None)
            planning.remind(now=now + timedelta(days=366))
            assert Plan.objects.get().reminded is not None
        finally:
            planning._tested[:] = before
    assert plan.tested is not None
    assert keeper(planned).proven is not None


def test_the_card_has_those_who_said_yes(planned: Cast) -> None:
    answers(planned, "Olle Alm", "yes")
    answer = Client().get(reverse("homecheck:plan-card", args=[secret(planned)]))
    text = "".join(each.extract_text() for each in PdfReader(BytesIO(answer.content)).pages)
    assert "Olle Alm" in text
    assert "Anna Ek" not in text
