"""Text messages: through whose gateway, as what number, and what its answers mean."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from kokong.cli import app
from kokong.kernel import installation, tenancy
from kokong.sending import addresses, api, rules, texting
from kokong.sending.channels import sms
from kokong.sending.channels.values import ForGood, Letter, Nobody, NotNow, NoWay, Unsure
from kokong.sending.models import Message
from tests.cast import Cast
from tests.sending.crowd import Crowd, expand, hand_out, start, states


class Gateway:
    """A gateway on a real socket: what it took, and how it answers: a status, "hang" or "half"."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str]] = []
        self.answer: int | str = 200
        self.url = ""
        self.over = Event()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """It waits for a fifth of a second, not for four."""
    told = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told.taken.append((self.path, body))
            if told.answer == "hang":
                told.over.wait(10)
            elif told.answer == "half":
                self.wfile.write(b"HTTP/1.1 20")
            else:
                self.send_response(int(told.answer))
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    told.url = f"json://127.0.0.1:{server.server_port}/{{phone}}?rto=0.2"
    yield told
    told.over.set()
    server.shutdown()
    server.server_close()


def letter(gateway: str, *, twice: bool = False) -> Letter:
    """A text message to a Swedish number."""
    return Letter(
        way="sms", email="", phone="070-123 45 67", devices=(), title="Inbrott", text="",
        plain="Lås dörren.", shown="", url="/", tag="", message_id="<1.2.0@kommun.example>",
        urgent=True, twice=twice, language="sv", gateway=gateway,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("070-123 45 67", "+46701234567"),
        ("+46 (0)70 123 45 67", "+46701234567"),
        ("0046701234567", "+46701234567"),
        ("+4791234567", "+4791234567"),
    ],
)
def test_a_number_is_dialled_as_from_abroad_however_it_is_written(written: str, dialled: str) -> None:
    assert addresses.dialled(written) == dialled
    assert addresses.digest(written) == addresses.digest(dialled)


def test_it_goes_to_the_number(gateway: Gateway) -> None:
    sms.carry(letter(gateway.url))
    [(path, body)] = gateway.taken
    assert path.startswith(("/%2B46701234567", "/+46701234567"))
    assert json.loads(body)["message"] == "Lås dörren."


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (429, NotNow), (500, NotNow), (503, NotNow), (401, Nobody), (402, Nobody), (400, ForGood), (502, Unsure),
        ("hang", Unsure), ("half", Unsure),
    ],
)  # fmt: skip
def test_what_the_gateway_s_answers_mean(gateway: Gateway, answer: int | str, what: type[Exception]) -> None:
    gateway.answer = answer
    with pytest.raises(what) as error:
        sms.carry(letter(gateway.url))
    assert type(error.value) is what
    assert len(gateway.taken) == 1  # asked once, whatever it says


def test_where_twice_is_better_than_never_no_answer_is_asked_again(gateway: Gateway) -> None:
    gateway.answer = "hang"
    with pytest.raises(NotNow):
        sms.carry(letter(gateway.url, twice=True))


def test_a_gateway_that_is_away_or_none_is_about_nobody() -> None:
    with pytest.raises(Nobody):
        sms.carry(letter("json://127.0.0.1:9/{phone}"))
    with pytest.raises(Nobody):
        sms.carry(letter("nonsense"))
    with pytest.raises(NoWay):
        sms.carry(letter(""))


def test_a_letter_says_nothing_of_its_gateway() -> None:
    assert "secret" not in repr(letter("json://me:secret@gateway.example/{phone}"))


@pytest.mark.django_db
def test_each_municipality_s_go_through_its_own_and_their_parts_are_counted(
    cast: Cast, crowd: Crowd, gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = replace(installation.current(), secrets=tmp_path, message_url="json://127.0.0.1:9/{phone}")
    monkeypatch.setattr(installation, "current", lambda: elsewhere)
    kept = CliRunner().invoke(app, ["mail", "sms-gateway", "-m", cast.home.code, "--address", gateway.url])
    assert kept.exit_code == 0, kept.output
    assert (tmp_path / f"sms-{cast.home.code}.secret").stat().st_mode & 0o077 == 0
    bad = CliRunner().invoke(app, ["mail", "sms-gateway", "-m", cast.home.code, "--address", "json://here"])
    assert bad.exit_code == 2
    assert texting.gateway(cast.home.code) == gateway.url
    assert texting.gateway("another") == "json://127.0.0.1:9/{phone}"
    crowd.people = [api.To(phone="070-1234567", known_as="member 1"), api.To(phone="+46701234567", known_as="m 2")]
    text = "Ł" * 100  # in UCS-2: two parts
    api.declare(crowd.kind(offers=("sms",), usual=("sms",), compose=lambda due, now: api.Said("Alert", text)))
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert states(cast, number) == {"sent": 1}  # one number, however it is written
    with tenancy.scope(municipality_id=cast.home.pk):
        assert Message.objects.get(mailing_id=number).parts == 2


@pytest.mark.django_db
def test_in_quiet_hours_it_waits(
    cast: Cast, crowd: Crowd, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(installation.current(), message_url=gateway.url)
    monkeypatch.setattr(installation, "current", lambda: here)
    clock = timezone.localtime(timezone.now(), timezone.get_default_timezone())
    quiet = rules.Quiet((clock - timedelta(hours=1)).time(), (clock + timedelta(hours=2)).time())
    crowd.people = [api.To(phone="070-1234567", known_as="member 1")]
    api.declare(crowd.kind(offers=("sms",), usual=("sms",), quiet=quiet))
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert gateway.taken == []
    assert states(cast, number) == {"waiting": 1}
