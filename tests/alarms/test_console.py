"""The console's pages: what they show to whom, and what is done through them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.measures.alarms import api
from kokong.measures.alarms.console import page as console_page
from kokong.measures.alarms.console import parts as console_parts
from kokong.measures.alarms.console import stream, stream_views
from kokong.measures.alarms.values import Event
from kokong.people import api as people
from kokong.people.models import User
from tests.alarms.conftest import Site
from tests.cast import _actor

PART = {"headers": {"X-Kokong-Part": "1"}}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def now_site(site: Site) -> Site:
    """The site, with its clock set to now."""
    site.clock = timezone.now()
    return site


def reported(site: Site, kind: str = "burglary", zone: str = "3", **more: Any) -> int:
    """The id of an alarm that has just come in."""
    site.send(kind, zone, **more)
    site.raise_all()
    return site.alarms()[-1].id


def act(browser: Client, alarm_id: int, action: str, **sent: Any) -> Any:
    return browser.post(f"/alarms/{alarm_id}/{action}/", sent, **PART)  # type: ignore[arg-type]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def said(answer: Any) -> str:
    return unquote(answer.headers["X-Kokong-Said"])


def test_the_queue_shows_what_waits_with_the_servers_time(now_site: Site) -> None:
    alarm_id = reported(now_site)
    browser = now_site.cast.client(now_site.operator)
    before = timezone.now()
    answer = browser.get("/alarms/queue/")
    after = timezone.now()
    row = text(answer)
    assert f'data-alarm="{alarm_id}"' in row
    assert 'data-state="waiting"' in row
    assert 'data-goal="90"' in row
    server = int(answer.headers["X-Kokong-Now"]) / 1000
    assert before - timedelta(milliseconds=1) <= datetime.fromtimestamp(server, UTC) <= after
    assert "no-store" in answer.headers["Cache-Control"]


def test_two_operators_cannot_take_the_same_alarm_and_the_second_sees_who_has_it(now_site: Site) -> None:
    alarm_id = reported(now_site)
    first, second = (now_site.cast.client(who) for who in (now_site.operator, now_site.colleague))
    assert act(first, alarm_id, "take").status_code == 200
    refused = act(second, alarm_id, "take")
    assert refused.status_code == 409
    assert "Lova Larm" in said(refused)
    assert "Lova Larm" in text(refused)
    assert "Lova Larm" in text(second.get("/alarms/queue/"))


def test_the_script_goes_on_to_the_next_and_comes_back_to_whom_did_not_answer(now_site: Site) -> None:
    with now_site.cast.acting(now_site.cast.coordinator):
        for name in ("Anna Ett", "Bo Två"):
            api.add_contact(
                account_id=now_site.account.id, name=name, phone="070-1", what="owner", consent=True,
                now=now_site.clock,
            )  # fmt: skip
    alarm_id = reported(now_site)
    browser = now_site.cast.client(now_site.operator)
    act(browser, alarm_id, "take")
    assert turn(now_site, alarm_id) == "Anna Ett"
    contacts = {contact.name: contact.id for contact in shown(now_site, alarm_id).contacts}
    assert act(browser, alarm_id, "call", contact=contacts["Anna Ett"], result="no_answer").status_code == 200
    assert turn(now_site, alarm_id) == "Bo Två"
    act(browser, alarm_id, "call", contact=contacts["Bo Två"], result="all_well")
    assert turn(now_site, alarm_id) == "Anna Ett"
    page = text(browser.get(f"/alarms/{alarm_id}/", **PART))  # type: ignore[arg-type]
    assert 'data-key="1"' in page
    assert 'href="tel:0701"' in page


def test_in_a_hold_up_it_is_nobodys_turn_to_be_called(now_site: Site) -> None:
    with now_site.cast.acting(now_site.cast.coordinator):
        api.add_contact(
            account_id=now_site.account.id, name="Anna Ett", phone="070-1", what="owner", consent=True,
            now=now_site.clock,
        )  # fmt: skip
    alarm_id = reported(now_site, "hold_up", "9")
    browser = now_site.cast.client(now_site.operator)
    act(browser, alarm_id, "take")
    page = text(browser.get(f"/alarms/{alarm_id}/", **PART))  # type: ignore[arg-type]
    assert "Do not call the home" in page
    assert "Anna Ett" in page
    assert turn(now_site, alarm_id) is None
    assert 'data-key="1"' not in page


def shown(site: Site, alarm_id: int) -> console_page.Page:
    with site.cast.acting(site.operator):
        who = api.Operator(site.operator.user_id, "Lova Larm", site.cast.home.pk, "Havsvik", frozenset())
        return console_page.page(alarm_id=alarm_id, operator=who, now=timezone.now())


def turn(site: Site, alarm_id: int) -> str | None:
    calling = shown(site, alarm_id).calling
    return calling.name if calling else None


def test_a_burglary_is_verified_with_how_one_knows(now_site: Site) -> None:
    alarm_id = reported(now_site)
    browser = now_site.cast.client(now_site.operator)
    act(browser, alarm_id, "take")
    assert act(browser, alarm_id, "verify").status_code == 422
    assert now_site.only().verification == "unconfirmed"
    assert act(browser, alarm_id, "verify", basis="picture").status_code == 200
    assert now_site.only().verification == "operator"
    assert 'value="burglary"' in text(browser.get(f"/alarms/{alarm_id}/", **PART))  # type: ignore[arg-type]


def test_what_cannot_be_done_says_why_and_shows_the_alarm(now_site: Site) -> None:
    alarm_id = reported(now_site)
    browser = now_site.cast.client(now_site.operator)
    for action, sent in {
        "close": {"reason": "pet"}, "release": {}, "note": {"note": "  "}, "hand_over": {"to": "x" * 30},
        "call": {"contact": "²", "result": "nonsense"},
    }.items():  # fmt: skip
        answer = act(browser, alarm_id, action, **sent)
        assert answer.status_code in {404, 422}, action
        assert answer.status_code == 404 or said(answer), action
    assert now_site.only().state == "waiting"


def test_closing_takes_a_reason_and_leaves_the_queue(now_site: Site) -> None:
    alarm_id = reported(now_site)
    browser = now_site.cast.client(now_site.operator)
    act(browser, alarm_id, "take")
    assert act(browser, alarm_id, "close", reason="").status_code == 422
    assert act(browser, alarm_id, "close", reason="pet", note="Katten").status_code == 200
    assert "data-alarm" not in text(browser.get("/alarms/queue/"))
    assert "Katten" in text(browser.get(f"/alarms/{alarm_id}/"))


def test_nothing_is_done_without_the_page_s_own_token(now_site: Site) -> None:
    alarm_id = reported(now_site)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(User.objects.get(pk=now_site.operator.user_id), backend=BACKEND)
    assert act(browser, alarm_id, "take").status_code == 403
    assert now_site.only().state == "waiting"


def test_the_next_municipality_s_operator_sees_nothing(now_site: Site) -> None:
    alarm_id = reported(now_site)
    browser = now_site.cast.client(_actor(now_site.cast.elsewhere, "alarm_operator", "Nils Larm"))
    assert "data-alarm" not in text(browser.get("/alarms/queue/"))
    assert "Storgatan" not in text(browser.get("/alarms/"))
    for address in (f"/alarms/{alarm_id}/", f"/alarms/{alarm_id}/home.geojson",
                    f"/alarms/accounts/{now_site.account.id}/"):  # fmt: skip
        assert browser.get(address).status_code == 404, address
    assert {act(browser, alarm_id, action).status_code for action in ("take", "note", "close")} == {404}


def test_words_from_a_panel_are_shown_as_words(now_site: Site) -> None:
    alarm_id = reported(now_site, zone="<b>9", text=b"<script>alert(1)</script>")
    page = text(now_site.cast.client(now_site.operator).get(f"/alarms/{alarm_id}/"))
    assert "<script>alert" not in page
    assert "<b>9" not in page


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://video.example/e/1", "video.example"),
        ("http://video.example/e/1", ""),
        ("javascript:alert(1)", ""),
        ("https://bank.example@evil.example/", ""),
        ("//evil.example/", ""),
        ("https://", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_a_picture_is_offered_only_at_a_plain_https_address(link: str, host: str) -> None:
    blank = dict.fromkeys(Event.__dataclass_fields__)
    report = console_parts.Report(Event(**{**blank, "link": link}), "")  # type: ignore[arg-type]
    assert [(one.link, one.host) for one in report.pictures] == ([(link, host)] if host else [])
    assert report.unsafe == (bool(link) and not host)


def test_a_picture_opens_outside_and_is_never_embedded(now_site: Site) -> None:
    alarm_id = reported(now_site, link="https://video.example/e/1")
    page = text(now_site.cast.client(now_site.operator).get(f"/alarms/{alarm_id}/"))
    assert 'rel="noopener noreferrer external" referrerpolicy="no-referrer"' in page
    assert "<img" not in page
    assert "<iframe" not in page


def centre_of(site: Site) -> tuple[Client, int]:
    """A centre's operator, who works in no municipality; signed in, and the centre."""
    user = User.objects.create_user("centralen@centre.example", "x", name="Cajsa Central")
    with tenancy.scope(municipality_id=None, authority="system"):
        centre_id = api.make_centre(name="Trygg larmcentral")
        api.add_operator(centre_id=centre_id, user_id=user.pk, name=user.name)
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser, centre_id


