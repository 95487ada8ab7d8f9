"""Events, codes and x-data."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kokong.dc09 import (
    Event,
    Key,
    Kind,
    Message,
    compose,
    contact_id_meaning,
    counts_zones,
    decode,
    ends,
    open_frame,
    read_frame,
    sia_meaning,
)
from kokong.dc09.codes import CONTACT_ID, SIA
from kokong.dc09.events import MOST, read_events
from kokong.dc09.xdata import read_xdata

from . import vectors as v


def sia(data: bytes) -> tuple[Event, ...]:
    return read_events(data)


def said(data: bytes, extended: bytes = b"", name: str = "SIA-DCS", key: Key | None = None) -> Message:
    raw = compose(name, b"0001R0L0#1234", data, extended, sent=v.AT, key=key)
    return open_frame(read_frame(raw), key=key, now=v.AT)


def kinds(data: bytes) -> list[tuple[str, str, str]]:
    return [(event.code, event.zone, event.area) for event in sia(data)]


@pytest.mark.parametrize(("data", "expected"), [
    (b"#1234|Nri1/BA12|Nri1/BV13", [("BA", "12", "1"), ("BV", "13", "1")]),
    (b"#1234|Nri1/BA12/BV13", [("BA", "12", "1"), ("BV", "13", "1")]),
    (b"#1234|Nri1BA012", [("BA", "12", "1")]),
    (b"#1234|NBA1|OBA2", [("BA", "1", ""), ("BA", "2", "")]),
    (b"#1234|Nri01/BV", [("BV", "", "1")]),
    (b"#1234|Nri1/BA12|Nri2/BA0|Nri3/BAFF", [("BA", "12", "1"), ("BA", "0", "2"), ("BA", "FF", "3")]),
    (b"#0001|0|NRP", [("RP", "", "")]),
    (b"NBA12", [("BA", "12", "")]),
    (b"#1234|NBA12^open/BV13^", [("BA", "12", ""), ("BV", "13", "")]),
])  # fmt: skip
def test_sia_blocks(data: bytes, expected: list[tuple[str, str, str]]) -> None:
    assert kinds(data) == expected


def test_old_events_are_still_so() -> None:
    assert [event.still for event in sia(b"#1|NBA1|OBA2")] == [False, True]


def test_user_and_text() -> None:
    (event,) = sia(b"#1234|Nti12:30/id5/ri2/OP^Anna^")
    assert (event.kind, event.user, event.area, event.text) == (Kind.OPEN, "5", "2", b"Anna")
    assert event.modifiers == (("ti", "12:30"), ("id", "5"), ("ri", "2"))
    (event,) = sia(b"#1234|NCL0501")
    assert (event.kind, event.user, event.zone) == (Kind.CLOSE, "501", "")
    first, second = sia("#1|NBA1|AKök fönster|NBA2".encode("cp1252"))
    assert (first.text.decode("cp1252"), second.text) == ("Kök fönster", b"")


@pytest.mark.parametrize(
    "data", [b"", b"#1234", b"#1234|", b"#1234|?", b"#1234|N", b"#1234|N12", b"\xff\xfe", b"|||"]
)
def test_unreadable_data_is_kept_and_shown(data: bytes) -> None:
    (event,) = sia(data)
    assert event.kind is Kind.UNKNOWN
    assert event.raw in data


def test_unknown_codes_are_kept() -> None:
    (event,) = sia(b"#1234|Nri1/QX7")
    assert (event.kind, event.code, event.zone, event.raw) == (Kind.UNKNOWN, "QX", "7", b"Nri1/QX7")
    (event,) = read_events(b"#1234|1799 01 007")
    assert (event.kind, event.code, event.zone, event.area) == (Kind.UNKNOWN, "1799", "7", "1")
    (event,) = read_events(b"#1234|x")
    assert (event.kind, event.raw) == (Kind.UNKNOWN, b"#1234|x")


@pytest.mark.parametrize("one", [b"|NBA1", b"|N?", b"/BA1"])
def test_a_frame_full_of_codes_does_not_become_thousands_of_events(one: bytes) -> None:
    data = b"#1|NBV7" + one * 500
    events = sia(data)
    assert len(events) == MOST
    assert (events[0].kind, events[-1].kind, events[-1].raw) == (Kind.VERIFIED, Kind.UNKNOWN, data)
    assert len(sia(b"#1|" + b"|".join([b"NBA1"] * MOST))) == MOST


def test_an_unreadable_part_does_not_hide_the_rest() -> None:
    events = sia(b"#1234|N??/BV13|Nri1/9/BA2")
    assert [(event.code, event.kind) for event in events] == [
        ("", Kind.UNKNOWN), ("BV", Kind.VERIFIED), ("", Kind.UNKNOWN), ("BA", Kind.BURGLARY),
    ]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "kind", "zone", "user"), [
    (b"#1234|1130 01 012", "1130", Kind.BURGLARY, "12", ""),
    (b"#1234|1139 01 012", "1139", Kind.VERIFIED, "12", ""),
    (b"#1234|1130 01 0BF", "1130", Kind.BURGLARY, "BF", ""),
    (b"#1234|3130 01 012", "3130", Kind.RESTORE, "12", ""),
    (b"#1234|3137 01 012", "3137", Kind.RESTORE, "12", ""),
    (b"#1234|1401 01 002", "1401", Kind.OPEN, "", "2"),
    (b"#1234|3401 01 002", "3401", Kind.CLOSE, "", "2"),
    (b"#1234|1406 01 002", "1406", Kind.CANCEL, "", "2"),
    (b"#1234|1121 00 000", "1121", Kind.HOLD_UP, "", ""),
    (b"#1234|1602 00 000", "1602", Kind.TEST, "", ""),
    (b"#1234|1457 00 001", "1457", Kind.EXIT_ERROR, "", "1"),
    (b"#1234|6130 01 012", "6130", Kind.BURGLARY, "12", ""),
    (b"#1234|9130 01 012", "9130", Kind.UNKNOWN, "12", ""),
    (b"#1234|113001012", "", Kind.UNKNOWN, "", ""),
])  # fmt: skip
def test_contact_id(data: bytes, code: str, kind: Kind, zone: str, user: str) -> None:
    (event,) = read_events(data)
    assert (event.code, event.kind, event.zone, event.user) == (code, kind, zone, user)
    assert event.still is (code[:1] == "6")


def test_what_is_restored() -> None:
    assert contact_id_meaning("3", "137").restores is Kind.TAMPER
    assert sia_meaning("BR").restores is Kind.BURGLARY
    assert sia_meaning("YK").restores is Kind.COMMUNICATION


@pytest.mark.parametrize(("kind", "codes"), [
    (Kind.BURGLARY, "BA"), (Kind.VERIFIED, "BV BM"), (Kind.RESTORE, "BH BR TR AR YR YK"), (Kind.CANCEL, "BC"),
    (Kind.ABORT, "AB"), (Kind.OPEN, "OP OR"), (Kind.CLOSE, "CL CF"), (Kind.TAMPER, "TA"),
    (Kind.HOLD_UP, "HA PA"), (Kind.EXIT_ERROR, "EA EE"), (Kind.BYPASS, "BB"), (Kind.TEST, "RP RX"),
    (Kind.COMMUNICATION, "YC YS"), (Kind.TROUBLE, "AT YT"),
])  # fmt: skip
def test_sia_kinds(kind: Kind, codes: str) -> None:
    assert {sia_meaning(code).kind for code in codes.split()} == {kind}


@pytest.mark.parametrize(("kind", "codes"), [
    (Kind.BURGLARY, "130 131 132 133 134 135 136"), (Kind.VERIFIED, "139"), (Kind.TAMPER, "137 144 145"),
    (Kind.HOLD_UP, "120 121 122 129"), (Kind.EXIT_ERROR, "457 374"), (Kind.BYPASS, "570"),
    (Kind.TEST, "601 602"), (Kind.COMMUNICATION, "350 354"), (Kind.TROUBLE, "301 302 344"),
])  # fmt: skip
def test_contact_id_kinds(kind: Kind, codes: str) -> None:
    assert {contact_id_meaning("1", code).kind for code in codes.split()} == {kind}


def test_tables_are_whole() -> None:
    assert len(SIA) > 290
    assert len(CONTACT_ID) > 260
    for meaning in (*SIA.values(), *CONTACT_ID.values()):
        assert (meaning.restores is None) is (meaning.kind is not Kind.RESTORE)
        assert meaning.label
        assert meaning.kind is not Kind.UNKNOWN


@pytest.mark.parametrize(("field", "value"), [
    (b"H13:59:58,12-31-2012", datetime(2012, 12, 31, 13, 59, 58, tzinfo=UTC)),
    (b"H13:59:58,13-31-2012", None),
    (b"H", None),
    (b"TS", "sensor"),
    (b"T?", None),
    (b"Z123.2M", 123.2),
    (b"Z-4", -4.0),
    (b"Z" + b"9" * 500, None),
    (b"Y91N00.000", None),
    (b"Y59N60.0", None),
    (b"X", None),
    ("LKök".encode("cp1252"), "Kök"),
    ("LKök".encode(), "Kök"),
    (b"I\x81", "\ufffd"),
    (b"J2", "2"),
    (b"Q!", "!"),
    (b"", ""),
])  # fmt: skip
def test_xdata(field: bytes, value: object) -> None:
    one = read_xdata(field)
    assert one.value == value
    assert one.raw == field[1:]


def test_west_and_south_are_negative() -> None:
    assert read_xdata(b"X093W23.456").value == pytest.approx(-93 - 23.456 / 60)
    assert read_xdata(b"Y45S30.0").value == -45.5


def test_text_stays_bytes() -> None:
    for encoding in ("cp1252", "utf-8"):
        text = "Räksmörgås".encode(encoding)
        message = said(b"#1234|NBA1^" + text + b"^", b"[I" + text + b"][Ux\xff]")
        assert message.events[0].text == text
        assert [one.raw for one in message.xdata] == [text, b"x\xff"]
        assert decode(text) == "Räksmörgås"


def test_key_material_in_xdata_goes_no_further() -> None:
    secret = b"00112233445566778899AABBCCDDEEFF"
    for key in (None, v.AES128):
        message = said(b"#1234|NBA1", b"[K" + secret + b"][Vx]", key=key)
        assert secret not in repr(message).encode()
        assert message.extended == b"[K][Vx]"
        assert [(one.tag, one.raw) for one in message.xdata] == [("K", b""), ("V", b"x")]


def test_a_retry_says_the_same() -> None:
    """A retry differs in padding and time only."""

    def sent(second: int) -> Message:
        at = v.AT.replace(second=second)
        raw = compose("SIA-DCS", b"0001L0#1234", b"#1234|NBV1", b"[Vx]", sent=at, key=v.AES128)
        return open_frame(read_frame(raw), key=v.AES128, now=v.AT)

    first, again = sent(5), sent(9)
    assert first.sent != again.sent
    assert first.mark != again.mark
    assert replace(first, sent=None, mark=b"") == replace(again, sent=None, mark=b"")


@pytest.mark.parametrize("code", [code for code, meaning in SIA.items() if meaning.kind is Kind.RESTORE])
def test_what_a_restore_ends_is_of_the_kind_that_it_restores(code: str) -> None:
    meaning = SIA[code]
    if meaning.restores in {Kind.BYPASS, Kind.STATUS}:
        assert ends(code) == frozenset()
    else:
        assert meaning.restores in {SIA[each].kind for each in ends(code)}


def test_nothing_ends_these_faults() -> None:
    """They are in an operator's hands; the alarms' README names them."""
    faults = {code for code, meaning in SIA.items() if meaning.kind in {Kind.TROUBLE, Kind.COMMUNICATION}}
    ended = {each for code in SIA for each in ends(code)}
    assert faults - ended == {"RT", "XE", "XF", "XL", "XX", "YF", "YU", "YW"}


@pytest.mark.parametrize(
    ("code", "counts"),
    [("BA", True), ("YX", False), ("AT", False), ("EE", False), ("1130", True), ("1121", False)],
)
def test_a_code_counts_zones_or_is_of_the_whole_panel(code: str, counts: bool) -> None:
    assert counts_zones(code) == counts


def test_a_contact_id_restore_ends_its_own_code() -> None:
    assert ends("3151") == {"1151"}
    assert ends("1151") == ends("6151") == ends("3401") == ends("3999") == ends("") == ends("BA") == frozenset()
