"""Outcomes, states, deadlines, and which visits stand: the pure tables."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.cocoons import presets, rules

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SWEDEN = ZoneInfo("Europe/Stockholm")


def local(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SWEDEN)


@dataclass(frozen=True)
class Row:
    """A row of a door's visits."""

    client_id: UUID
    outcome: str = "talked"
    undoes: UUID | None = None
    at: datetime = NOON
    user_id: int | None = 1
    source: str = "phone"


def said(key: int, **more: object) -> Row:
    return replace(Row(UUID(int=key)), **more)  # type: ignore[arg-type]


def undo(key: int, of: int, **more: object) -> Row:
    return said(key, outcome="", undoes=UUID(int=of), **more)


def test_the_latest_by_the_phones_time_stands_last() -> None:
    first, second = said(1, at=NOON), said(2, at=NOON - timedelta(hours=1))
    assert rules.standing([first, second]) == [second, first]


def test_an_undone_visit_does_not_stand_in_whichever_order_they_come() -> None:
    assert rules.standing([undo(2, 1), said(1)]) == []
    assert rules.standing([said(1), undo(2, 1)]) == []


def test_a_colleagues_undo_counts_only_from_the_desk() -> None:
    assert rules.standing([said(1), undo(2, 1, user_id=9)]) == [said(1)]
    assert rules.standing([said(1), undo(2, 1, user_id=9, source="paper")]) == []


def test_a_talk_stays_although_a_colleague_rings_in_vain_later() -> None:
    card, talk, later = (
        said(key, outcome=outcome, at=NOON + timedelta(hours=key), user_id=key)
        for key, outcome in enumerate(("card_left", "talked", "no_answer"), 1)
    )
    assert rules.counting(rules.standing([later, card, talk])) == talk
    assert rules.counting(rules.standing([later, card])) == later
    assert rules.counting([]) is None


def test_of_two_talks_the_first_counts() -> None:
    first, second = said(1, outcome="talked"), said(2, outcome="talked", at=NOON + timedelta(days=3))
    assert rules.counting(rules.standing([second, first])) == first


rows = st.lists(
    st.builds(
        said,
        st.integers(1, 12),
        outcome=st.sampled_from(rules.OUTCOMES),
        at=st.integers(0, 3).map(lambda h: NOON + timedelta(hours=h)),
        user_id=st.integers(1, 2),
    )
    | st.builds(undo, st.integers(13, 24), st.integers(1, 12), user_id=st.integers(1, 2)),
    unique_by=lambda row: row.client_id,
    max_size=10,
)


@given(rows, st.randoms(use_true_random=False))
def test_arrival_order_never_changes_what_stands(visits: list[Row], random: Random) -> None:
    shuffled = list(visits)
    random.shuffle(shuffled)
    assert rules.standing(visits) == rules.standing(shuffled)


def test_settled_again_and_visited_cover_the_outcomes() -> None:
    assert set(rules.OUTCOMES) == rules.SETTLED | rules.AGAIN
    assert not rules.SETTLED & rules.AGAIN
    assert rules.SHARED <= rules.VISITED <= set(rules.OUTCOMES)


@pytest.mark.parametrize(
    ("outcome", "before", "dropped", "shared", "after"),
    [
        ("talked", "open", False, False, "done"),
        ("no_answer", "open", False, False, "open"),
        (None, "done", False, False, "open"),
        ("talked", "dropped", True, False, "done"),
        (None, "done", True, False, "dropped"),
        ("come_back", "dropped", True, False, "dropped"),
        (None, "done", False, True, "shared"),
        ("talked", "do_not_visit", False, False, "do_not_visit"),
    ],
)
def test_a_doors_state_follows_its_visits(
    outcome: str | None, before: str, dropped: bool, shared: bool, after: str
) -> None:
    assert rules.state_after(outcome=outcome, before=before, dropped=dropped, shared=shared) == after


def test_trying_again_after_no_answer_is_no_conflict() -> None:
    before = said(1, outcome="no_answer", user_id=2, at=NOON - timedelta(hours=1))
    assert not rules.in_conflict(said(2), [before])
    assert rules.in_conflict(said(2), [replace(before, outcome="declined")])
    assert not rules.in_conflict(said(2), [replace(before, outcome="declined", at=NOON - timedelta(days=1))])