def test_a_centre_s_operator_handles_its_homes_in_several_municipalities(now_site: Site) -> None:
    browser, centre_id = centre_of(now_site)
    ours = reported(now_site)
    accounts: list[int] = []
    for who in (now_site.cast.coordinator, now_site.cast.stranger):
        with now_site.cast.acting(who):
            accounts.append(api.enrol(account=f"C{len(accounts)}", centre_id=centre_id, now=now_site.clock).id)
    for account_id in accounts:
        now_site.send("burglary", "1", account=account_id)
    now_site.raise_all()
    queue = text(browser.get("/alarms/queue/"))
    assert queue.count("data-alarm=") == 2
    assert f'data-alarm="{ours}"' not in queue
    assert "Havsvik" in queue
    assert "Norrsund" in queue
    theirs = int(queue.split('data-alarm="')[1].split('"')[0])
    assert act(browser, theirs, "take").status_code == 200
    assert act(browser, ours, "take").status_code == 404
    assert browser.get("/").headers["Location"] == "/alarms/"
    assert browser.get(f"/alarms/{theirs}/tiles/14/8937/5047.mvt").status_code == 200
    assert browser.get(f"/alarms/{ours}/tiles/14/8937/5047.mvt").status_code == 404
    assert browser.get(f"/alarms/{theirs}/tiles/40/1/1.mvt").status_code == 404
    municipal = text(now_site.cast.client(now_site.operator).get("/alarms/queue/"))
    assert municipal.count("data-alarm=") == 1


