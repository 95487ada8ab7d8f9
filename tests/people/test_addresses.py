"""Changing the address one signs in with: the session, the password, and proof from the new address."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.people import addresses
from kokong.people.models import Membership, User
from tests.cast import PASSWORD, Cast
from tests.people.conftest import Outbox
from tests.worker import run_here

NEW = "karl@nytt.example"


JOBS: list[Outbox] = []


@pytest.fixture(autouse=True)
def jobs(outbox: Outbox) -> Iterator[None]:
    """What the requests of a test defer."""
    JOBS.append(outbox)
    yield
    JOBS.clear()


def letters() -> list[Any]:
    """All letters, once the worker has sent what waits."""
    run_here(JOBS[-1])
    return mail.outbox


@pytest.fixture
def client(cast: Cast) -> Client:
    """The commuter, who has just shown who they are."""
    signed_in = cast.client(cast.commuter)
    signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return signed_in


def ask(client: Client, email: str = NEW) -> Any:
    return client.post(reverse("people:address"), {"email": email})


def link() -> str:
    found = re.search(r"(/account/address/\S+)", str(letters()[-1].body))
    assert found
    return found[1]


def address(cast: Cast) -> str:
    return str(User.objects.get(pk=cast.commuter.user_id).email)


def test_without_the_password_nothing_is_asked(cast: Cast) -> None:
    answer = ask(cast.client(cast.commuter))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert letters() == []


def test_naming_an_address_changes_nothing(cast: Cast, client: Client) -> None:
    assert ask(client).status_code == 302
    assert address(cast) == cast.commuter.email
    assert letters()[-1].to == [NEW]
    assert client.get(link()).status_code == 200
    assert address(cast) == cast.commuter.email


def test_the_proven_address_is_everywhere_and_the_old_one_is_told(cast: Cast, client: Client) -> None:
    EmailAddress.objects.create(user_id=cast.commuter.user_id, email=cast.commuter.email, verified=True)
    ask(client, NEW.upper())
    proof = link()
    assert client.post(proof).status_code == 302
    assert address(cast) == NEW
    assert letters()[-1].to == [cast.commuter.email]
    assert NEW in str(letters()[-1].body)
    for actor in (cast.commuter, cast.commuter_elsewhere):
        with cast.acting(actor):
            assert Membership.objects.get(user_id=actor.user_id).email == NEW
    for elsewhere in (False, True):
        (line,) = (each for each in cast.log(elsewhere=elsewhere) if each.action == "account.address_changed")
        assert NEW not in str(line)
    for email, works in ((NEW, True), (cast.commuter.email, False)):
        fresh = Client()
        fresh.post(reverse("account_login"), {"login": email, "password": PASSWORD})
        assert ("_auth_user_id" in fresh.session) is works, email
    assert client.post(proof).status_code == 404, "once"


def test_a_link_is_of_no_use_to_anybody_else(cast: Cast, client: Client) -> None:
    ask(client)
    assert cast.client(cast.visitor).post(link()).status_code == 404
    assert Client().post(link()).headers["Location"].startswith(reverse("account_login"))
    assert address(cast) == cast.commuter.email


def test_an_address_that_somebody_has_is_answered_as_one_that_nobody_has(cast: Cast, client: Client) -> None:
    free = ask(client)
    page = client.get(reverse("people:address")).content.decode()
    User.objects.filter(pk=cast.commuter.user_id).update(new_email="", new_email_asked=None)
    taken = ask(client, cast.officer.email)
    assert (free.status_code, free.headers["Location"]) == (taken.status_code, taken.headers["Location"])
    hidden = re.compile(r'(?:value|content)="\w{64}"')
    other = client.get(reverse("people:address")).content.decode()
    assert hidden.sub("", page) == hidden.sub("", other).replace(cast.officer.email, NEW)
    assert letters()[-1].to == [cast.officer.email]
    assert "/account/address/" not in letters()[-1].body
    assert address(cast) == cast.commuter.email


def test_an_address_that_was_taken_meanwhile_stays_with_its_owner(cast: Cast, client: Client) -> None:
    ask(client)
    User.objects.create_user(NEW, PASSWORD, name="Nils Ny")
    assert client.post(link()).status_code == 404
    assert address(cast) == cast.commuter.email


def test_the_link_ends_after_a_day_and_with_the_next_one(cast: Cast, client: Client) -> None:
    ask(client)
    first = link()
    earlier = timezone.now() - addresses.LASTS + timedelta(minutes=5)
    User.objects.filter(pk=cast.commuter.user_id).update(new_email_asked=earlier)
    assert client.post(first).status_code == 404, "the link is of its time"
    ask(client)
    second = link()
    user = User.objects.get(pk=cast.commuter.user_id)
    proof = second.split("/")[-2]
    assert addresses.holds(user=user, proof=proof, now=timezone.now())
    assert not addresses.holds(user=user, proof=proof, now=timezone.now() + addresses.LASTS)


def test_letters_are_not_sent_by_the_dozen(cast: Cast, client: Client) -> None:
    ask(client)
    answer = ask(client, "nasta@nytt.example")
    assert answer.status_code == 422
    assert len(letters()) == 1


def test_ones_own_address_is_no_change(cast: Cast, client: Client) -> None:
    assert ask(client, cast.commuter.email.upper()).status_code == 422
    assert letters() == []
