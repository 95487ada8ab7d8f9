"""What a panel says again is a retry, as long as it said nothing else between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.dc09 import Key
from kokong.measures.alarms.receiver.messages import Row
from kokong.measures.alarms.receiver.storing import MOST_ROWS, SHARE_ROWS, Lines, Waiting
from tests.dc09 import vectors as v

from .rig import enrol, events, receiving, sent


@pytest.mark.parametrize("key", [None, v.AES128], ids=["plain", "encrypted"])
def test_a_panel_that_numbers_every_message_alike_is_heard_each_time(key: Key | None) -> None:
    enrol()
    if key:
        enrol("77", key=key)
    account = "77" if key else "1234"
    said = ["NCL1", "NOP1", "NCL1", "NOP1", "NCL1"]
    with receiving() as receiver:
        line = receiver.line()
        for data in said:
            assert b"ACK" in line.send(sent(data, account=account, key=key)).reply()
        assert b"ACK" in line.send(sent("NCL1", account=account, key=key)).reply()  # a retry
        assert events() == ["CL", "OP", "CL", "OP", "CL"]
        line.send(*(sent(data, account=account, key=key) for data in ("NOP1", "NCL1", "NOP1", "NOP1")))
        assert all(b"ACK" in line.reply() for _each in range(4))
    assert events() == ["CL", "OP", "CL", "OP", "CL", "OP", "CL", "OP"]
    with receiving() as receiver:
        assert b"ACK" in receiver.ask(sent("NOP1", account=account, key=key))  # a retry, after a restart
    assert len(events()) == 8


@pytest.mark.parametrize("key", [None, v.AES128], ids=["plain", "encrypted"])
def test_a_panel_that_numbers_every_message_alike_loses_one_at_a_restart_at_most(key: Key | None) -> None:
    enrol(key=key)
    said = ["NBA1", "NBR1", "NBA1"]
    for again in range(3):
        with receiving() as receiver:
            line = receiver.line()
            for data in said:
                assert b"ACK" in line.send(sent(data, key=key)).reply()
        assert events() == ["BA", "BR", "BA", *["BR", "BA"] * again]


def test_a_retry_after_another_message_is_one_where_the_panel_counts() -> None:
    enrol()
    with receiving() as receiver:
        line = receiver.line()
        for data, sequence in (("NBA1", 1), ("NBA2", 2), ("NBA1", 1), ("NBA2", 2)):
            assert b"ACK" in line.send(sent(data, sequence=sequence)).reply()
    assert events("zone") == ["1", "2"]


def test_a_retry_is_one_whichever_receiver_or_start_of_it_heard_the_first_sending() -> None:
    enrol()
    with receiving() as one, receiving() as other:
        for data in ("NCL1", "NOP1", "NCL1"):
            for receiver in (one, other):  # a panel with two paths says everything twice
                assert b"ACK" in receiver.ask(sent(data))
        assert events() == ["CL", "OP", "CL"]
    with receiving() as again:
        assert b"ACK" in again.ask(sent("NOP1"))
        assert b"ACK" in again.ask(sent("NOP1"))
    assert events() == ["CL", "OP", "CL", "OP"]


def waiting(whose: int, number: int, said: str, rows: int = 1) -> Waiting:
    row: Row = (b"", "", b"", None)
    return Waiting(whose, b"%d %d" % (whose, number), said.encode(), [row] * rows, None)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), min_size=1, max_size=200))
def test_a_batch_has_of_each_account_a_share_in_order_and_of_each_number_one(sent: list[tuple[int, int]]) -> None:
    lines, taken = Lines(), []
    for at, (whose, number) in enumerate(sent):
        lines.add(waiting(whose, number, str(at)))
    while lines:
        batch = lines.take()
        assert batch
        assert len({one.place for one in batch}) == len(batch)
        assert all(len([one for one in batch if one.whose == whose]) <= SHARE_ROWS for whose in (1, 2, 3))
        taken += batch
    assert len(taken) == len(sent)
    for whose in (1, 2, 3):
        assert [int(one.said) for one in taken if one.whose == whose] == [
            at for at, (who, _number) in enumerate(sent) if who == whose
        ]


def test_who_comes_late_to_a_long_line_of_another_s_is_in_the_next_batch() -> None:
    lines = Lines()
    for at in range(5_000):
        lines.add(waiting(1, at, "flood"))
    lines.add(waiting(2, 1, "burglary", rows=MOST_ROWS + 1))
    assert [one.whose for one in lines.take()] == [1] * SHARE_ROWS + [2]