def test_a_coordinator_sees_the_homes_and_not_the_queue(now_site: Site) -> None:
    browser = now_site.cast.client(now_site.cast.coordinator)
    assert browser.get("/alarms/").status_code == 403
    assert "Storgatan" in text(browser.get("/alarms/accounts/"))
    home = f"/alarms/accounts/{now_site.account.id}/"
    assert browser.get(home).status_code == 200
    assert browser.post(f"{home}agreed/", {"notes": "x"}).status_code == 302


def test_what_was_agreed_stands_with_the_next_alarm(now_site: Site) -> None:
    browser = now_site.cast.client(now_site.operator)
    for _ in range(3):
        alarm_id = reported(now_site, after=4000)
        act(browser, alarm_id, "take")
        act(browser, alarm_id, "close", reason="pet")
    listed = text(browser.get("/alarms/accounts/"))
    assert "3 of 3 false" in listed
    home = f"/alarms/accounts/{now_site.account.id}/"
    assert browser.post(f"{home}agreed/", {"notes": "Katten är inne om natten."}).status_code == 302
    assert "Katten är inne" in text(browser.get(f"/alarms/{reported(now_site, after=4000)}/"))


def test_test_mode_begins_and_ends(now_site: Site) -> None:
    browser = now_site.cast.client(now_site.operator)
    address = f"/alarms/accounts/{now_site.account.id}/test/"
    for minutes, testing in (("30", True), ("0", False), ("nonsense", False), ("99999", False)):
        browser.post(address, {"minutes": minutes})
        with now_site.cast.acting(now_site.operator):
            assert api.account(account_id=now_site.account.id).testing(timezone.now()) is testing, minutes


