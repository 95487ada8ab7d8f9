"""Whoever pressed a button after their sign-in had ended, or opened what is no page, finds a page that works."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.addresses import ADDRESSES, INSIDE
from tests.cast import PASSWORD, Cast
from tests.everything import Everything, build_everything


@pytest.fixture
def everything(cast: Cast) -> Everything:
    """Something to press buttons about."""
    return build_everything(cast)


def acts() -> list[str]:
    return [name for name, address in INSIDE.items() if address.kind == "act" and not name.startswith("api:")]


def where(everything: Everything, name: str, **headers: str) -> str:
    """Where one is after pressing a button signed out and signing in again; fails unless a page is there."""
    asked = Client().post(everything.url(name), dict(ADDRESSES[name].body or {}), headers=headers)
    assert asked.status_code == 302
    browser = Client()
    signed = browser.post(asked.headers["Location"], {"login": "bo@9901.example", "password": PASSWORD})
    assert signed.status_code == 302, signed.content.decode()
    assert browser.get(signed.headers["Location"], follow=True).status_code == 200, name
    return str(signed.headers["Location"])


def test_a_button_pressed_too_late_leads_back_to_its_page(everything: Everything) -> None:
    page = everything.url("desk:burglary")
    for name in ("incidents:confirm", "cocoons:make-round"):
        assert where(everything, name, referer=f"http://testserver{page}") == page
    parted = {"HX-Current-URL": f"http://testserver{page}?tab=2#x"}
    assert where(everything, "cocoons:add", **parted) == f"{page}?tab=2"


@pytest.mark.parametrize("referer", ["", "http://evil.example/", "//evil.example/x", "javascript:alert(1)"])
def test_a_page_that_is_not_known_or_not_ours_is_the_start_page(everything: Everything, referer: str) -> None:
    assert where(everything, "incidents:confirm", referer=referer) == "/"


def test_every_act_leads_to_a_page_after_signing_in(everything: Everything) -> None:
    for name in acts():
        asked = Client().post(everything.url(name), dict(ADDRESSES[name].body or {}))
        if asked.status_code == 302:
            assert asked.headers["Location"] == f"{reverse('account_login')}?next=/", name
        else:
            assert asked.status_code == 401, name


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in(everything: Everything) -> None:
    answer = Client().get(everything.url("alarms:live"), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(reverse("account_login"))


def test_an_act_that_is_opened_as_a_page_says_so_and_leads_on(everything: Everything) -> None:
    cast = everything.cast
    opened = 0
    for who in (cast.officer, cast.coordinator, cast.alarm_operator, cast.visitor):
        browser = cast.client(who)
        for name in acts():
            if not ADDRESSES[name].may_be_asked_by(who):
                continue
            answer = browser.get(everything.url(name), headers={"accept": "text/html"})
            if answer.status_code == 405:
                assert 'href="/"' in answer.content.decode(), name
                assert "POST" in answer.headers["Allow"]
            elif answer.status_code == 302:  # to the page with the button
                burglaries = name.startswith("intake:") and "addresses" not in name
                theirs = burglaries and who is not cast.officer  # the officer's file is not there
                leads_to = browser.get(answer.headers["Location"], follow=True)
                assert leads_to.status_code == (404 if theirs else 200), (name, who)
            else:
                continue
            opened += 1
    assert opened > 80


def test_a_program_is_told_plainly(everything: Everything) -> None:
    browser = everything.cast.client(everything.cast.officer)
    assert browser.get(everything.url("incidents:confirm"), headers={"accept": "application/json"}).content == b""


def test_new_recovery_codes_ask_for_the_password_first(cast: Cast) -> None:
    """The view locks rows, so it has a transaction of its own; what it raises must lead on all the same."""
    for ask in (cast.client(cast.officer).get, cast.client(cast.officer).post):
        answer = ask(reverse("mfa_generate_recovery_codes"))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
