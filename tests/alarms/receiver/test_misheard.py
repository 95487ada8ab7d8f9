"""What isn't understood is shown with its bytes and what would mend it, and nothing legible vanishes."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils.html import escape

from kokong.dc09 import Key, Quirk, compose
from kokong.dc09.framing import wrap
from kokong.kernel import tenancy
from kokong.measures.alarms import api, models, words
from kokong.measures.alarms.receiver.unknown import MOST, Register
from tests.cast import Cast
from tests.dc09 import vectors as v

from .rig import enrol, events, now, receiving, sent, sql, until

BAD = v.BV12.replace(b"7557", b"7558")


def seen(cast: Cast) -> list[tuple[str, str]]:
    with cast.acting(cast.coordinator):
        return [(one.why, one.who) for one in api.misheard()]


@pytest.mark.parametrize(("account", "key", "why"), [
    ("1234", None, "plain"), ("1234", v.ASCII_KEY, "key"), ("77", v.ASCII_KEY, "no_key"),
    ("78", None, "transport"),
])  # fmt: skip
def test_what_an_account_is_refused_is_its_municipality_s_alone(
    municipality: Cast, account: str, key: Key | None, why: str
) -> None:
    enrol(key=v.AES128)
    enrol("77")
    enrol("78", transport="udp")
    raw = sent("NBA1", account=account, key=key)
    with receiving() as receiver:
        assert b"DUH" in receiver.ask(raw)
    assert seen(municipality) == [(why, f"0-0-{account}")]
    with municipality.acting(municipality.stranger):
        assert api.misheard() == ()
    browser = municipality.client(municipality.coordinator)
    page = browser.get("/alarms/accounts/not-understood/").content.decode()
    assert escape(str(words.MISHEARD[why][1])) in page
    assert escape(raw.strip().decode()) in page


def test_what_is_set_right_is_no_longer_shown(municipality: Cast) -> None:
    enrol(key=v.AES128)
    with receiving() as receiver:
        assert b"DUH" in receiver.ask(sent("NBA1"))
        assert b"ACK" in receiver.ask(sent("NBA1", key=v.AES128))
    assert seen(municipality) == []


@pytest.mark.parametrize(("raw", "why"), [
    (BAD, "checksum"), (v.BV12[:5] + b"0030" + v.BV12[9:], "length"), (wrap(b'"SIA-DCS"0001L0#12-4[]'), "header"),
    (b"GET / HTTP/1.1\r\n\r\n", "bytes"), (b"\x16\x03\x01\x02\x00\x01\x00", "bytes"),
])  # fmt: skip
@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_what_names_nobody_is_shown_with_its_bytes(
    municipality: Cast, raw: bytes, why: str, transport: str
) -> None:
    with receiving() as receiver:
        if transport == "tcp":
            receiver.line().send(raw)
        else:
            assert receiver.datagram(raw, 0.1) == b""
        until(lambda: receiver.counts.damaged)
    with tenancy.scope(municipality_id=None, authority="receiver"):
        (found,) = api.misheard()
    assert (found.why, found.who, found.transport, found.messages) == (why, "", transport, 1)
    assert found.raw
    assert seen(municipality) == [], "two municipalities share the installation"
    sql("UPDATE alarms_misheard SET municipality_id = %s", municipality.home.pk)
    assert seen(municipality) == [(why, "")]


def test_an_unknown_panel_on_a_municipality_s_line_is_shown_there(municipality: Cast) -> None:
    enrol("1", line="990100", prefixed=True)
    with receiving() as receiver:
        assert b"DUH" in receiver.ask(compose("SIA-DCS", b"0001L990100#2", b"#2|NBA1"))
    assert seen(municipality) == [("unknown", "0-990100-2")]


@pytest.mark.parametrize("quirks", list(Quirk))
@pytest.mark.parametrize("body", [
    b'"SIA-DCS"0001L0#FOC7688[#FOC7688|NBA4]', b'"SIA-DCS"0001L#FOC7688[#FOC7688|NBA4]_11:52:09,05-07-2019',
    b'"SIA-DCS"0001#FOC7688[#FOC7688|NBA4] ', b'"SIA-DCS"0001L[#FOC7688|NBA4]',
    b'"SIA-DCS"0001R0L0#FOC7688[NBA4]x',
    b'"SIA-DCS"0001R0L0#FOC7688[#FOC7688|NBA4', b'"SIA-DCS"0001R0L0#FOC7688[#FOC7688|NBA4]a]b[c',
])  # fmt: skip
def test_a_legible_burglary_is_acknowledged(body: bytes, quirks: Quirk) -> None:
    enrol("FOC7688")
    with receiving() as receiver:
        assert b"ACK" in receiver.ask(wrap(body, quirks))
    assert events("kind, zone", where="code <> ''") == [("burglary", "4")]


@dataclass
class Peer:
    address: str
    transport: str = "udp"


def test_of_many_invented_numbers_the_latest_are_kept() -> None:
    register = Register()
    for number in range(MOST + 50):
        register.note(why="checksum", raw=BAD, peer=Peer(str(number)), at=now() + timedelta(seconds=number))
    assert [one.address for one in register._known.values()] == [str(number) for number in range(50, MOST + 50)]


def test_no_key_is_kept() -> None:
    with receiving() as receiver:
        receiver.ask(sent("NBA1", extended="[K00112233445566778899AABBCCDDEEFF]"))
    with tenancy.scope(municipality_id=None, authority="receiver"):
        assert b"0011" not in bytes(models.Misheard.objects.get().raw)