@pytest.mark.parametrize(
    ("made", "gone"),
    [
        (local(28, 23, 33), local(1, 5, 33, month=12)),  # made as the clock starts
        (local(29, 23, 40), local(1, 5, 33, month=12)),  # a day and some are left
        (local(30, 6), local(1, 6, month=12)),  # late in the clock: a whole day
        (local(30, 23, 33), local(1, 23, 33, month=12)),  # as it strikes
        (local(3, 9, month=12), local(4, 9, month=12)),  # late visits
    ],
)
def test_a_round_leaves_the_phones_when_its_cocoons_clock_says(made: datetime, gone: datetime) -> None:
    assert rules.round_expires(made=made, due=local(30, 23, 33)) == gone


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "UTC", "Pacific/Kiritimati", "America/St_Johns"])
@pytest.mark.parametrize(
    ("opened", "kind_of_night"),
    [
        (datetime(2026, 11, 28, 22, 33, tzinfo=UTC), "an ordinary one"),
        (datetime(2027, 3, 27, 20, 0, tzinfo=UTC), "an hour is left out"),
        (datetime(2026, 10, 24, 20, 0, tzinfo=UTC), "an hour comes twice"),
    ],
)
def test_the_clock_counts_real_hours_wherever_it_is_read(opened: datetime, kind_of_night: str, zone: str) -> None:
    there = opened.astimezone(ZoneInfo(zone))
    due = rules.due(opened=there, preset=rules.DEFAULTS["detached"])
    assert (due.astimezone(UTC) - opened) == timedelta(hours=48), kind_of_night
    gone = rules.round_expires(made=there, due=due.astimezone(ZoneInfo(zone)))
    assert (gone.astimezone(UTC) - opened) == timedelta(hours=54), kind_of_night
    watched = rules.watch_until(opened=there, preset=rules.DEFAULTS["detached"])
    assert watched.astimezone(UTC) - opened == timedelta(days=14), kind_of_night


def test_the_clock_is_48_hours_and_the_watch_14_days() -> None:
    preset = rules.DEFAULTS["detached"]
    assert rules.due(opened=NOON, preset=preset) - NOON == timedelta(hours=48)
    assert rules.watch_until(opened=NOON, preset=preset) - NOON == timedelta(days=14)


@pytest.mark.parametrize("text", ["112", "0480-45 00 00", "+46 480 45 00 00", "(0480) 45 00 00", "114 14"])
def test_a_telephone_number_as_people_write_it(text: str) -> None:
    assert rules.is_phone(text)
    assert rules.dialled(text) == "".join(re.findall(r"[+\d]", text))


@pytest.mark.parametrize(
    "text", ["", "11", "- - -", "Anna", "0480 450 000 ext. 3", "1" * 17, "46+480450000", "٠٤٨٠٤٥"]
)
def test_what_is_no_telephone_number(text: str) -> None:
    assert not rules.is_phone(text)


@given(st.floats(0, 100_000))
def test_only_what_no_ring_reaches_is_far(distance: float) -> None:
    assert rules.is_far(distance_m=distance) is (distance > presets.LIMITS["radius_m"][1])


@pytest.mark.parametrize(
    ("crow", "over", "way"),
    [
        (100.0, None, "none"),
        (80.0, 290.0, ""),
        (80.0, 310.0, "round"),
        (180.0, 520.0, "round"),
        (180.0, 480.0, ""),
    ],
)
def test_how_a_door_is_walked_to(crow: float, over: float | None, way: str) -> None:
    assert rules.way(crow_m=crow, way_m=over) == way


def test_a_block_is_done_when_all_its_homes_were_reached() -> None:
    said = {"outcome": "talked", "before": "open", "dropped": False, "shared": False}
    assert rules.state_after(**said, homes=16, covered=5) == "open"  # type: ignore[arg-type]
    assert rules.state_after(**said, homes=16, covered=16) == "done"  # type: ignore[arg-type]
    assert rules.state_after(**said | {"outcome": "declined"}, homes=16, covered=0) == "done"  # type: ignore[arg-type]


@pytest.mark.parametrize(("dropped", "shared"), [(True, False), (False, True)])
@pytest.mark.parametrize("outcome", ["talked", "card_left"])
def test_what_was_done_at_some_homes_of_a_block_counts_although_it_was_left_out_or_shared(
    outcome: str, dropped: bool, shared: bool
) -> None:
    said = {"outcome": outcome, "before": "open", "dropped": dropped, "shared": shared}
    assert rules.state_after(**said, homes=12, covered=1) == "open"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "no_home"),
    [
        ((("no_such_address", 1),), False),
        ((("no_such_address", 1), ("no_such_address", 1)), False),
        ((("no_such_address", 1), ("no_such_address", 2)), True),
        ((("no_such_address", 1), ("no_such_address", 2), ("no_answer", 3)), True),
        ((("no_such_address", 1), ("no_such_address", 2), ("talked", 3)), False),
        ((("card_left", 3), ("no_such_address", 1), ("no_such_address", 2)), False),
    ],
)
def test_two_visitors_find_no_home_where_nobody_was_met(told: tuple[tuple[str, int], ...], no_home: bool) -> None:
    visits = [said(key, outcome=outcome, user_id=who) for key, (outcome, who) in enumerate(told, start=1)]
    assert rules.no_home(visits) == no_home
