"""Readers leave by one press and come back by another; programs that only look unsubscribe nobody."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kokong.kernel import installation, tenancy
from kokong.kernel.models import AuditEntry
from kokong.public import api as public
from kokong.sending import api, kinds, purposes, unsubscribing
from kokong.sending.models import Suppression
from tests.cast import Cast
from tests.sending.crowd import Crowd, expand, hand_out, people, start, states
from tests.sending.delivering import deliver_all

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


class Room:
    """A room that owns a list, and hears who leaves it."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.known = True
        self.stumbles = False

    def left(self, reader: api.Reader, now: datetime) -> None:
        if self.stumbles:
            raise LookupError(reader.whom)
        self.heard.append(("left", reader.whom))

    def came_back(self, reader: api.Reader, now: datetime) -> bool:
        self.heard.append(("back", reader.whom))
        return self.known


@pytest.fixture
def room() -> Iterator[Room]:
    """Alerts are something that people subscribe to; newsletters another thing."""
    made = Room()
    api.declare_purpose(api.Purpose("alerts", "Alerts", left=made.left, came_back=made.came_back))
    yield made
    purposes._purposes.pop("alerts")


@pytest.fixture(autouse=True)
def secure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The installation is found over TLS, as it is in the world."""
    here = replace(installation.current(), url="https://kokong.example", sender="Kokong <no-reply@kokong.example>")
    monkeypatch.setattr(installation, "current", lambda: here)


def link(cast: Cast, whom: str = "subscriber 3", email: str = "3@hem.example", purpose: str = "alerts") -> str:
    """The path of the page at which somebody leaves."""
    with tenancy.scope(municipality_id=cast.home.pk):
        return unsubscribing.url(address=email, purpose=purpose, whom=whom).removeprefix("https://kokong.example")


def held(cast: Cast) -> list[tuple[str, str]]:
    with tenancy.scope(municipality_id=cast.home.pk):
        return list(Suppression.objects.order_by("pk").values_list("purpose", "reason"))


def send_to_all(cast: Cast, turn: str = "") -> int:
    number = start(cast, turn=turn)
    expand(cast, number)
    hand_out(cast, number)
    return number


def test_each_letter_says_how_to_leave_in_its_head_and_in_its_text(cast: Cast, crowd: Crowd) -> None:
    send_to_all(cast)
    raw = mail.outbox[3].message().as_bytes()
    assert max(map(len, raw.split(b"\n"))) < 990
    assert any(
        line.startswith(b"List-Unsubscribe: <https://") and line.endswith(b"/>") for line in raw.split(b"\n")
    )
    found = message_from_bytes(raw, policy=policy.default)
    address = found["List-Unsubscribe"].removeprefix("<").removesuffix(">")
    assert re.fullmatch(r"https://kokong\.example/u/[\w.-]+/", address)
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["List-Id"] == f"<alerts.{cast.home.code}.kokong.example>"
    assert address in found.get_content()
    assert "3@hem.example" not in address
    assert len({letter.extra_headers["List-Unsubscribe"] for letter in mail.outbox}) == 20


def test_without_tls_the_head_promises_nothing(cast: Cast, crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    """listmonk #3063: mail programs only take https, and offer what then fails."""
    here = replace(installation.current(), url="http://kokong.example")
    monkeypatch.setattr(installation, "current", lambda: here)
    send_to_all(cast)
    assert not {"List-Unsubscribe", "List-Unsubscribe-Post"} & set(mail.outbox[0].extra_headers)
    assert "http://kokong.example/u/" in mail.outbox[0].body


def test_what_must_arrive_offers_no_way_out(cast: Cast, kind: api.Kind) -> None:
    with tenancy.scope(municipality_id=cast.home.pk):
        api.send(kind="test.hello", to=api.To(email="x@hem.example"), because=("round", 7), now=timezone.now())
    deliver_all(cast.home)
    assert not {"List-Unsubscribe", "List-Id"} & set(mail.outbox[0].extra_headers)
    assert "/u/" not in mail.outbox[0].body


