"""What a panel says again is a retry, as long as it said nothing else between."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.dc09 import Key
from kokong.measures.alarms.receiver.accounts import Account
from tests.dc09 import vectors as v

from .rig import enrol, events, receiving, sent

ROW = {
    "id": 1, "account": "1234", "receiver": "0", "line": "0", "prefixed": False, "municipality_id": 1,
    "centre_id": None, "key_sealed": None, "transport": "any", "interval_s": None, "quirks": 0,
}  # fmt: skip


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


def test_a_retry_after_another_message_is_one_where_the_panel_counts() -> None:
    enrol()
    with receiving() as receiver:
        line = receiver.line()
        for data, sequence in (("NBA1", 1), ("NBA2", 2), ("NBA1", 1), ("NBA2", 2)):
            assert b"ACK" in line.send(sent(data, sequence=sequence)).reply()
    assert events("zone") == ["1", "2"]


@given(st.lists(st.sampled_from([b"close", b"open", b"alarm"]), min_size=1))
def test_each_turn_has_a_key_of_its_own_and_its_retries_have_that(said: list[bytes]) -> None:
    account = Account(ROW, 0.0)
    keys = [account.stored_as("0001", digest) for digest in said]
    for (one, before), (other, after) in pairwise(zip(said, keys, strict=True)):
        assert (one == other) == (before == after)
    turns = [key for key, before in zip(keys, [b"", *keys], strict=False) if key != before]
    assert len(set(turns)) == len(turns)
    assert keys[0] == said[0]


@given(st.lists(st.integers(1, 9), min_size=1, unique=True))
def test_who_counts_has_the_digest_for_a_key(numbers: list[int]) -> None:
    account = Account(ROW, 0.0)
    for number in [*numbers, *numbers]:
        digest = b"%d" % number
        assert account.stored_as(f"{number:04}", digest) == digest
