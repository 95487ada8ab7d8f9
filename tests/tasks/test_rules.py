"""A task goes from one state to another only as the table says."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from kokong.tasks import rules

MOVES = get_args(rules.Move)


def test_every_state_can_be_reached_and_what_waits_can_end() -> None:
    assert {*rules.MOVES.values(), "open"} == {*rules.WAITING, *rules.ENDED} == set(get_args(rules.State))
    for state in rules.WAITING:
        assert {rules.after(state, move) for move in ("finish", "drop", "withdraw")} == set(rules.ENDED)


def test_what_is_taken_back_stays_so() -> None:
    assert {rules.after("withdrawn", move) for move in MOVES} == {None}


@given(moves=st.lists(st.sampled_from(MOVES)))
def test_no_way_leads_anywhere_else(moves: list[str]) -> None:
    state: str = "open"
    for move in moves:
        following = rules.after(state, move)
        assert (following is None) == (state not in rules.before(move))
        state = following or state
    assert state in {*rules.WAITING, *rules.ENDED}
