"""Panels whose clock is off: plain ones are told of once, encrypted ones the time, and no burglary is lost."""

from datetime import timedelta

import pytest

from kokong.dc09 import compose, open_frame, read_frame
from kokong.kernel import tenancy
from kokong.measures.alarms import api
from kokong.measures.alarms.console.parts import happened
from kokong.measures.alarms.receiver.intake import CLOCK_TOLD, TRIES
from tests.dc09 import vectors as v

from .rig import enrol, events, now, receiving, sent

HOUR = timedelta(hours=1)
NO_TROUBLE = "kind <> 'trouble'"


def off(data: str, by: timedelta, *, sequence: int = 1, sealed: bool = True) -> bytes:
    """A frame sent now by a panel whose clock is off."""
    echo, key = f"{sequence:04}L0#1234".encode(), v.AES128 if sealed else None
    return compose("SIA-DCS", echo, f"#1234|{data}".encode(), sent=now() + by, key=key)


def said() -> list[str]:
    with tenancy.scope(municipality_id=None, authority="receiver"):
        return [happened(event) for _code, event in api.each_event()]


def code(reply: bytes) -> str:
    return open_frame(read_frame(reply), key=v.AES128 if b"*" in reply else None, now=now()).id


@pytest.mark.parametrize("by", [3 * HOUR, -3 * HOUR, timedelta(days=-400)])
def test_a_plain_panel_in_another_time_is_taken_and_told_once(by: timedelta) -> None:
    enrol()
    with receiving() as receiver:
        line = receiver.line()
        for at, data in enumerate(("NCL1", "NBA2", "NBA3", "NOP1"), 1):
            assert code(line.send(off(data, by, sequence=at, sealed=False)).reply()) == "ACK"
    assert events(where=NO_TROUBLE) == ["CL", "BA", "BA", "OP"]
    assert events("label", where="kind = 'trouble'") == [CLOCK_TOLD]


def test_what_comes_late_from_a_panel_whose_clock_is_right_is_no_trouble() -> None:
    enrol()
    with receiving() as receiver:
        line = receiver.line()
        for at, (data, by) in enumerate((("NCL1", -120), ("NOP1", -3600), ("NBA2", 0), ("NBA3", 0)), 1):
            line.send(off(data, timedelta(seconds=by), sequence=at, sealed=False)).reply()
    assert events("kind", where="kind = 'trouble'") == []


@pytest.mark.parametrize(("by", "told"), [
    (HOUR, "+1 h"), (-2 * HOUR, "−2 h"), (timedelta(minutes=-25), "−25 min"),
    (timedelta(days=-9000), "−9000 days"),
])  # fmt: skip
def test_a_burglary_under_a_clock_that_stays_off_is_shown_with_the_third_time(by: timedelta, told: str) -> None:
    enrol(key=v.AES128)
    with receiving() as receiver:
        line = receiver.line()
        replies = [code(line.send(off("NBA4", by)).reply()) for _again in range(TRIES + 2)]
    assert replies == ["NAK"] * TRIES + ["ACK"] * 2
    assert events("kind, zone, occurred = received") == [("burglary", "4", True)]
    assert said() == [f"Burglary (arrived, clock off by {told})"]


def test_a_recorded_burglary_sent_again_and_again_is_none() -> None:
    enrol(key=v.AES128)
    old = off("NBA4", -HOUR)
    with receiving() as receiver:
        line = receiver.line()
        assert {code(line.send(old).reply()) for _again in range(3 * TRIES)} == {"NAK"}
    assert events() == []


@pytest.mark.parametrize("data", ["NOP1", "NCL1", "NOC1", "NBR4", "NRP"])
def test_nothing_but_a_danger_is_taken_from_a_clock_that_is_off(data: str) -> None:
    enrol(key=v.AES128)
    with receiving() as receiver:
        line = receiver.line()
        assert {code(line.send(off(data, HOUR)).reply()) for _again in range(2 * TRIES)} == {"NAK"}
    assert events() == []


def test_a_danger_beside_a_switching_off_comes_alone() -> None:
    enrol(key=v.AES128)
    with receiving() as receiver:
        line = receiver.line()
        for _again in range(TRIES):
            line.send(off("NOP1/BA4", HOUR)).reply()
    assert events() == ["BA"]


def test_another_message_between_begins_to_count_anew() -> None:
    enrol(key=v.AES128)
    with receiving() as receiver:
        line = receiver.line()
        for at in range(3 * TRIES):
            assert code(line.send(off(f"NBA{at % 2 + 1}", HOUR)).reply()) == "NAK"
    assert events() == []


def test_an_account_may_allow_for_its_clock() -> None:
    enrol(key=v.AES128, clock_s=3600)
    with receiving() as receiver:
        line = receiver.line()
        for at, (data, by) in enumerate((("NCL1", HOUR), ("NBA4", HOUR), ("NOP1", -HOUR)), 1):
            frame = off(data, by, sequence=at)
            assert [code(line.send(frame).reply()) for _again in range(2)] == ["ACK", "ACK"]
        assert code(line.send(off("NOP1", 2 * HOUR, sequence=9)).reply()) == "NAK"
        assert code(line.send(sent("NBA5", sequence=10, key=v.AES128)).reply()) == "ACK"
    assert events() == ["CL", "BA", "OP", "BA"]
    assert said()[1] == "Burglary (arrived, clock off by +1 h)"
    assert said()[3] == "Burglary"
