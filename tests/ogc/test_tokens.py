"""Access tokens: made once, kept as a digest, read-only, one municipality, dead with the membership."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from kokong.people import api as people
from kokong.people import models, tokens
from kokong.people.signin import rules
from tests.cast import PASSWORD, Cast
from tests.keeping import rule

LANDING = "/ogc/"


def made(cast: Cast, actor: people.Actor, *, now: datetime | None = None, days: float = 30) -> tuple[int, str]:
    now = now or timezone.now()
    with cast.acting(actor):
        token, secret = tokens.make(actor=actor, name="QGIS", expires=now + timedelta(days=days), now=now)
    return token.id, secret


def ask(secret: str, path: str = LANDING, *, user: str = "anybody", bearer: bool = False, **more: Any) -> Any:
    packed = base64.b64encode(f"{user}:{secret}".encode()).decode()
    sent = f"Bearer {secret}" if bearer else f"Basic {packed}"
    return Client().get(path, headers={"Authorization": sent}, **more)


def test_a_program_reads_with_a_token_either_way(cast: Cast) -> None:
    token_id, secret = made(cast, cast.coordinator)
    before = timezone.now()
    assert ask(secret).status_code == 200
    assert ask(secret, bearer=True).json()["title"] == "Kokong · Havsvik"
    with cast.acting(cast.coordinator):
        used = models.Token.objects.get(pk=token_id).used
    assert used is not None
    assert before <= used <= timezone.now()


def test_the_secret_is_kept_nowhere(cast: Cast) -> None:
    token_id, secret = made(cast, cast.coordinator)
    with cast.acting(cast.coordinator):
        row = models.Token.objects.filter(pk=token_id).values().get()
    log = str(cast.log())
    assert secret not in str(row) + log
    assert secret.rpartition("-")[2] not in str(row) + log


@pytest.mark.parametrize(
    "secret",
    ["", "wrong", "kokong-1-wrong", "kokong-99999999999999999999-x", "kokong--x", "kokong-١-x", "a:b\x00c"],
)
def test_what_is_no_token_opens_nothing(cast: Cast, secret: str) -> None:
    answer = ask(secret)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!!", "Basic /w==", "Digest a", "Bearer", "", "Basic " + "A" * 9999]
)
def test_a_broken_header_is_no_error(cast: Cast, header: str) -> None:
    assert Client().get(LANDING, headers={"Authorization": header}).status_code == 401


def test_a_token_of_one_municipality_names_no_other(cast: Cast) -> None:
    _, secret = made(cast, cast.coordinator)
    forged = secret.replace(f"kokong-{cast.home.pk}-", f"kokong-{cast.elsewhere.pk}-")
    assert ask(forged).status_code == 401
    _, theirs = made(cast, cast.stranger)
    assert ask(theirs).json()["title"] == "Kokong · Norrsund"


def test_a_token_opens_the_layers_and_nothing_else(cast: Cast) -> None:
    _, secret = made(cast, cast.officer)
    for path in ("/", "/map/", "/account/", "/places/search?q=stor"):
        assert ask(secret, path).status_code == 302
    assert ask(secret, "/api/v1/burglaries/").status_code == 401


def test_a_token_never_changes_anything(cast: Cast) -> None:
    _, secret = made(cast, cast.officer)
    sent = {"Authorization": f"Bearer {secret}"}
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)("/ogc/collections/burglaries/items", headers=sent).status_code == 405


def test_it_ends_with_its_last_day_its_revoking_and_its_account(cast: Cast) -> None:
    now = timezone.now()
    assert ask(made(cast, cast.officer, now=now - timedelta(days=40))[1]).status_code == 401
    token_id, secret = made(cast, cast.coordinator)
    with cast.acting(cast.officer):
        assert not tokens.revoke(token_id=token_id, user_id=cast.officer.user_id, now=now)
    assert ask(secret).status_code == 200
    with cast.acting(cast.coordinator):
        assert tokens.revoke(token_id=token_id, user_id=cast.coordinator.user_id, now=now)
        assert not tokens.revoke(token_id=token_id, user_id=cast.coordinator.user_id, now=now)
    assert ask(secret).status_code == 401
    _, other = made(cast, cast.officer)
    models.User.objects.filter(pk=cast.officer.user_id).update(is_active=False)
    assert ask(other).status_code == 401


def test_it_dies_with_the_membership_and_stays_dead(cast: Cast) -> None:
    _, secret = made(cast, cast.officer)
    with tenancy.scope(municipality_id=cast.home.pk):
        people.end_membership(user_id=cast.officer.user_id)
    assert ask(secret).status_code == 401
    with tenancy.scope(municipality_id=cast.home.pk):
        people.add_person(email=cast.officer.email, name="Alva Polis", role="officer")
    assert ask(secret).status_code == 401


def test_a_role_that_sees_no_layers_sees_none_with_a_token_either(cast: Cast) -> None:
    _, secret = made(cast, cast.visitor)  # however it came by it
    assert ask(secret).status_code == 403


@pytest.mark.parametrize("days", [-1, 0, 367, 4000])
def test_a_period_that_is_over_or_too_long_is_refused(cast: Cast, days: float) -> None:
    with pytest.raises(UserError, match="at most a year"):
        made(cast, cast.coordinator, days=days)


def test_a_program_that_runs_wild_waits(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "CALLS", (3, 60))
    _, secret = made(cast, cast.coordinator)
    assert [ask(secret).status_code for _ in range(5)] == [200, 200, 200, 429, 429]


def page_of(cast: Cast, actor: people.Actor) -> Client:
    """A browser in which somebody has just given the password again."""
    browser = cast.client(actor)
    shown = browser.post("/account/reauthenticate/?next=/account/tokens/new/", {"password": PASSWORD})
    assert shown.headers["Location"] == "/account/tokens/new/"
    return browser


def test_a_token_is_made_on_the_account_page_and_shown_once(cast: Cast) -> None:
    browser = page_of(cast, cast.coordinator)
    day = timezone.localdate() + timedelta(days=30)
    answer = browser.post("/account/tokens/new/", {"name": "QGIS <på> jobbet", "expires": day.isoformat()})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    secret = answer.context["secret"]
    assert ask(secret).status_code == 200
    listed = browser.get("/account/tokens/").content.decode()
    assert "QGIS &lt;på&gt; jobbet" in listed
    assert secret not in listed
    assert [entry.action for entry in cast.log(subject="token")] == ["token.made"]


def test_without_showing_again_who_one_is_nothing_is_made(cast: Cast) -> None:
    browser = cast.client(cast.coordinator)
    assert browser.get("/account/tokens/new/").status_code == 302
    sent = {"name": "QGIS", "expires": (timezone.localdate() + timedelta(days=30)).isoformat()}
    answer = browser.post("/account/tokens/new/", sent)
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    with cast.acting(cast.coordinator):
        assert not models.Token.objects.exists()
    shown = browser.post(answer.headers["Location"], {"password": PASSWORD})
    assert ask(shown.context["secret"]).status_code == 200


UNSOUND: list[dict[str, str]] = [
    {}, {"name": "x" * 81, "expires": "2026-99-01"}, {"name": "QGIS", "expires": "1999-01-01"},
    {"name": "QGIS", "expires": "9999-12-31"},
]  # fmt: skip


@pytest.mark.parametrize("sent", UNSOUND)
def test_a_form_that_does_not_hold_says_so(cast: Cast, sent: dict[str, str]) -> None:
    answer = page_of(cast, cast.coordinator).post("/account/tokens/new/", sent)
    assert answer.status_code == 422
    with cast.acting(cast.coordinator):
        assert not models.Token.objects.exists()


def test_ended_tokens_are_forgotten_in_time(cast: Cast) -> None:
    now = timezone.now()
    old, _ = made(cast, cast.coordinator, now=now - timedelta(days=200))
    alive, _ = made(cast, cast.coordinator)
    with cast.acting(cast.coordinator):
        assert rule("access tokens").apply(now - tokens.KEPT, True) == 1
        assert rule("access tokens").apply(now - tokens.KEPT, False) == 1
        assert set(models.Token.objects.values_list("pk", flat=True)) == {alive} != {old}
