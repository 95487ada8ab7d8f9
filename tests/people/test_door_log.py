"""Refusals and what people do with their accounts are in the log, and nobody can fill it by trying."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kokong.kernel import audit, tenancy
from kokong.people import door, members
from tests.cast import PASSWORD, Cast


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> None:
    """What earlier tests counted doesn't count here."""
    cache.clear()


def _said(cast: Cast, action: str) -> list[audit.Entry]:
    return [entry for entry in cast.log() if entry.action == action]


def _sign_in(browser: Client, email: str, password: str = PASSWORD) -> int:
    return browser.post(reverse("account_login"), {"login": email, "password": password}).status_code


def _outside() -> tuple[audit.Entry, ...]:
    with tenancy.scope(municipality_id=None):
        return audit.entries()


@pytest.mark.parametrize(
    ("who", "address", "action"),
    [
        ("visitor", "/burglaries/", "burglary.see"),
        ("coordinator", "/log/", "audit.read"),
        ("visitor", "/alarms/", "alarm.see"),
        ("visitor", "/api/v1/burglaries/", "burglary.see"),
        ("visitor", "/api/v1/alarms/", "alarm.see"),
        ("coordinator", "/alarms/stream", "alarm.see"),
        ("auditor", "/field/api/session", "round.visit"),
    ],
)
def test_a_refusal_is_logged_though_what_it_stopped_is_rolled_back(
    cast: Cast, who: str, address: str, action: str
) -> None:
    actor = getattr(cast, who)
    assert cast.client(actor).get(address).status_code == 403
    (line,) = _said(cast, "access.denied")
    assert (line.user_id, line.subject, line.roles) == (actor.user_id, action, tuple(actor.roles))
    assert line.detail["page"]


def test_asking_again_and_again_writes_few_lines_that_say_how_often(cast: Cast) -> None:
    browser = cast.client(cast.visitor)
    for _ in range(25):
        browser.get("/burglaries/")
    assert [line.detail["times"] for line in _said(cast, "access.denied")] == [10, 1]


def test_a_centres_operator_or_nobody_in_particular_is_logged_outside_of_any_municipality(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        members.end_membership(user_id=cast.visitor.user_id)
    assert cast.client(cast.visitor).get("/burglaries/").status_code == 403
    assert [(line.action, line.user_id) for line in _outside()] == [("access.denied", cast.visitor.user_id)]


def test_signing_in_and_out_is_logged_wherever_one_works(cast: Cast) -> None:
    browser = Client()
    _sign_in(browser, cast.commuter.email)
    browser.post(reverse("account_logout"))
    for elsewhere, roles in ((False, ("visitor",)), (True, ("coordinator",))):
        lines = [line for line in cast.log(elsewhere=elsewhere) if line.action.startswith("account.")]
        assert [line.action for line in lines] == ["account.signed_out", "account.signed_in"]
        assert {(line.subject_id, line.user_id) for line in lines} == {(cast.commuter.user_id,) * 2}
        assert {line.roles for line in lines} == {roles}


def test_a_failed_sign_in_is_logged_where_the_person_works(cast: Cast) -> None:
    _sign_in(Client(), cast.officer.email, "fel")
    (line,) = _said(cast, "account.sign_in_failed")
    assert (line.subject_id, dict(line.detail)) == (cast.officer.user_id, {"times": 1})
    assert line.user_id is None, "that it was the officer is what nobody knows"


def test_a_strangers_address_is_nowhere_in_the_log(cast: Cast) -> None:
    _sign_in(Client(), "nils.okand@annanstans.example", "fel")
    (line,) = _outside()
    assert line.detail["stranger"] == door.digest("Nils.Okand@annanstans.example ")
    assert "okand" not in str(line)
    assert _said(cast, "account.sign_in_failed") == []


def test_a_changed_password_is_logged(cast: Cast) -> None:
    browser = cast.client(cast.visitor)
    new = "en-helt-annan-fras-77"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert browser.post(reverse("account_change_password"), given).status_code == 302
    (line,) = _said(cast, "account.password_changed")
    assert line.subject_id == cast.visitor.user_id
    assert new not in str(line)
