"""What is held of a person: found by account and proven address, taken along, answered within the law's month."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from kokong.kernel import holdings, tenancy
from kokong.kernel.errors import UserError
from kokong.measures.outreach.models import Subscriber
from kokong.measures.watch.models import Member
from kokong.people.models import RightsCase, RightsLink
from kokong.people.rights import asking, cases, rules
from kokong.people.rights.values import Asked
from kokong.sending.models import Message
from tests.cast import Cast
from tests.everything import Everything, build_everything
from tests.worker import run_jobs

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
WHY_NOT: Final = {
    "people.User": "the account itself, which only sign-in opens; the membership says the same",
    "alarms.CentreOperator": "who works for an alarm centre; the web reads nothing of it, the command line tells",
    "incidents.PolicePart": "the police's own; whoever was burgled asks the police",
    "cocoons.Contact": "the coordinator's number at work, made for visitors to call",
    "public.Site": "how the municipality itself is reached",
    "alarms.Call": "a caller without a proven address; found by the home, by whoever answers the request",
}
TOKEN: Final = re.compile(rb'[A-Za-z0-9]{64}|nonce="[^"]+"')
REACHED = ("email", "phone", "contact")


@pytest.fixture
def everything(cast: Cast) -> Everything:
    """One of each thing."""
    return build_everything(cast)


def _says_how_to_reach_somebody(model: type[models.Model]) -> bool:
    return any(each.attname in REACHED for each in model._meta.concrete_fields)


def test_every_table_with_a_persons_address_or_account_is_looked_through_or_says_why_not() -> None:
    ours = [each for each in apps.get_models() if each.__module__.startswith("kokong.")]
    looked = holdings.tables()
    reached = {each._meta.label for each in ours if _says_how_to_reach_somebody(each)}
    acted = {each._meta.label for each in ours if holdings.accounts(each)}
    without = {label for label in reached if not set(looked.get(label, "").split()) & {"email", "user_id"}}
    assert (without | (acted - set(looked))) == set(WHY_NOT)


def test_every_column_that_says_whom_a_row_is_about_exists() -> None:
    for label, keys in holdings.tables().items():
        names = {each.attname for each in apps.get_model(label)._meta.concrete_fields}
        assert set(keys.split()) <= names, label


@pytest.mark.parametrize(
    ("asked", "due"),
    [((2026, 12, 1), (2027, 1, 1)), ((2027, 1, 31), (2027, 2, 28)), ((2026, 12, 31), (2027, 1, 31))],
)
def test_the_month_ends_on_the_same_day_or_the_months_last(
    asked: tuple[int, int, int], due: tuple[int, int, int]
) -> None:
    assert rules.due(datetime(*asked, tzinfo=UTC)) == datetime(*due, tzinfo=UTC)


def test_whoever_is_signed_in_sees_what_is_held_of_them_and_takes_it_along(everything: Everything) -> None:
    cast = everything.cast
    browser = cast.client(cast.coordinator)
    page = browser.get("/account/rights/").content.decode()
    assert cast.coordinator.email in page
    assert "Mitt namn är felstavat." in page
    answer = browser.get("/account/rights/file/")
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    told = json.loads(packed.read("held.json"))
    assert {each["table"] for each in told["held"]} >= {"people.Membership", "people.RightsCase"}
    assert b"<h1>" in packed.read("held.html")


def test_a_proven_address_shows_its_own_rows_and_no_others(everything: Everything) -> None:
    place = everything.cast.home
    with tenancy.scope(municipality_id=place.pk):
        member = Member.objects.exclude(email="").first()
        assert member is not None
        address = member.email
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        found = holdings.held(holdings.Whom(address=address.upper()))
        strange = holdings.held(holdings.Whom(address="nobody@nowhere.example"))
        nobody = Member.objects.count()
    assert "watch.Member" in {each.table for each in found}
    assert all(row["email"] == address for each in found if each.table == "watch.Member" for row in each.rows)
    assert strange == ()
    assert nobody == 0
    with tenancy.scope(municipality_id=everything.cast.elsewhere.pk, authority="municipality"):
        assert holdings.held(holdings.Whom(address=address)) == ()


def test_the_answer_is_the_same_whether_an_address_is_known(everything: Everything) -> None:
    code = everything.cast.home.code
    asked = [everything.cast.coordinator.email, "nobody@nowhere.example"]
    said = [Client().post(f"/account/rights/of/{code}/", {"email": each}) for each in asked]
    assert said[0].status_code == said[1].status_code == 200
    told = [TOKEN.sub(b"", each.content) for each in said]
    assert told[0] == told[1]
    with tenancy.scope(municipality_id=everything.cast.home.pk):
        assert sorted(RightsLink.objects.values_list("email", flat=True)) == sorted(asked)


def test_a_link_opens_a_day_and_what_is_asked_by_it_is_a_case(everything: Everything) -> None:
    place, now = everything.cast.home, timezone.now()
    asking.ask(place=place, email="Sonja@hem.example", now=now)
    asking.ask(place=place, email="sonja@hem.example", now=now + timedelta(minutes=1))
    with tenancy.scope(municipality_id=place.pk):
        secret = asking.secret_of(RightsLink.objects.get(email="sonja@hem.example"))
    with asking.opened(secret, now + rules.LINK_LASTS + timedelta(minutes=1)) as late:
        assert late is None
    forged = secret[:-1] + ("0" if secret[-1] != "0" else "1")
    assert Client().get(f"/account/rights/by-link/{forged}/").status_code == 404
    browser, page = Client(), f"/account/rights/by-link/{secret}/"
    assert "sonja@hem.example" in browser.get(page).content.decode()
    assert browser.post(page, {"kind": "delete", "text": "Ta bort mig."}).status_code == 302
    assert "Ta bort mig." in browser.get(page).content.decode()
    assert browser.get(f"{page}file/").status_code == 200
    with tenancy.scope(municipality_id=place.pk):
        assert RightsCase.objects.get(email="sonja@hem.example").kind == "delete"


def test_what_somebody_began_themselves_ends_at_once(everything: Everything) -> None:
    place, now = everything.cast.home, timezone.now()
    with tenancy.scope(municipality_id=place.pk):
        member = Member.objects.exclude(email="").exclude(joined=None).filter(left=None).first()
        assert member is not None
        Subscriber.objects.create(email=member.email.upper(), asked=now, confirmed=now)
    asking.ask(place=place, email=member.email, now=now)
    with tenancy.scope(municipality_id=place.pk):
        secret = asking.secret_of(RightsLink.objects.get(email=member.email.lower()))
        others = Member.objects.exclude(email__iexact=member.email).filter(left=None, email__gt="").count()
    assert Client().post(f"/account/rights/by-link/{secret}/leave/").status_code == 302
    with tenancy.scope(municipality_id=place.pk):
        assert not Member.objects.filter(email__iexact=member.email).exists()
        assert Member.objects.exclude(email__iexact=member.email).filter(left=None, email__gt="").count() == others
        assert not Subscriber.objects.filter(email__iexact=member.email).exists()


def test_the_coordinator_answers_and_the_person_is_written(committed_cast: Cast) -> None:
    cast = committed_cast
    with cast.acting(cast.coordinator):
        number = cases.ask(
            asked=Asked("sonja@hem.example"), kind="delete", text="Ta bort mig.", now=timezone.now()
        )
    browser = cast.client(cast.coordinator)
    assert f"/account/rights/cases/{number}/" in browser.get("/").content.decode()
    page = f"/account/rights/cases/{number}/"
    assert browser.post(f"{page}extend/", {"reason": "Många frågar."}).status_code == 302
    assert browser.post(page, {"outcome": "done", "text": "Du är borttagen."}).status_code == 302
    assert browser.post(page, {"outcome": "done", "text": "Igen."}).status_code == 422
    run_jobs()
    with tenancy.scope(municipality_id=cast.home.pk):
        sent = Message.objects.filter(subject="rights_case", subject_id=number)
        assert sorted(sent.values_list("turn", flat=True)) == ["answered", "extended", "got"]
        assert set(sent.values_list("email", flat=True)) == {"sonja@hem.example"}


def test_more_time_is_taken_once_and_within_the_month(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        number = cases.ask(asked=Asked("sonja@hem.example"), kind="other", text="Vad?", now=NOW)
        with pytest.raises(UserError):
            cases.extend(rights_id=number, reason="För sent.", now=rules.due(NOW))
        assert cases.extend(rights_id=number, reason="Svårt.", now=NOW + timedelta(days=20))
        found = cases.case(rights_id=number)
        assert found is not None
        assert found.due == rules.due(NOW, months=rules.EXTENDED_MONTHS)
        with pytest.raises(UserError):
            cases.extend(rights_id=number, reason="Igen.", now=NOW + timedelta(days=21))
        assert found.late(found.due)


def test_a_request_is_seen_by_the_coordinator_and_by_nobody_else(cast: Cast) -> None:
    with cast.acting(cast.visitor):
        cases.ask(asked=Asked(cast.visitor.email, cast.visitor.user_id), kind="other", text="Vad?", now=NOW)
        assert len(cases.own(asked=Asked(cast.visitor.email))) == 1
        assert RightsCase.objects.count() == 0
    with cast.acting(cast.officer):
        assert RightsCase.objects.count() == 0
    with cast.acting(cast.coordinator):
        assert len(cases.cases()) == 1
