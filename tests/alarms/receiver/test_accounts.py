"""Accounts as the database has them, at once; who may send over what."""

from django.utils import timezone

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality
from kokong.measures.alarms import models
from kokong.measures.alarms.panels import sealing
from tests.dc09 import vectors as v

from .rig import enrol, events, receiving, sent, until


def change(**values: object) -> None:
    with tenancy.scope(municipality_id=Municipality.objects.order_by("pk")[0].pk):
        models.Account.objects.update(**values)


def test_enrolled_changed_and_retired_while_it_runs() -> None:
    with receiving() as receiver:
        assert receiver.ask(sent("NBA1"))[9:14] == b'"DUH"'
        enrol()
        until(lambda: b"ACK" in receiver.ask(sent("NBA1")))
        change(key_sealed=sealing.sealer(installation.current()).seal(v.AES128.material), key_notation="hex")
        until(lambda: b"DUH" in receiver.ask(sent("NRP", sequence=2)))
        assert b"*ACK" in receiver.ask(sent("NBA2", sequence=3, key=v.AES128))
        change(retired=timezone.now())
        until(lambda: b"DUH" in receiver.ask(sent("NRP", sequence=4, key=v.AES128)))
    assert events("code", where="kind = 'burglary'") == ["BA", "BA"]


def test_a_new_number_takes_the_place_of_the_old() -> None:
    enrol()
    with receiving() as receiver:
        change(account="5678")
        until(lambda: b"ACK" in receiver.ask(sent("NBA1", account="5678")))
        assert b"DUH" in receiver.ask(sent("NBA1"))


def test_lines_are_kept_apart() -> None:
    first, second = enrol("1234", line="1"), enrol("1234", line="2")
    frames = [sent("NBA1").replace(b"L0", b"L1"), sent("NBA1").replace(b"L0", b"L2")]
    with receiving() as receiver:
        from kokong.dc09.framing import wrap

        assert all(b"ACK" in receiver.ask(wrap(frame[9:-1])) for frame in frames)
    assert events("account_id") == [first, second]


def test_a_panel_of_one_transport_is_not_believed_on_the_other() -> None:
    enrol(transport="tcp")
    with receiving() as receiver:
        assert b"DUH" in receiver.datagram(sent("NOP1"))
        assert b"ACK" in receiver.ask(sent("NBA1"))
    assert events("code", where="kind <> 'trouble'") == ["BA"]


def test_a_key_that_does_not_open_is_trouble_and_no_open_door() -> None:
    enrol(key=v.AES128)
    change(key_sealed=b"not sealed by us")
    with receiving() as receiver:
        assert receiver.ask(sent("NOP1")) == b""  # our fault: with DUH the panel would give the message up
        assert receiver.ask(sent("NBA1", key=v.AES128)) == b""
        until(lambda: events("kind") == ["trouble"])
