"""Frames changed on the way, over real sockets: nothing is acknowledged that isn't stored, and nothing is believed
that the key doesn't vouch for. The pure half is `tests/dc09/test_header.py`.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kokong.dc09 import Key, Quirk, compose, open_frame, read_frame
from kokong.dc09.framing import wrap
from kokong.kernel import logs, tenancy
from kokong.kernel.models import Municipality
from kokong.measures.alarms import models
from kokong.measures.alarms.panels import sealing
from kokong.measures.alarms.receiver.intake import MOST_OF_AN_ADDRESS
from kokong.measures.alarms.receiver.limits import Limits
from tests.cast import Cast
from tests.dc09 import vectors as v
from tests.dc09.test_header import changed

from .rig import enrol, events, now, receiving, sent, sql, until

ALARMS = "kind not in ('trouble', 'restore')"
CHANGED = "Message changed on its way: an alarm made to look like a life sign"
REDIRECTED = "Message changed on its way: another panel's, under this one's number"


def called(raw: bytes, name: str) -> bytes:
    """The same frame under another id, its checksum right."""
    return changed(raw, lambda body: b'"' + name.encode() + body[body.index(b'"', 1) :])


def numbered(raw: bytes, sequence: int) -> bytes:
    """The same frame under another sequence number, its checksum right."""
    return changed(raw, lambda body: body.replace(b'"0001', b'"%04d' % sequence))


def addressed(raw: bytes, who: str) -> bytes:
    """The same frame from another receiver, line and account, its checksum right."""
    return changed(raw, lambda body: body.replace(b"L0#1234", who.encode(), 1))


def acknowledged(reply: bytes, key: Key | None = v.AES128) -> bool:
    return b"ACK" in reply and open_frame(read_frame(reply), key=key, now=now()).id == "ACK"


@pytest.mark.parametrize("name", ["*NULL", "*XNM"])
@pytest.mark.parametrize(("protocol", "data", "kind"), [
    ("ADM-CID", "1130 01 012", "burglary"), ("SIA-DCS", "Nri1/BV12", "verified"),
])  # fmt: skip
def test_an_alarm_called_a_poll_is_kept_told_and_not_acknowledged(
    name: str, protocol: str, data: str, kind: str
) -> None:
    enrol(key=v.AES128)
    burglary = sent(data, name=protocol, key=v.AES128)
    with receiving() as receiver:
        assert receiver.ask(called(burglary, name)) == b""
        until(lambda: len(events()) == 2)
        assert receiver.datagram(called(sent(data, name=protocol, key=v.AES128, sequence=2), name)) == b""
        until(lambda: receiver.counts.mislabelled == 2)
        assert acknowledged(receiver.ask(sent(data, name=protocol, key=v.AES128)))  # the panel sends it again
        assert acknowledged(receiver.ask(sent("", name="NULL", key=v.AES128)))
    assert events("kind, zone, sequence", where=ALARMS) == [(kind, "12", "0001"), (kind, "12", "0002")]
    assert events("label", where="kind = 'trouble'") == [CHANGED]


def test_a_plain_alarm_called_a_poll_is_no_poll_either() -> None:
    enrol()
    with receiving() as receiver:
        assert receiver.ask(sent("NBA3", name="NULL")) == b""
        until(lambda: len(events()) == 2)
    assert events("kind, zone") == [("trouble", ""), ("burglary", "3")]


def test_telling_of_changed_messages_cannot_be_drowned_by_what_anybody_can_send() -> None:
    enrol(key=v.AES128)
    with receiving(limits=Limits(counted_seconds=0.1)) as receiver:
        assert b"DUH" in receiver.ask(sent("NOP1"))
        assert receiver.ask(called(sent("NBA1", key=v.AES128), "*NULL")) == b""
        until(lambda: len(events()) == 3)
    assert set(events("label", where="kind = 'trouble'")) == {"Unencrypted message refused", CHANGED}


@pytest.mark.parametrize(("data", "code"), [("1130 01 012", "1130"), ("Nri1/BA12", "BA")])
@pytest.mark.parametrize("name", ["*SIA-DCS", "*ADM-CID", "*ADM-HS", "*XYZ"])
def test_a_burglary_is_one_whatever_the_message_is_called(data: str, code: str, name: str) -> None:
    enrol(key=v.AES128)
    with receiving() as receiver:
        assert acknowledged(receiver.ask(called(sent(data, key=v.AES128), name)))
    assert events("code, kind, zone") == [(code, "burglary", "12")]


def test_the_same_ciphertext_under_other_sequences_is_one_event() -> None:
    enrol(key=v.AES128)
    raw = sent("NBA1", key=v.AES128)
    with receiving() as receiver:
        for sequence in (1, 2, 3):
            assert acknowledged(receiver.ask(numbered(raw, sequence)))
        line = receiver.line().send(*(numbered(raw, at) for at in range(4, 9)))
        assert all(acknowledged(line.reply()) for _ in range(5))
        # The panel's own next message, equal and with a number that was used up so, is no retry of anything.
        assert acknowledged(receiver.ask(sent("NBA1", key=v.AES128, sequence=2)))
    assert events("sequence") == ["0001", "0002"]


def test_a_replay_under_another_number_leaves_nothing_behind() -> None:
    """Its digest would make a message that the panel numbers so, after a restart of ours, look like a retry."""
    enrol(key=v.AES128)
    raw = sent("NBA1", key=v.AES128, sequence=7)
    with receiving() as receiver:
        assert acknowledged(receiver.ask(raw))
        assert acknowledged(receiver.ask(sent("NBR1", key=v.AES128)))
        before = sql("SELECT digest FROM alarms_seen ORDER BY digest")
        assert acknowledged(receiver.ask(changed(raw, lambda body: body.replace(b'"0007', b'"0001'))))
        assert sql("SELECT digest FROM alarms_seen ORDER BY digest") == before
    with receiving() as receiver:
        assert acknowledged(receiver.ask(sent("NBA1", key=v.AES128)))
    assert events("code, sequence") == [("BA", "0007"), ("BR", "0001"), ("BA", "0001")]


def test_a_retry_s_ciphertext_is_known_too() -> None:
    enrol(key=v.AES128)
    first, retry = sent("NBA1", key=v.AES128), sent("NBA1", key=v.AES128)
    with receiving() as receiver:
        line = receiver.line().send(first, retry)
        assert all(acknowledged(line.reply()) for _ in range(2))
    with receiving() as receiver:
        assert acknowledged(receiver.ask(numbered(retry, 7)))
    assert events("sequence") == ["0001"]


def test_a_second_receiver_knows_the_ciphertext() -> None:
    enrol(key=v.AES128)
    raw = sent("NBA1", key=v.AES128)
    for sequence in (1, 2):
        with receiving() as receiver:
            assert acknowledged(receiver.ask(numbered(raw, sequence)))
    assert events("sequence") == ["0001"]


def test_an_old_ciphertext_is_told_the_time_and_stored_nowhere() -> None:
    enrol(key=v.AES128)
    raw = sent("NBA1", key=v.AES128)
    with receiving(clock=lambda: now() + timedelta(minutes=2)) as receiver:
        for name in ("*SIA-DCS", "*NULL", "*ADM-CID"):
            assert receiver.ask(called(raw, name))[9:14] == b'"NAK"'
    assert events() == []


def test_another_panel_s_number_does_not_take_the_message() -> None:
    enrol(key=v.AES128)
    enrol("5678", key=v.AES256)
    with receiving() as receiver:
        for who in ("L0#5678", "L7#1234", "R1L0#1234"):
            assert b'"DUH"' in receiver.ask(addressed(sent("NBA1", key=v.AES128), who))
    assert events("code", where=ALARMS) == []


def test_a_key_that_two_panels_share_does_not_move_a_message() -> None:
    enrol(key=v.AES128)
    other = enrol("5678", key=v.AES128)
    enrol("9ABC", key=v.AES256)
    with receiving() as receiver:
        for data in ("NBA1", "NOP1"):
            assert receiver.ask(addressed(sent(data, key=v.AES128), "L0#5678")) == b""
        until(lambda: events("label"))
        # A panel that names another number inside, whose key is another, is heard as before.
        odd = compose("SIA-DCS", b"0001L0#5678", b"#9ABC|NBA2", sent=now(), key=v.AES128)
        assert acknowledged(receiver.ask(odd))
    assert events("account_id, label", where="kind = 'trouble'") == [(other, REDIRECTED)]
    assert events("account_id, zone", where=ALARMS) == [(other, "2")]


def test_the_star_taken_away_is_no_way_past_the_key() -> None:
    enrol(key=v.AES128)
    bare = changed(sent("NBA1", key=v.AES128), lambda body: body.replace(b"*", b""))
    with receiving() as receiver:
        for raw in (bare, sent("NBA1"), sent("", name="NULL"), sent("NOP1", name="ADM-CID")):
            assert receiver.ask(raw)[9:14] == b'"DUH"'
            assert receiver.datagram(raw)[9:14] == b'"DUH"'
    assert events("code", where=ALARMS) == []


def test_an_encrypted_message_without_a_time_is_refused() -> None:
    enrol(key=v.AES128)
    cipher = v.AES128.encrypt(b"x" * 20 + b"|#1234|NBA1]").hex().upper().encode()
    with receiving() as receiver:
        assert receiver.ask(wrap(b'"*SIA-DCS"0001L0#1234[' + cipher))[9:14] == b'"DUH"'
    assert events("code", where=ALARMS) == []


@pytest.mark.parametrize("quirks", [Quirk.CR_COUNTED, Quirk.BINARY_CRC])
def test_no_answer_tells_which_accounts_there_are(quirks: Quirk) -> None:
    enrol("1111", key=v.AES128)
    enrol("2222", key=v.AES128, quirks=int(quirks))
    with receiving() as receiver:

        def asked(account: str, key: Key | None, form: Quirk) -> bytes:
            raw = sent("NBA1", account=account, key=key)
            return receiver.ask(wrap(raw[9:-1], form)).replace(account.encode(), b"?")[9:]

        for key in (None, v.ASCII_KEY):
            for form in (Quirk.NONE, quirks):
                assert len({asked(account, key, form) for account in ("1111", "2222", "3333")}) == 1


def test_forged_frames_of_a_whole_town_are_not_told_as_a_town_of_alarms() -> None:
    accounts = [f"{number:04}" for number in range(1000, 1120)]
    for account in accounts:
        enrol(account, key=v.AES128)
    with receiving() as receiver:
        line = receiver.line().send(*(sent("NBA1", account=account, key=v.ASCII_KEY) for account in accounts))
        assert all(b"DUH" in line.reply() for _ in accounts)
        until(lambda: receiver.counts.refused == 120)
        assert acknowledged(receiver.ask(sent("NBA1", account="1119", key=v.AES128)))
    assert len(events(where="kind = 'trouble'")) == MOST_OF_AN_ADDRESS
    assert events("kind", where=ALARMS) == ["burglary"]


def test_the_log_is_bounded_and_holds_nothing_that_panels_sent(
    capfd: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    caplog.handler.setFormatter(logs.JsonLines())
    enrol("1111", key=v.AES128)
    with receiving(limits=Limits(lines_burst=3, lines_per_second=0.001)) as receiver:
        line = receiver.line()
        for at in range(20):
            line.send(sent("NBA7^Hemlig Text^", account=f"{2000 + at}")).reply()
        line.send(sent("NBA7^Hemlig Text^", account="1111")).reply()
        line.send(called(sent("NBA7^Hemlig Text^", account="1111", key=v.AES128), "*NULL"))
        until(lambda: receiver.counts.mislabelled)
    assert caplog.text.count("unknown account") == 3
    assert "Hemlig" not in caplog.text + "".join(capfd.readouterr())


def _line_of(which: int, line: str, account: str, key: Key | None = None) -> int:
    """Enrol a panel in one of the cast's municipalities, on its own line."""
    home = Municipality.objects.order_by("pk")[which]
    from kokong.kernel import installation

    material = sealing.sealer(installation.current()).seal(key.material) if key else None
    with tenancy.scope(municipality_id=home.pk):
        return models.Account.objects.create(
            account=account, line=line, prefixed=True, written=account, enrolled=timezone.now(),
            key_sealed=material, key_notation="hex" if key else "",
        ).pk  # fmt: skip


