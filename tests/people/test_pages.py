"""Who works here, invitations, municipalities, one's own account."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from kokong.kernel import audit, installation, tenancy
from kokong.people import api, rules
from kokong.people.models import User
from tests.cast import PASSWORD, Cast


@pytest.mark.parametrize("who", ["visitor", "contact_person", "resident", "auditor"])
def test_only_those_who_may_see_people(cast: Cast, who: str) -> None:
    assert cast.client(getattr(cast, who)).get(reverse("people:list")).status_code == 403


def test_the_list_shows_colleagues_and_nobody_elses(cast: Cast) -> None:
    page = cast.client(cast.coordinator).get(reverse("people:list")).content.decode()
    assert "Cilla Besökare" in page
    assert "Hugo Grannkommun" not in page


def test_nobody_changes_or_ends_themselves(cast: Cast) -> None:
    client = cast.client(cast.coordinator)
    mine = reverse("people:person", args=[cast.coordinator.user_id])
    assert client.post(mine, {"role": "auditor"}).status_code == 422
    client.post(reverse("people:end", args=[cast.coordinator.user_id]))
    with cast.acting(cast.coordinator):
        assert cast.coordinator.user_id in {p.user_id for p in api.people()}


def test_ending_shuts_a_person_out_and_is_logged(cast: Cast) -> None:
    visitor = cast.client(cast.visitor)
    cast.client(cast.coordinator).post(reverse("people:end", args=[cast.visitor.user_id]))
    assert visitor.get(reverse("people:account")).status_code == 403
    with cast.acting(cast.auditor):
        assert audit.entries(subject="user", subject_id=cast.visitor.user_id)[0].action == "person.ended"


def test_the_next_municipalitys_people_do_not_exist(cast: Cast) -> None:
    client = cast.client(cast.coordinator)
    assert client.post(reverse("people:end", args=[cast.stranger.user_id])).status_code == 404
    with cast.acting(cast.stranger):
        assert cast.stranger.user_id in {p.user_id for p in api.people()}


def test_a_letter_leads_to_this_site_whatever_the_request_called_it(cast: Cast) -> None:
    Client().post(
        reverse("account_reset_password"), {"email": cast.visitor.email}, headers={"host": "127.0.0.1:4321"}
    )
    letter = str(mail.outbox[0].body)
    assert "127.0.0.1" not in letter
    link = re.search(re.escape(installation.current().url) + r"(/\S+)", letter)
    assert link
    assert Client().get(link[1], follow=True).status_code == 200


def test_working_in_two_municipalities_one_at_a_time(cast: Cast) -> None:
    with tenancy.scope(municipality_id=cast.elsewhere.pk):
        api.add_person(email=cast.coordinator.email, name="", role="coordinator")
    client = cast.client(cast.coordinator)
    choice = client.get(reverse("people:municipality")).content.decode()
    assert "Havsvik" in choice
    assert "Norrsund" in choice
    client.post(reverse("people:municipality"), {"municipality": cast.elsewhere.pk})
    page = client.get(reverse("people:list")).content.decode()
    assert "Hugo Grannkommun" in page
    assert "Cilla Besökare" not in page


def test_nobody_chooses_a_municipality_they_do_not_work_in(cast: Cast) -> None:
    client = cast.client(cast.coordinator)
    assert client.post(reverse("people:municipality"), {"municipality": cast.elsewhere.pk}).status_code == 404
    assert client.post(reverse("people:municipality"), {"municipality": "' OR 1"}).status_code == 404


def test_the_language_is_kept_with_the_person(cast: Cast) -> None:
    client = cast.client(cast.coordinator)
    answer = client.post(reverse("people:language"), {"language": "sv", "next": reverse("people:account")})
    assert answer.headers["Location"] == reverse("people:account")
    assert User.objects.get(pk=cast.coordinator.user_id).language == "sv"
    fresh = Client()
    signed_in = fresh.post(reverse("account_login"), {"login": cast.coordinator.email, "password": PASSWORD})
    assert signed_in.cookies["kokong_language"].value == "sv"


def test_an_unknown_language_or_a_foreign_address_changes_nothing(cast: Cast) -> None:
    client = cast.client(cast.coordinator)
    answer = client.post(reverse("people:language"), {"language": "xx", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert User.objects.get(pk=cast.coordinator.user_id).language == ""


def test_ones_own_name(cast: Cast) -> None:
    client = cast.client(cast.visitor)
    assert client.post(reverse("people:account"), {"name": ""}).status_code == 422
    client.post(reverse("people:account"), {"name": "Cilla Ny"})
    with cast.acting(cast.coordinator):
        assert api.names(user_ids=frozenset({cast.visitor.user_id})) == {cast.visitor.user_id: "Cilla Ny"}


def test_without_a_sign_in_every_page_asks_for_one(cast: Cast) -> None:
    for name in ("people:account", "people:municipality", "people:list"):
        assert reverse("account_login") in Client().get(reverse(name)).headers["Location"]


def test_every_role_is_appointed_by_some_role() -> None:
    assert {role for roles in rules.APPOINTS.values() for role in roles} == set(rules.ROLES)
