"""Who is in and who waits, until when an answer is taken, and what a state leads to."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.meetings import rules
from kokong.meetings.rules import Waiting

BEGINS = datetime(2027, 3, 4, 17, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUEUE = st.lists(st.integers(1, 6), max_size=12).map(lambda each: [Waiting(n, p) for n, p in enumerate(each, 1)])


@pytest.mark.parametrize(
    ("answer", "people", "taken", "places", "wanted"),
    [
        ("yes", 1, 0, 1, "in"),
        ("yes", 1, 1, 1, "waiting"),
        ("yes", 2, 9, 10, "waiting"),
        ("yes", 2, 8, 10, "in"),
        ("yes", 20, 10_000, None, "in"),
        ("maybe", 1, 0, 10, ""),
        ("no", 1, 0, 10, ""),
    ],
)
def test_who_has_a_place(answer: str, people: int, taken: int, places: int | None, wanted: str) -> None:
    assert rules.seat(answer=answer, people=people, taken=taken, places=places) == wanted


def test_who_is_too_many_keeps_waiting_and_lets_others_go_first() -> None:
    queue = [Waiting(1, 4), Waiting(2, 1), Waiting(3, 1)]
    assert rules.moved_up(queue, taken=9, places=10) == (2,)
    assert rules.moved_up(queue, taken=9, places=14) == (1, 2)
    assert rules.moved_up(queue, taken=9, places=None) == (1, 2, 3)


@given(QUEUE, st.integers(0, 30), st.integers(1, 30))
def test_nobody_moves_up_beyond_the_places_and_none_stays_free_for_who_fits(
    queue: list[Waiting], taken: int, places: int
) -> None:
    up = set(rules.moved_up(queue, taken=taken, places=places))
    then = taken + sum(each.people for each in queue if each.id in up)
    assert then <= max(taken, places)
    assert all(then + each.people > places for each in queue if each.id not in up)


@given(QUEUE, st.integers(1, 40))
def test_among_equals_the_first_is_first(queue: list[Waiting], places: int) -> None:
    up = rules.moved_up(queue, taken=0, places=places)
    for size in range(1, 7):
        same = [each.id for each in queue if each.people == size]
        assert [number for number in same if number in up] == same[: len([n for n in same if n in up])]


@pytest.mark.parametrize(
    ("state", "after", "wanted"),
    [
        ("announced", -HOUR, ""),
        ("moved", -HOUR, ""),
        ("announced", HOUR / 2, ""),
        ("announced", 2 * HOUR, "over"),
        ("held", HOUR, "over"),
        ("minuted", HOUR, "over"),
        ("cancelled", -HOUR, "cancelled"),
        ("cancelled", 2 * HOUR, "cancelled"),
        ("draft", -HOUR, "draft"),
    ],
)
def test_until_when_an_answer_is_taken(state: str, after: timedelta, wanted: str) -> None:
    assert rules.may_answer(state=state, ends=BEGINS + HOUR, now=BEGINS + after) == wanted


@pytest.mark.parametrize(
    ("state", "after", "attend", "hold"),
    [
        ("announced", -3 * HOUR, False, False),
        ("announced", -HOUR, True, False),
        ("moved", HOUR, True, True),
        ("held", 100 * HOUR, True, False),
        ("draft", HOUR, False, False),
        ("cancelled", HOUR, False, False),
    ],
)
def test_when_people_are_ticked_off_and_when_it_was_held(
    state: str, after: timedelta, attend: bool, hold: bool
) -> None:
    assert rules.may_attend(state=state, begins=BEGINS, now=BEGINS + after) is attend
    assert rules.may_hold(state=state, begins=BEGINS, now=BEGINS + after) is hold


def test_only_another_time_is_another_event() -> None:
    assert rules.sequence(3, before=[BEGINS, 90], after=[BEGINS, 90]) == 3
    assert rules.sequence(3, before=[BEGINS, 90], after=[BEGINS + HOUR, 90]) == 4
    assert rules.sequence(3, before=[BEGINS, 90], after=[BEGINS, 60]) == 4


def test_a_cancelled_meeting_stays_cancelled() -> None:
    assert not any(at == "cancelled" for at, _action in rules.MEETING.moves)
    assert rules.MEETING.actions("announced", {"coordinator"}) == ()  # the kind says who may
    assert rules.MEETING.actions("announced", {rules.HOLDER}) == ("move", "hold", "cancel")


def test_a_speaker_covers_the_beginning() -> None:
    assert rules.fits(begins=BEGINS, offered_from=BEGINS, offered_until=BEGINS + HOUR)
    assert not rules.fits(begins=BEGINS, offered_from=BEGINS - HOUR, offered_until=BEGINS)
    assert rules.remind_at(BEGINS, None) is None
    assert rules.remind_at(BEGINS, HOUR) == BEGINS - HOUR
