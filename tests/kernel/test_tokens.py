"""An answer that was asked for in the background and comes late leaves the token of an open form alone."""

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import PASSWORD, Cast

BACKGROUND = {"Sec-Fetch-Mode": "cors"}
OPENED = {"Sec-Fetch-Mode": "navigate"}
TOKEN = settings.CSRF_COOKIE_NAME


@pytest.fixture
def phone(cast: Cast) -> Client:
    return cast.client(cast.visitor)


@pytest.mark.parametrize("path", ["/field/api/session", "/field/"])
def test_an_answer_from_the_background_gives_no_token_again(phone: Client, path: str) -> None:
    assert TOKEN in phone.get("/field/", headers=OPENED).cookies
    assert TOKEN not in phone.get(path, headers=BACKGROUND).cookies


def test_who_has_none_is_given_one(phone: Client) -> None:
    assert TOKEN in phone.get("/field/api/session", headers=BACKGROUND).cookies


def test_who_is_signed_in_no_longer_is_given_none_beside_the_sign_in_form(db: None) -> None:
    browser = Client()
    browser.get("/account/login/", headers=OPENED)
    held = browser.cookies.pop(TOKEN)  # as the request of a page that has been left sends none
    for path in ("/field/", "/field/api/session", "/account/login/?next=/field/"):
        assert TOKEN not in browser.get(path, headers=BACKGROUND, follow=True).cookies, path
    assert TOKEN not in browser.post("/field/api/outbox", headers=BACKGROUND).cookies
    assert held.value


def test_a_page_that_is_opened_renews_it(phone: Client) -> None:
    for headers in ({}, OPENED, OPENED):
        assert TOKEN in phone.get("/field/", headers=headers).cookies


def test_signing_in_from_a_script_gives_the_new_one(cast: Cast) -> None:
    browser = Client()
    old = browser.get("/account/login/").cookies[TOKEN].value
    given = {"login": cast.visitor.email, "password": PASSWORD}
    answer = browser.post("/account/login/", given, headers=BACKGROUND)
    assert answer.status_code == 302
    assert answer.cookies[TOKEN].value != old
