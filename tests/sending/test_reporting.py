"""What gateways report is believed where they signed it, and where it names a letter of ours."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from kokong.cli import app
from kokong.kernel import tenancy
from kokong.sending import reporting
from kokong.sending.models import Message, Suppression
from tests.cast import Cast
from tests.sending.crowd import Crowd, expand, hand_out, start
from tests.sending.test_returned import report

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
BODY = b'{"events": []}'


def test_what_a_gateway_has_signed_is_believed_for_some_minutes() -> None:
    signature = reporting.sign(BODY, gateway="relay", at=AT)
    for minutes in (-4, 0, 4):
        reporting.check(BODY, gateway="relay", signature=signature, now=NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("body", "gateway", "signature", "late"),
    [
        (BODY + b" ", "relay", reporting.sign, 0),
        (BODY, "other", reporting.sign, 0),
        (BODY, "relay", reporting.sign, 6),
        (BODY, "relay", reporting.sign, -6),
        (BODY, "relay", "", 0),
        (BODY, "relay", f"t={AT}", 0),
        (BODY, "relay", f"t={AT},v1=", 0),
        (BODY, "relay", f"t={AT},v1=å", 0),
        (BODY, "relay", f"t={'9' * 400},v1={'0' * 64}", 0),
        (BODY, "relay", "t=²,v1=x", 0),
        (BODY, "relay", ",,,=,", 0),
    ],
)
def test_anything_else_is_not(body: bytes, gateway: str, signature: Any, late: int) -> None:
    given = signature(BODY, gateway="relay", at=AT) if callable(signature) else signature
    with pytest.raises(reporting.NotBelieved):
        reporting.check(body, gateway=gateway, signature=given, now=NOW + timedelta(minutes=late))


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b'{"events": 1}', b'{"events": [1]}', b'{"events": [{}]}', b"[" * 5000,
        b'{"events": [{"action": "failed", "message_id": 7}]}', b"\xff",
        b'{"events": [{"action": "failed", "message_id": "a\\u0000"}]}',
        json.dumps({"events": [{"action": "failed", "message_id": "x"}] * 501}).encode(),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(reporting.NotUnderstood):
        reporting.read(body, kind="application/json")


def test_a_report_as_a_mail_server_writes_it_is_read_with_its_code() -> None:
    (found,) = reporting.read(report(said="smtp; 550 no such user"), kind="message/rfc822")
    assert (found.status, found.answer) == ("5.1.1", "550 no such user")
    assert reporting.read(b"Subject: Away\n\nI am away.", kind="message/rfc822") == ()


def post(body: bytes, *, gateway: str = "relay", kind: str = "application/json", **more: Any) -> Any:
    at = int(timezone.now().timestamp())
    signature = more.get("signature", reporting.sign(body, gateway=gateway, at=at))
    headers = {"X-Kokong-Signature": signature}
    return Client().post(f"/mail/bounces/{gateway}/", body, content_type=kind, headers=headers)


def sent(cast: Cast) -> Message:
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    with tenancy.scope(municipality_id=cast.home.pk):
        return Message.objects.get(whom="subscriber 3")


def events(message_id: str, **more: str) -> bytes:
    event = {"message_id": message_id, "action": "failed", "status": "5.1.1", "answer": "unknown"} | more
    return json.dumps({"events": [event]}).encode()


def held(cast: Cast) -> int:
    with tenancy.scope(municipality_id=cast.home.pk):
        return Suppression.objects.count()


@pytest.mark.django_db
def test_a_signed_bounce_fails_its_letter_and_holds_its_address_back_once(cast: Cast, crowd: Crowd) -> None:
    row = sent(cast)
    body = events(row.message_id)
    assert post(body).json() == {"read": 1, "written": 1}
    assert post(body).json() == {"read": 1, "written": 0}
    with tenancy.scope(municipality_id=cast.home.pk):
        row.refresh_from_db()
    assert (row.state, held(cast)) == ("failed", 1)


@pytest.mark.django_db
def test_a_forged_bounce_holds_nobody_back(cast: Cast, crowd: Crowd) -> None:
    row = sent(cast)
    assert post(events(row.message_id), signature="t=1,v1=0").status_code == 403
    assert (
        post(
            events(row.message_id), gateway="other", signature=reporting.sign(b"", gateway="relay", at=AT)
        ).status_code
        == 403
    )
    guessed = f"<{cast.home.pk}.{row.pk}.{'0' * 16}@kokong.example>"
    assert post(events(guessed)).json() == {"read": 1, "written": 0}
    assert post(events("3@hem.example")).json() == {"read": 1, "written": 0}
    assert post(b"{").status_code == 400
    for kind in ("text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"):
        assert post(events(row.message_id), kind=kind).status_code == 415
    assert held(cast) == 0


@pytest.mark.django_db
def test_a_full_mailbox_fails_its_letter_and_holds_nobody_back(cast: Cast, crowd: Crowd) -> None:
    row = sent(cast)
    assert post(events(row.message_id, status="5.2.2", answer="550 5.1.1 says the reader")).json()["written"] == 1
    assert held(cast) == 0
    assert post(events(row.message_id, action="delayed")).json() == {"read": 0, "written": 0}


@pytest.mark.django_db
def test_the_command_line_says_address_and_secret_of_a_gateway() -> None:
    said = CliRunner().invoke(app, ["mail", "gateway", "relay"]).output
    assert "/mail/bounces/relay/" in said
    assert reporting.secret("relay") in said
    assert CliRunner().invoke(app, ["mail", "gateway", "../x"]).exit_code == 2