def test_a_number_in_two_municipalities_is_told_apart_by_their_lines(municipality: Cast) -> None:
    here, there = _line_of(0, "9901", "1234"), _line_of(1, "9902", "1234")
    with receiving() as receiver:
        for sequence, line in ((1, "9902"), (2, "9901"), (3, "0")):
            raw = addressed(sent("NBA1", sequence=sequence), f"L{line}#1234")
            assert acknowledged(receiver.ask(raw), None)
    # Without a prefix it is whoever enrolled the number first: nobody takes it by enrolling it as well.
    assert events("account_id") == [there, here, here]


def test_a_panel_enrolled_before_there_were_lines_keeps_its_number(municipality: Cast) -> None:
    taker, before = _line_of(1, "9902", "1234"), enrol()
    with receiving() as receiver:
        assert acknowledged(receiver.ask(sent("NBA1")), None)
        assert acknowledged(receiver.ask(addressed(sent("NBA2"), "L9902#1234")), None)
    assert events("account_id, zone") == [(before, "1"), (taker, "2")]


def test_without_a_line_the_key_tells_whose_it_is(municipality: Cast) -> None:
    first, second = _line_of(0, "9901", "1234", v.AES128), _line_of(1, "9902", "1234", v.AES256)
    with receiving() as receiver:
        for key in (v.AES256, v.AES128):
            assert acknowledged(receiver.ask(sent("NBA1", key=key)), key)
        assert b"DUH" in receiver.ask(sent("NBA1", key=v.ASCII_KEY))
        assert b"DUH" in receiver.ask(sent("NOP1"))  # plain: the first one's, who has a key
        assert b"DUH" in receiver.ask(addressed(sent("NBA1", key=v.AES256), "L9901#1234"))
    assert events("account_id", where=ALARMS) == [second, first]
    assert set(events("account_id", where="kind = 'trouble'")) == {first}