def test_the_stream_is_server_sent_and_held_back_by_nobody(now_site: Site) -> None:
    answer = now_site.cast.client(now_site.operator).get("/alarms/stream", headers={"Accept-Encoding": "gzip"})
    assert answer.streaming
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert answer.headers["Content-Encoding"] == "identity"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture
def listening(now_site: Site, monkeypatch: pytest.MonkeyPatch) -> tuple[Client, Any]:
    """An operator with a stream open, and its question whether it may go on."""
    monkeypatch.setattr(connections, "close_all", lambda: None)  # the test's own transaction
    browser = now_site.cast.client(now_site.operator)
    interest = stream.Interest(now_site.cast.home.pk)
    return browser, stream_views.allowed(str(browser.session.session_key), now_site.operator.user_id, interest)


def test_a_stream_ends_with_the_sign_in(listening: tuple[Client, Any]) -> None:
    browser, allowed = listening
    assert allowed()
    browser.logout()
    assert not allowed()


def test_a_stream_ends_with_a_session_that_has_run_out(listening: tuple[Client, Any]) -> None:
    _, allowed = listening
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not allowed()


def test_a_stream_ends_with_the_role(now_site: Site, listening: tuple[Client, Any]) -> None:
    _, allowed = listening
    with now_site.cast.acting(now_site.cast.coordinator):
        people.end_membership(user_id=now_site.operator.user_id)
    assert not allowed()


def test_the_page_hands_its_words_to_the_script(now_site: Site) -> None:
    browser = now_site.cast.client(now_site.operator)
    page = text(browser.get("/alarms/"))
    config = json.loads(page.split('<script id="console" type="application/json">')[1].split("</script>")[0])
    assert config["stream"] == "/alarms/stream"
    assert set(config["words"]["waiting"]) == {"one", "other"}


def test_what_went_away_by_itself_is_a_short_list_and_seen_at_once(now_site: Site) -> None:
    begun = now_site.clock = timezone.now() - timedelta(hours=1)
    for number in range(1, api.UNSEEN_SHOWN + 4):
        now_site.send("trouble", code="YX", area=str(number), after=1)
        now_site.raise_all()
        now_site.send("restore", code="YZ", area=str(number), restores="trouble", after=1)
        now_site.raise_all()
    now_site.clock = timezone.now()
    browser = now_site.cast.client(now_site.operator)
    page = text(browser.get("/alarms/queue/"))
    assert page.count("data-alarm=") == api.UNSEEN_SHOWN
    assert "3 more went away by themselves" in page
    before = str(int((begun + timedelta(seconds=4.5)).timestamp() * 1000))  # the first two: their closing is seen
    assert browser.post("/alarms/seen/", {"until": before}).status_code == 302
    with now_site.cast.acting(now_site.operator):
        assert api.unseen() == api.UNSEEN_SHOWN + 1
    browser.post("/alarms/seen/", {"until": "9" * 18})
    assert "data-alarm=" not in text(browser.get("/alarms/queue/"))
    assert [one.action for one in now_site.cast.log(subject="alarm", limit=100)].count(
        "alarm.seen"
    ) == api.UNSEEN_SHOWN + 3


def test_a_detector_that_runs_wild_is_one_line_with_its_count(now_site: Site) -> None:
    for _each in range(30):
        now_site.send("burglary", "7", code="BA", after=1)
        now_site.raise_all()
    now_site.send("burglary", "8", code="BA", after=1)
    now_site.raise_all()
    alarm_id = now_site.alarms()[-1].id
    page = shown(now_site, alarm_id)
    assert [(one.event.zone, one.times) for one in page.reported] == [("8", 1), ("7", 30)]
    assert [line.result for line in page.log if line.what == "More events"] == ["30"]
    answer = now_site.cast.client(now_site.operator).get(f"/alarms/{alarm_id}/", **PART)  # type: ignore[arg-type]
    assert "× 30" in " ".join(text(answer).split())