def test_a_scanner_that_looks_at_every_link_unsubscribes_nobody(cast: Cast, crowd: Crowd, room: Room) -> None:
    page = link(cast)
    for ask in (Client().get, Client().head, Client().options):
        for _time in range(3):
            answer = ask(page)
            assert not answer.cookies
    assert (held(cast), room.heard) == ([], [])
    assert Client().post(page, ONE_CLICK).status_code == 200  # no look has burnt it
    assert held(cast) == [("alerts", "unsubscribed")]


def test_one_press_of_a_mail_program_is_enough(cast: Cast, crowd: Crowd, room: Room) -> None:
    """listmonk #2608. RFC 8058: no sign-in, no cookie, no redirect, no second page."""
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(link(cast), ONE_CLICK, headers={"origin": "https://mail.example"})
    assert (answer.status_code, len(answer.cookies)) == (200, 0)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"  # no other site is told the link
    assert room.heard == [("left", "subscriber 3")]
    number = send_to_all(cast)
    assert states(cast, number) == {"sent": 19, "withheld": 1}
    assert "3@hem.example" not in [letter.to[0] for letter in mail.outbox]


@pytest.mark.parametrize("body", [b"", b"List-Unsubscribe=One-Click", b"\xff\xfe", b"other=1"])
def test_whatever_a_mail_program_puts_into_its_press(cast: Cast, room: Room, body: bytes) -> None:
    form = "application/x-www-form-urlencoded"
    assert Client().post(link(cast), body, content_type=form).status_code == 200
    assert Client().post(link(cast), body, content_type=form).status_code == 200
    assert held(cast) == [("alerts", "unsubscribed")]
    assert room.heard == [("left", "subscriber 3")]


def test_who_left_while_it_waited_gets_it_no_more(cast: Cast, crowd: Crowd, room: Room) -> None:
    number = start(cast)
    expand(cast, number)
    Client().post(link(cast), ONE_CLICK)
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 19, "withheld": 1}


def test_who_left_one_list_is_still_on_the_other(cast: Cast, crowd: Crowd, room: Room) -> None:
    Client().post(link(cast, purpose="newsletter"), ONE_CLICK)
    assert room.heard == []
    assert states(cast, send_to_all(cast)) == {"sent": 20}


def test_who_left_is_taken_back_by_another_press(cast: Cast, crowd: Crowd, room: Room) -> None:
    """listmonk can't: https://github.com/knadh/listmonk, a subscriber who left stays out."""
    browser, page = Client(), link(cast)
    assert b'name="back"' in browser.post(page, ONE_CLICK).content
    assert b'name="back"' in browser.get(page).content
    answer = browser.post(page, {"back": "1"}).content
    assert b'name="back"' not in answer
    assert b'value="One-Click"' in answer
    assert room.heard == [("left", "subscriber 3"), ("back", "subscriber 3")]
    assert states(cast, send_to_all(cast)) == {"sent": 20}
    with tenancy.scope(municipality_id=cast.home.pk):
        lines = AuditEntry.objects.filter(action__startswith="mailing.").order_by("pk")
        assert [line.action for line in lines][:2] == ["mailing.left", "mailing.came_back"]


def test_whom_the_room_no_longer_knows_has_to_sign_up_anew(cast: Cast, room: Room) -> None:
    room.known = False
    Client().post(link(cast), ONE_CLICK)
    answer = Client().post(link(cast), {"back": "1"})
    assert "Anmäl dig en gång till" in answer.content.decode()
    assert held(cast) == [("alerts", "unsubscribed")]


def test_coming_back_without_having_left_changes_nothing(cast: Cast, room: Room) -> None:
    assert Client().post(link(cast), {"back": "1"}).status_code == 200
    assert (held(cast), room.heard) == ([], [])


