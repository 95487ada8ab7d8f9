"""Guessing is slowed down for whoever guesses, and for nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from kokong.people.models import Attempt, User
from kokong.people.signin import attempts, rules
from kokong.people.signin.attempts import Counter
from tests.cast import PASSWORD, Cast

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


class Clock:
    """The time by which guesses are counted; tests set it on."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr("kokong.people.signin.guesses.timezone", found)
    return found


def sign_in(client: Client, email: str, password: str = PASSWORD) -> HttpResponseBase:
    given = {"login": email, "password": password}
    return client.post(reverse("account_login"), given, headers={"accept": "text/html"})


def guess(client: Client, email: str, times: int) -> list[int]:
    return [sign_in(client, email, f"wrong-{n}-password").status_code for n in range(times)]


def at(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def test_the_right_password_signs_in(cast: Cast) -> None:
    assert sign_in(Client(), cast.officer.email).status_code == 302


def test_whoever_guesses_waits_longer_and_longer_and_is_told_how_long(cast: Cast, clock: Clock) -> None:
    client = at("192.0.2.1")
    assert guess(client, cast.officer.email, 5) == [200] * 5
    refused = sign_in(client, cast.officer.email)
    assert (refused.status_code, refused["Retry-After"]) == (429, "5")
    assert b"5 s" in getattr(refused, "content", b"")
    clock.at += timedelta(seconds=5)
    assert guess(client, cast.officer.email, 2) == [200, 429]
    assert sign_in(client, cast.officer.email)["Retry-After"] == "10"
    clock.at += timedelta(seconds=10)
    assert sign_in(client, cast.officer.email).status_code == 302  # never locked: a wait that is over is over


def test_a_strangers_guesses_make_the_owner_wait_nowhere(cast: Cast) -> None:
    """Five wrong passwords used to lock the account for everybody everywhere."""
    stranger, known = at("192.0.2.1"), at("192.0.2.1")  # the same office, even
    assert sign_in(known, cast.officer.email).status_code == 302
    known.post(reverse("account_logout"))
    assert guess(stranger, cast.officer.email, 6)[-1] == 429
    assert sign_in(known, cast.officer.email).status_code == 302
    assert sign_in(at("198.51.100.7"), cast.officer.email).status_code == 302  # a new device elsewhere, too


def test_an_office_behind_one_address_signs_in_while_somebody_mistypes(cast: Cast) -> None:
    """Ten wrong passwords a minute used to lock out a whole office."""
    office = "192.0.2.1"
    for mistyping in (cast.visitor, cast.partner, cast.auditor):
        guess(at(office), mistyping.email, 5)
    assert sign_in(at(office), cast.coordinator.email).status_code == 302


def test_one_address_that_guesses_at_many_accounts_waits(cast: Cast) -> None:
    client = at("192.0.2.1")
    statuses = [guess(client, f"somebody{n}@example.org", 1)[0] for n in range(102)]
    assert statuses[:101] == [200] * 101
    assert statuses[101] == 429
    assert sign_in(at("192.0.2.2"), cast.officer.email).status_code == 302


def test_a_whole_network_of_ipv6_counts_as_one_address(cast: Cast) -> None:
    for number in range(5):
        guess(at(f"2001:db8:0:1::{number}"), cast.officer.email, 1)
    assert guess(at("2001:db8:0:1::99"), cast.officer.email, 1) == [429]


def test_a_known_device_guesses_no_more_freely_than_others(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.officer.email)
    client.post(reverse("account_logout"))
    assert guess(client, cast.officer.email, 6)[-1] == 429


def test_a_device_is_known_to_its_own_accounts_only(cast: Cast) -> None:
    visitor = at("192.0.2.1")
    sign_in(visitor, cast.visitor.email)
    visitor.post(reverse("account_logout"))
    guess(at("192.0.2.1"), cast.officer.email, 5)
    assert sign_in(visitor, cast.officer.email).status_code == 429


def test_a_device_is_forgotten_with_the_password(cast: Cast) -> None:
    thief = at("192.0.2.1")
    sign_in(thief, cast.officer.email)
    thief.post(reverse("account_logout"))
    user = User.objects.get(pk=cast.officer.user_id)
    user.set_password("another-long-password-7")
    user.save()
    guess(at("192.0.2.1"), cast.officer.email, 5)
    assert guess(thief, cast.officer.email, 1) == [429]


def test_the_devices_cookie_is_signed_and_kept_from_scripts(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.officer.email)
    cookie = next(morsel for name, morsel in client.cookies.items() if name.startswith("kokong_device"))
    assert cookie["httponly"]
    assert cookie["max-age"] > 300 * 24 * 3600
    client.cookies[cookie.key] = cookie.value[:-2] + "xx"
    client.post(reverse("account_logout"))
    guess(Client(), cast.officer.email, 5)
    assert sign_in(client, cast.officer.email).status_code == 429  # as any stranger at this address


def test_nobody_chooses_their_own_address(cast: Cast, settings: object) -> None:
    """A header that a proxy would set is believed only from where a proxy can be."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    for number in range(5):
        client = Client(REMOTE_ADDR="8.8.8.8", headers={"x-forwarded-for": f"192.0.2.{number}"})
        guess(client, cast.officer.email, 1)
    again = Client(REMOTE_ADDR="8.8.8.8", headers={"x-forwarded-for": "192.0.2.200"})
    assert guess(again, cast.officer.email, 1) == [429]
    behind = Client(REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "203.0.113.9, 192.0.2.200"})
    assert guess(behind, cast.officer.email, 1) == [200]


def test_guesses_at_the_second_step_dont_lock_the_owner(cast: Cast) -> None:
    user = User.objects.get(pk=cast.officer.user_id)
    known = at("192.0.2.1")
    sign_in(known, user.email)
    known.post(reverse("account_logout"))
    auth.TOTP.activate(user, auth.generate_totp_secret())
    thief = at("192.0.2.66")
    assert sign_in(thief, user.email)["Location"] == reverse("mfa_authenticate")
    codes = [code(thief, "000000") for _ in range(6)]
    assert codes == [200] * 5 + [429]
    sign_in(known, user.email)
    assert code(known, right_code(user)) == 302


def code(client: Client, given: str) -> int:
    return client.post(reverse("mfa_authenticate"), {"code": given}, headers={"accept": "text/html"}).status_code


def right_code(user: User) -> str:
    secret = auth.decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
    return str(auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()))))


def test_many_letters_to_one_account_become_few(cast: Cast, mailoutbox: list[object]) -> None:
    """Asking for somebody else's link doesn't fill their inbox, nor keep them from asking."""
    for number in range(12):
        answer = at(f"192.0.2.{number}").post(reverse("account_reset_password"), {"email": cast.officer.email})
        assert answer.status_code == 302
    assert len(mailoutbox) == rules.LETTERS[0]


def test_tries_are_counted_once_each_over_processes(db: None) -> None:
    counter = Counter("k", (0, 0, 30))
    assert [attempts.attempt([counter], now=NOW) for _ in range(4)] == [0, 0, 0, 30]
    assert Attempt.objects.get(key="k").number == 3
    assert attempts.attempt([counter], now=NOW + timedelta(seconds=30)) == 0
    assert attempts.attempt([counter], now=NOW + timedelta(seconds=59)) == 1


def test_a_try_that_another_counter_refuses_counts_in_none(db: None) -> None:
    own, shared = Counter("own", (0, 0, 9)), Counter("shared", (60,))
    assert attempts.attempt([shared], now=NOW) == 0
    assert attempts.attempt([own, shared], now=NOW) == 60
    assert Attempt.objects.get(key="own").number == 0


def test_counters_are_forgotten_after_a_day(db: None) -> None:
    counter = Counter("k", (600,))
    attempts.attempt([counter], now=NOW)
    assert attempts.attempt([Counter("other")], now=NOW + timedelta(days=2)) == 0
    assert not Attempt.objects.filter(key="k").exists()


def test_the_counters_name_nobody(cast: Cast) -> None:
    guess(at("192.0.2.1"), cast.officer.email, 1)
    kept = " ".join(str(row) for row in Attempt.objects.values_list())
    assert Attempt.objects.count() == 2
    assert cast.officer.email not in kept
    assert "192.0.2" not in kept


def test_a_person_who_asks_without_end_is_told_to_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "REQUESTS", (3, 60))
    browser, colleague = cast.client(cast.coordinator), cast.client(cast.officer)
    page = reverse("people:account")
    assert [browser.get(page).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert browser.get("/api/v1/burglaries/").status_code == 200  # counted apart
    assert [browser.get("/api/v1/burglaries/").status_code for _ in range(3)][-1] == 429
    assert colleague.get(page).status_code == 200
    refused = browser.get("/api/v1/burglaries/")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["detail"].startswith(("Too many", "För många"))


def test_wrong_tokens_block_no_good_one(cast: Cast) -> None:
    """Twenty wrong tokens from an office used to stop every map program there."""
    from kokong.people import tokens

    with cast.acting(cast.coordinator):
        _token, secret = tokens.make(actor=cast.coordinator, name="QGIS", expires=NOW + timedelta(days=9), now=NOW)
    wrong = {"authorization": f"Bearer {secret[:-1]}!", "accept": "application/json"}
    assert [Client().get("/ogc/", headers=wrong).status_code for _ in range(25)] == [401] * 25
    good = {"authorization": f"Bearer {secret}", "accept": "application/json"}
    assert Client().get("/ogc/", headers=good).status_code == 200
