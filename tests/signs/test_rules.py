"""The course of a sign, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.signs import rules

DAY = date(2026, 11, 20)
MOMENT = datetime(2026, 11, 20, 18, tzinfo=UTC)


def test_a_sign_goes_up_only_with_consent_and_a_settled_permit() -> None:
    def blocks(permit: str, *, consent: bool = True, until: date | None = None) -> tuple[str, ...]:
        return rules.blocks(consent=consent, ground="private", permit=permit, until=until, today=DAY)

    assert blocks("not_needed") == ()
    assert blocks("granted", until=DAY) == ()
    assert blocks("granted", until=DAY - timedelta(1)) == ("over",)
    assert blocks("refused", consent=False) == ("consent", "refused")
    assert blocks("unknown") == ("permit",)


@pytest.mark.parametrize("ground", rules.GROUNDS)
def test_on_a_public_road_nothing_but_a_granted_permit_will_do(ground: str) -> None:
    for permit in rules.PERMITS:
        free = not rules.blocks(consent=True, ground=ground, permit=permit, until=None, today=DAY)
        assert free == (permit == "granted" or (permit == "not_needed" and ground in {"private", "building"}))


def test_a_dirty_sign_is_looked_at_sooner_and_a_warning_when_its_time_is_up() -> None:
    look = {"seen": DAY, "installed": DAY}
    assert rules.next_check("watch", condition="good", **look) == DAY + timedelta(365)
    assert rules.next_check("watch", condition="dirty", **look) == DAY + timedelta(30)
    assert rules.next_check("watch", condition="crooked", **look) == DAY + timedelta(30)
    old = {"seen": DAY, "installed": DAY - timedelta(300)}
    assert rules.next_check("warning", condition="good", **old) == DAY + timedelta(65)
    assert rules.next_check("warning", condition="good", seen=DAY, installed=DAY - timedelta(900)) == DAY


def test_a_warning_says_something_for_a_year() -> None:
    assert rules.outlived("warning", installed=DAY - timedelta(365), today=DAY)
    assert not rules.outlived("warning", installed=DAY - timedelta(364), today=DAY)
    assert not rules.outlived("watch", installed=DAY - timedelta(9999), today=DAY)


def test_what_a_look_decides() -> None:
    assert rules.decided("up", "faded", "good") == "wear"
    assert rules.decided("worn", "good", "faded") == "restore"
    assert rules.decided("worn", "missing", "faded") == "lose"
    assert rules.decided("worn", "faded", "missing") == "wear"
    assert rules.decided("worn", "faded", "faded") is None
    assert rules.decided("up", "dirty", "good") is None
    assert rules.decided("up", "crooked", "good") is None


def test_a_replaced_sign_stands_twice_and_a_missing_one_until_it_was_missed() -> None:
    at = [MOMENT + timedelta(days=n) for n in range(6)]
    moves = [("order", at[0]), ("install", at[1]), ("wear", at[2]), ("replace", at[3])]
    assert list(rules.stood(moves)) == [(at[1], at[3]), (at[3], None)]
    gone = [*moves[:2], ("lose", at[2]), ("restore", at[3]), ("remove", at[4])]
    assert list(rules.stood(gone)) == [(at[1], at[2]), (at[3], at[4])]
    assert list(rules.stood([*moves[:2], ("lose", at[2]), ("wear", at[3])])) == [(at[1], at[2]), (at[3], None)]
    assert list(rules.stood(moves[:1])) == []


@given(st.lists(st.sampled_from(sorted({action for _, action in rules.SIGN.moves})), max_size=30))
def test_whatever_the_course_a_sign_never_stands_twice_at_once(asked: list[str]) -> None:
    state, moves = rules.SIGN.initial, list[tuple[str, datetime]]()
    for number, action in enumerate(asked):
        after = rules.SIGN.after(state, action)
        if after is not None:
            moves.append((action, MOMENT + timedelta(days=number)))
            state = after
    stood = list(rules.stood(moves))
    ends = [until for _, until in stood]
    assert all(until is not None and since < until for since, until in stood[:-1])
    assert all(until is not None and until <= since for until, (since, _) in zip(ends, stood[1:], strict=False))
    stands = state in rules.STANDING and moves[-1][0] != "lose"
    assert (ends[-1:] == [None]) == stands
