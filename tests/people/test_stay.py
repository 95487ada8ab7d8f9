"""How long one stays signed in, where, and what is asked before anything else."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality
from kokong.people import tokens
from kokong.people.models import Token, User
from kokong.people.signin import rules, second
from tests.cast import PASSWORD, Cast

PAGE = {"accept": "text/html"}


class Clock:
    """The time by which sessions are measured; tests set it on."""

    def __init__(self) -> None:
        self.at = timezone.now()

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr("kokong.people.signin.middleware.timezone", found)
    return found


def sign_in(email: str, password: str = PASSWORD, agent: str = "") -> Client:
    client = Client(headers={"user-agent": agent, **PAGE})
    assert client.post(reverse("account_login"), {"login": email, "password": password}).status_code == 302
    return client


def test_a_desk_left_alone_is_signed_out_after_its_time(cast: Cast, clock: Clock) -> None:
    browser = sign_in(cast.coordinator.email)
    assert browser.get("/").status_code == 200
    clock.at += timedelta(minutes=59)
    assert browser.get("/").status_code == 200
    clock.at += timedelta(minutes=61)
    answer = browser.get("/people/?x=1")
    assert answer["Location"] == "/account/login/?next=%2Fpeople%2F%3Fx%3D1"
    assert "60" in browser.get(answer["Location"]).content.decode()
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize(("who", "hours"), [("visitor", 12), ("alarm_operator", 16), ("officer", 1)])
def test_each_role_has_its_time(cast: Cast, clock: Clock, who: str, hours: int) -> None:
    browser = sign_in(getattr(cast, who).email)
    browser.get(reverse("people:account"))
    clock.at += timedelta(hours=hours) - timedelta(minutes=2)
    assert browser.get(reverse("people:account")).status_code == 200
    clock.at += timedelta(hours=hours) + timedelta(minutes=2)
    assert browser.get(reverse("people:account")).status_code == 302


def test_what_a_page_asks_for_by_itself_is_no_sign_of_a_person(cast: Cast, clock: Clock) -> None:
    browser = sign_in(cast.coordinator.email)
    browser.get("/")
    for _ in range(4):
        clock.at += timedelta(minutes=20)
        browser.get("/places/layers/burglaries.geojson", headers={"sec-fetch-mode": "cors"})
    assert browser.get("/").status_code == 302


def test_a_programs_answer_is_401_and_says_why(cast: Cast, clock: Clock) -> None:
    browser = sign_in(cast.coordinator.email)
    browser.get("/")
    clock.at += timedelta(hours=2)
    answer = browser.get("/api/v1/burglaries/")
    assert answer.status_code == 401
    assert "60" in answer.json()["detail"]


def test_the_shortest_time_counts_for_several_roles() -> None:
    assert rules.idle_limit({"visitor", "alarm_operator"}) == timedelta(hours=12)
    assert rules.idle_limit({"visitor", "coordinator"}) == timedelta(minutes=60)
    assert rules.idle_limit(()) == timedelta(minutes=60)


def test_one_sees_where_one_is_signed_in_and_ends_it(cast: Cast) -> None:
    firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
    here, there = sign_in(cast.officer.email, agent=firefox), sign_in(cast.officer.email, agent=phone)
    colleague = sign_in(cast.coordinator.email)
    page = here.get(reverse("people:sessions"))
    assert [one.device for one in page.context["sessions"]] == ["Firefox on Windows", "Safari on iPhone"]
    assert [one.current for one in page.context["sessions"]] == [True, False]
    assert "127.0.0.1" not in page.content.decode()  # roughly
    assert "127.0.0.0/24" in page.content.decode()
    other = page.context["sessions"][1].id
    assert colleague.post(reverse("people:session-end", kwargs={"session": other})).status_code == 404
    assert there.get("/").status_code == 200
    assert here.post(reverse("people:session-end", kwargs={"session": other})).status_code == 302
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_everywhere_else_and_everywhere(cast: Cast) -> None:
    browsers = [sign_in(cast.officer.email) for _ in range(3)]
    browsers[0].post(reverse("people:sessions-end"))
    assert [one.get("/").status_code for one in browsers] == [200, 302, 302]
    browsers.append(sign_in(cast.officer.email))
    browsers[0].post(reverse("people:sessions-end"), {"here": "1"})
    assert [one.get("/").status_code for one in browsers] == [302] * 4


def test_a_new_password_ends_other_sessions_and_all_tokens(cast: Cast) -> None:
    """A token used to go on after the password that had leaked was changed."""
    here, there = sign_in(cast.coordinator.email), sign_in(cast.coordinator.email)
    now = timezone.now()
    with cast.acting(cast.coordinator):
        _token, secret = tokens.make(actor=cast.coordinator, name="QGIS", expires=now + timedelta(days=9), now=now)
    assert tokens.find(secret=secret, now=now) is not None
    given = {
        "oldpassword": PASSWORD,
        "password1": "another-long-password-7",
        "password2": "another-long-password-7",
    }
    assert here.post(reverse("account_change_password"), given).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert tokens.find(secret=secret, now=now) is None


def test_a_token_from_before_ends_with_the_next_password(cast: Cast) -> None:
    now = timezone.now()
    with cast.acting(cast.coordinator):
        token, secret = tokens.make(actor=cast.coordinator, name="QGIS", expires=now + timedelta(days=9), now=now)
        Token.objects.filter(pk=token.id).update(password_mark="")
    assert tokens.find(secret=secret, now=now) is not None
    user = User.objects.get(pk=cast.coordinator.user_id)
    user.set_password("another-long-password-7")
    user.save()
    assert tokens.find(secret=secret, now=now) is None


def test_the_coordinator_ends_anybodys_token_here_and_nowhere_else(cast: Cast) -> None:
    now = timezone.now()
    with cast.acting(cast.officer):
        token, secret = tokens.make(
            actor=cast.officer, name="Police map", expires=now + timedelta(days=9), now=now
        )
    page = cast.client(cast.coordinator).get(reverse("people:security"))
    assert "Alva Polis" in page.content.decode()
    end = reverse("people:token-end", kwargs={"token_id": token.id})
    assert cast.client(cast.stranger).post(end).status_code == 404
    assert cast.client(cast.officer).post(end).status_code == 403
    assert tokens.find(secret=secret, now=now) is not None
    assert cast.client(cast.coordinator).post(end).status_code == 302
    assert tokens.find(secret=secret, now=now) is None


def test_outside_the_demonstration_a_second_step_is_asked_for_by_default(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = Municipality.objects.create(code="9903", name="Österby", crs=3006)
    with tenancy.scope(municipality_id=new.pk):
        assert second.is_asked()
        demo = replace(installation.current(), demo=True)
        monkeypatch.setattr(installation, "current", lambda: demo)
        assert not second.is_asked()


@pytest.mark.parametrize("who", ["officer", "coordinator", "auditor"])
def test_without_a_second_step_nothing_else_opens(cast: Cast, who: str) -> None:
    ask_for_it(cast)
    browser = sign_in(getattr(cast, who).email)
    step = reverse("people:second-step")
    for path in ("/", "/people/", reverse("people:account"), "/ogc/"):
        answer = browser.get(path)
        assert answer.get("Location") == step or answer.status_code == 403, path
    assert browser.get("/api/v1/burglaries/").status_code == 403
    page = browser.get(step).content.decode()
    assert page.index(reverse("mfa_add_webauthn")) < page.index(reverse("mfa_activate_totp"))
    assert browser.get(reverse("mfa_add_webauthn")).status_code == 200  # without asking for the password again


def test_others_are_not_asked(cast: Cast) -> None:
    ask_for_it(cast)
    assert sign_in(cast.visitor.email).get(reverse("field:rounds")).status_code == 200
    assert sign_in(cast.alarm_operator.email).get(reverse("alarms:console")).status_code == 200
    assert sign_in(cast.stranger.email).get("/").status_code == 200  # each municipality decides for itself


def test_with_an_app_for_codes_everything_opens_and_the_codes_are_shown_once(cast: Cast) -> None:
    ask_for_it(cast)
    browser = sign_in(cast.officer.email)
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = browser.get(answer["Location"]).context["unused_codes"]
    assert codes[0] not in browser.get(answer["Location"]).content.decode()
    assert browser.get("/").status_code == 200
    again = Client(headers=PAGE)
    given = {"login": cast.officer.email, "password": PASSWORD}
    assert again.post(reverse("account_login"), given)["Location"] == reverse("mfa_authenticate")
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert again.get("/").status_code == 200


def test_taking_the_last_step_away_leads_back(cast: Cast) -> None:
    ask_for_it(cast)
    user = User.objects.get(pk=cast.officer.user_id)
    browser = cast.client(cast.officer)
    auth.TOTP.activate(user, auth.generate_totp_secret())
    assert browser.get("/").status_code == 200
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    browser.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert browser.get("/")["Location"] == reverse("people:second-step")


def test_the_coordinator_decides_and_it_is_written_down(cast: Cast) -> None:
    from kokong.kernel import audit

    browser = cast.client(cast.coordinator)
    browser.post(reverse("people:security"), {"second_step": "on"})
    assert browser.get("/")["Location"] == reverse("people:second-step")
    with cast.acting(cast.coordinator):
        assert second.is_asked()
    with cast.acting(cast.auditor):
        assert audit.entries(subject="municipality", limit=1)[0].detail == {"second_step": True}


def ask_for_it(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        second.ask(second_step=True)


def code_of(secret: str) -> str:
    return str(auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()))))
