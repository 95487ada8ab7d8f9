"""The server's part of drafts: it says which was kept, and gives their keys to their person alone."""

from uuid import uuid4

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from kokong.kernel import drafts
from kokong.people.models import User
from tests.cast import Cast

NUMBER = "3a8b1c36-0000-4000-8000-000000000000"


def kept(browser: Client, page: str, *args: int, number: str = NUMBER, **given: str) -> str | None:
    """Which draft the browser is told of, after sending a form."""
    browser.cookies.pop(drafts.COOKIE, None)
    browser.post(reverse(page, args=args), {drafts.FIELD: number, **given})
    cookie = browser.cookies.get(drafts.COOKIE)
    return cookie.value if cookie else None


def test_a_form_that_was_kept_lets_its_draft_go(cast: Cast) -> None:
    browser = cast.client(cast.officer)
    assert kept(browser, "people:account", name="Alva P") == NUMBER
    assert browser.cookies[drafts.COOKIE]["samesite"] == "Lax"


def test_a_form_that_was_not_kept_keeps_its_draft(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = cast.client(cast.officer)
    assert kept(browser, "people:account", name="") is None, "something was wrong with it"
    assert kept(Client(), "people:account", name="Alva P") is None, "nobody is signed in"
    monkeypatch.setattr("kokong.people.members.rename", lambda **_given: 1 / 0)
    browser.raise_request_exception = False
    assert kept(browser, "people:account", name="Alva P") is None, "it failed"


def test_what_is_refused_keeps_its_draft_though_the_answer_leads_on(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    assert kept(browser, "people:end", cast.coordinator.user_id) is None
    assert kept(browser, "people:end", cast.visitor.user_id) == NUMBER


@pytest.mark.parametrize("number", ["", "1", "<script>", "a" * 36, f"{NUMBER}; path=/"])
def test_only_a_number_comes_back(cast: Cast, number: str) -> None:
    assert kept(cast.client(cast.officer), "people:account", number=number, name="Alva P") is None


def test_who_is_here(cast: Cast) -> None:
    answer = cast.client(cast.officer).get(reverse("people:here"))
    told = answer.json()
    assert (told["user"], told["municipality"]) == (cast.officer.user_id, cast.home.pk)
    assert "no-store" in answer["Cache-Control"]
    assert told["csrf"]
    assert Client().get(reverse("people:here")).status_code == 401


def test_keys_are_a_persons_in_one_municipality(cast: Cast) -> None:
    people = {(row.pk, place.pk) for row in User.objects.all() for place in (cast.home, cast.elsewhere)}
    found = {drafts.keys(user_id=user, municipality_id=place)[0] for user, place in people}
    assert len(found) == len(people)


def test_a_new_secret_opens_what_lies_under_the_one_before() -> None:
    (before,) = drafts.keys(user_id=1, municipality_id=1)
    with override_settings(SECRET_KEY=str(uuid4()), SECRET_KEY_FALLBACKS=[_secret()]):
        now = drafts.keys(user_id=1, municipality_id=1)
    assert now[1] == before != now[0]


def _secret() -> str:
    from django.conf import settings

    return settings.SECRET_KEY
