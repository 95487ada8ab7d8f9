"""What the console says of an alarm: since when, why, with which pictures, and what to ask the household."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from kokong import dc09
from kokong.measures.alarms import api, reasons
from kokong.measures.alarms.calls import routines
from kokong.measures.alarms.console.parts import happened
from kokong.measures.alarms.values import Event
from tests.alarms.conftest import Site

PART: dict[str, Any] = {"headers": {"X-Kokong-Part": "1"}}
ASK = "Be om kodordet."


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


def panel(browser: Client, alarm_id: int) -> str:
    return browser.get(f"/alarms/{alarm_id}/", **PART).content.decode()


def act(browser: Client, alarm_id: int, action: str, **sent: Any) -> str:
    return browser.post(f"/alarms/{alarm_id}/{action}/", sent, **PART).content.decode()


def test_the_clock_counts_from_the_alarm_and_not_from_who_took_it(now_site: Site) -> None:
    now_site.clock -= timedelta(minutes=2)
    alarm_id = reported(now_site)
    began = f'data-since="{round(now_site.clock.timestamp() * 1000)}"'
    browser = now_site.cast.client(now_site.operator)
    assert began in panel(browser, alarm_id)
    page = act(browser, alarm_id, "take")
    queue = browser.get("/alarms/queue/").content.decode()
    assert began in page
    assert began in queue
    assert "data-goal" not in page + queue
    assert "you have it" in page
    assert "since " in page


@pytest.mark.parametrize(("minutes", "red"), [(2, False), (4, True)])
def test_what_was_taken_past_its_limit_stays_red_and_what_was_taken_in_time_is_not(
    now_site: Site, minutes: int, red: bool
) -> None:
    now_site.clock -= timedelta(minutes=minutes)
    alarm_id = reported(now_site)
    browser = now_site.cast.client(now_site.operator)
    page = act(browser, alarm_id, "take")
    assert ('data-pace="late"' in page) is red
    assert ('data-pace="late"' in browser.get("/alarms/queue/").content.decode()) is red


def test_signs_of_a_burglary_make_112_the_largest(now_site: Site) -> None:
    with now_site.cast.acting(now_site.cast.coordinator):
        contact = api.add_contact(
            account_id=now_site.account.id, name="Anna Ett", phone="070-1", what="owner", consent=True,
            now=now_site.clock,
        )  # fmt: skip
    alarm_id = reported(now_site)
    browser = now_site.cast.client(now_site.operator)
    act(browser, alarm_id, "take")
    assert "data-signs" not in act(browser, alarm_id, "call", contact=contact.id, result="no_answer")
    page = act(browser, alarm_id, "call", contact=contact.id, result="burglary_seen")
    assert 'data-part="rescue" data-signs' in page
    assert "There are signs of a burglary." in page


def test_what_to_ask_stands_beside_the_question_for_whoever_has_the_alarm_and_the_word_is_checked(
    now_site: Site,
) -> None:
    with now_site.cast.acting(now_site.cast.coordinator):
        routines.set_routine(account_id=now_site.account.id, text=ASK, word="Fyrbåk", now=now_site.clock)
        api.add_contact(
            account_id=now_site.account.id, name="Anna Ett", phone="070-1", what="owner", consent=True,
            now=now_site.clock,
        )  # fmt: skip
    alarm_id = reported(now_site)
    first, second = (now_site.cast.client(who) for who in (now_site.operator, now_site.colleague))
    assert ASK not in panel(first, alarm_id)
    page = act(first, alarm_id, "take")
    assert page.index("Are you safe?") < page.index(ASK) < page.index('name="word"') < page.index('name="result"')
    assert ASK not in panel(second, alarm_id)
    for browser, word, right, said in (
        (second, "fyrbåk", False, "Take the alarm first"), (first, "fyr", False, "not the code word"),
        (first, " FYRBÅK", True, ""),
    ):  # fmt: skip
        answer = browser.post(f"/alarms/{alarm_id}/word/", {"word": word}, **PART)
        assert (answer.status_code == 200) is right, answer.status_code
        assert said in unquote(answer.headers["X-Kokong-Said"])
    with now_site.cast.acting(now_site.operator):
        notes = [step.note for step in api.steps(alarm_id=alarm_id) if step.what == "note"]
    assert notes == ["What they said is not the code word.", "The code word was right."]
    assert "yrbåk" not in panel(first, alarm_id)


def test_each_picture_of_an_event_is_one_and_those_that_are_unsafe_are_none(now_site: Site) -> None:
    links = ["https://video.example/1", "http://video.example/2", "https://video.example/3"]
    xdata = [{"tag": "V", "name": "verification link", "text": link} for link in links]
    alarm_id = reported(now_site, link=links[-1], xdata=[*xdata, {"tag": "I", "name": "", "text": "hej"}])
    page = panel(now_site.cast.client(now_site.operator), alarm_id)
    words = " ".join(page.split())
    assert [words.count(f'href="{link}"') for link in links] == [1, 0, 1]
    assert "Picture 1 at video.example" in words
    assert "Picture 2 at video.example" in words
    assert "it is not https" in words


@pytest.mark.parametrize(("code", "kind", "said"), [
    ("AT", "trouble", "Trouble: mains failure"), ("1301", "trouble", "Trouble: mains failure"),
    ("YT", "trouble", "Trouble: low battery in the panel"), ("YC", "communication", "reach the receiver"),
    ("XQ", "trouble", "interference"), ("ZA", "technical", "Water or frost: frost"),
])  # fmt: skip
def test_why_there_is_trouble_is_said_in_words_in_the_queue_and_of_the_event(
    now_site: Site, code: str, kind: str, said: str
) -> None:
    alarm_id = reported(now_site, kind, "1", code=code)
    browser = now_site.cast.client(now_site.operator)
    for page in (browser.get("/alarms/queue/").content.decode(), panel(browser, alarm_id)):
        assert said in page.replace("&#x27;", "'")


@pytest.mark.parametrize(("code", "kind", "restores", "said"), [
    ("AR", "restore", "trouble", "Back to normal: mains failure"),
    ("3302", "restore", "trouble", "Back to normal: low battery in the panel"),
    ("BR", "restore", "burglary", "Back to normal: Burglary"),
    ("BA", "burglary", "", "Burglary"),
    ("VX", "trouble", "", "Trouble: Printer test"),
    ("ZZ", "trouble", "", "Trouble"),
])  # fmt: skip
def test_what_is_over_is_named_and_a_code_without_words_has_the_protocol_s(
    code: str, kind: str, restores: str, said: str
) -> None:
    blank: dict[str, Any] = dict.fromkeys(Event.__dataclass_fields__)
    known = {"code": code, "kind": kind, "restores": restores, "label": ""}
    assert happened(Event(**blank | known)) == said


def test_every_code_that_says_trouble_has_words() -> None:
    vague = [code for code, meaning in dc09.codes.SIA.items() if meaning.kind in reasons.VAGUE]
    vague += [f"1{code}" for code, meaning in dc09.codes.CONTACT_ID.items() if meaning.kind in reasons.VAGUE]
    assert all(reasons.reason(code, "trouble") for code in vague)
    known = {*dc09.codes.SIA, *dc09.codes.CONTACT_ID}
    assert set(reasons.REASONS) <= known


@pytest.mark.parametrize(
    ("cookie", "scheme"), [("dark", "dark"), ("light", "light"), ("", "auto"), ('"><b>', "auto")]
)
def test_the_console_begins_in_the_colours_that_were_chosen(now_site: Site, cookie: str, scheme: str) -> None:
    browser = now_site.cast.client(now_site.operator)
    browser.cookies["kokong_console_colours"] = cookie
    page = browser.get("/alarms/").content.decode()
    assert f'data-color-scheme="{scheme}"' in page
    assert 'data-color-scheme="light"' in browser.get("/alarms/accounts/").content.decode()