def test_coming_back_ends_no_bounce_and_no_word_of_staff(cast: Cast, room: Room) -> None:
    with cast.acting(cast.coordinator):
        api.suppress(address="3@hem.example", reason="staff", now=timezone.now())
        api.suppress(address="3@hem.example", reason="bounce", now=timezone.now())
    Client().post(link(cast), ONE_CLICK)
    Client().post(link(cast), {"back": "1"})
    assert held(cast) == [("", "staff"), ("", "bounce")]


def test_a_room_that_stumbles_does_not_keep_anybody(cast: Cast, room: Room) -> None:
    room.stumbles = True
    assert Client().post(link(cast), ONE_CLICK).status_code == 200
    assert held(cast) == [("alerts", "unsubscribed")]


def test_an_old_letters_link_still_works(cast: Cast, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    page = link(cast)
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Client().post(page, ONE_CLICK).status_code == 200
    assert held(cast) == [("alerts", "unsubscribed")]


def test_a_token_is_of_use_for_nothing_else(cast: Cast, room: Room) -> None:
    page = link(cast)
    for wrong in (page[:-2] + "/", page.replace("/u/", "/u/x"), "/u/a.b/", "/u/" + "x" * 5000 + "/"):
        for answer in (Client().get(wrong), Client().post(wrong, ONE_CLICK)):
            assert answer.status_code == 404
            assert "Länken leder ingenstans" in answer.content.decode()
    assert held(cast) == []


def test_another_municipalitys_list_is_another(cast: Cast, crowd: Crowd, room: Room) -> None:
    with tenancy.scope(municipality_id=cast.elsewhere.pk):
        page = unsubscribing.url(address="3@hem.example", purpose="alerts", whom="subscriber 3")
    Client().post(page.removeprefix("https://kokong.example"), ONE_CLICK)
    assert states(cast, send_to_all(cast)) == {"sent": 20}


def test_the_link_is_under_the_municipalitys_own_name_and_works_there(
    cast: Cast, crowd: Crowd, room: Room
) -> None:
    with cast.acting(cast.coordinator):
        public.add_host(host="trygg.havsvik.example", now=timezone.now())
    with tenancy.scope(municipality_id=cast.home.pk):
        page = unsubscribing.url(address="3@hem.example", purpose="alerts", whom="")
    assert page.startswith("https://trygg.havsvik.example/u/")
    answer = Client(headers={"host": "trygg.havsvik.example"}).post(page.partition(".example")[2], ONE_CLICK)
    assert answer.status_code == 200
    assert held(cast) == [("alerts", "unsubscribed")]


def test_the_page_is_read_in_the_letters_language(cast: Cast, crowd: Crowd, room: Room) -> None:
    crowd.people = [replace(each, language="en") for each in people(1)]
    send_to_all(cast)
    page = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert page.endswith("/?language=en")
    there = page.removeprefix("https://kokong.example")
    assert "Send me no more" in Client().get(there).content.decode()
    assert "Skicka inga fler" in Client().get(link(cast)).content.decode()


def test_who_proves_that_they_want_it_again_gets_it(cast: Cast, crowd: Crowd, room: Room) -> None:
    Client().post(link(cast), ONE_CLICK)
    with tenancy.scope(municipality_id=cast.home.pk):
        assert api.opted_in(address="3@hem.example", purpose="alerts")
    assert states(cast, send_to_all(cast)) == {"sent": 20}


@pytest.mark.parametrize("code", ["", "two words", "grannsämja", "x" * 41, "a\nb"])
def test_a_purpose_fits_into_a_header(code: str) -> None:
    with pytest.raises(ValueError, match="letters, digits"):
        api.declare_purpose(api.Purpose(code, "Alerts"))


def test_a_purpose_that_nobody_declared_is_called_as_its_kind(crowd: Crowd) -> None:
    assert purposes.find("alerts").title == kinds.words("test.alert")
