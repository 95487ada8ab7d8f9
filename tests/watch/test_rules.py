"""The life of a group, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.watch import rules, splitting, words

DAY = date(2026, 11, 30)
SIZES = st.integers(1, 300)


@given(
    st.lists(st.sampled_from(["plan_start", "put_off", "train", "activate", "rest", "wake", "close", "reopen"]))
)
def test_signs_are_for_groups_at_work_whatever_happened(actions: list[str]) -> None:
    state = rules.GROUP.initial
    for action in actions:
        state = rules.GROUP.after(state, action) or state
    assert rules.may_order_signs(state) is (state == "active")


def test_no_group_is_active_without_a_start_meeting_and_training() -> None:
    into = {at for (at, _action), to in rules.GROUP.moves.items() if to == "active"}
    assert into == {"trained", "dormant"}
    assert {at for (at, _action), to in rules.GROUP.moves.items() if to == "trained"} == {"meeting"}


def test_every_state_and_action_has_its_words() -> None:
    actions = {action for _at, action in rules.GROUP.moves}
    assert set(words.STATES) == set(words.NEXT) == set(rules.GROUP.states())
    assert actions == set(words.ACTIONS) == set(rules.GROUP.who)
    assert actions - {"hand_over"} == set(words.BUTTONS), "a group is handed over on a page of its own"


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"homes": 0, "joined": 0, "contacts": 1, "heads": 0}, ("empty",)),
        ({"homes": 10, "joined": 4, "contacts": 0, "heads": 0}, ("contact",)),
        ({"homes": 10, "joined": 3, "contacts": 1, "heads": 0}, ("share",)),
        ({"homes": 10, "joined": 4, "contacts": 3, "heads": 0}, ("head",)),
        ({"homes": 10, "joined": 4, "contacts": 3, "heads": 1}, ()),
    ],
)
def test_what_keeps_a_group_from_being_active(counts: dict[str, int], found: tuple[str, ...]) -> None:
    assert rules.blocks(**counts, setting=rules.Setting(least_share=40)) == found


def test_contact_persons_for_so_many_homes() -> None:
    assert [rules.contacts_needed(joined=n, setting=rules.STANDARD) for n in (0, 1, 20, 21, 60)] == [0, 1, 1, 2, 3]


def test_a_year_without_a_look_and_fifteen_months_without_a_meeting() -> None:
    year, fifteen = DAY - timedelta(days=366), DAY - timedelta(days=458)
    assert rules.is_stale(checked=None, began=year, today=DAY)
    assert not rules.is_stale(checked=DAY - timedelta(days=365), began=fifteen, today=DAY)
    assert rules.sleeps(met=fifteen, since=DAY, today=DAY)
    assert not rules.sleeps(met=year, since=fifteen, today=DAY)
    assert rules.meeting_due(met=None, since=None) is None


def test_from_when_to_when_a_group_was_at_work() -> None:
    days = [datetime(2026, 1, n, tzinfo=UTC) for n in range(1, 6)]
    moves = zip(("train", "activate", "rest", "wake", "close"), days, strict=True)
    assert list(rules.stood(moves)) == [(days[1], days[2]), (days[3], days[4])]
    assert list(rules.stood([("activate", days[0])])) == [(days[0], None)]


HOMES = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(0, 4), SIZES), max_size=60)


@given(HOMES, st.integers(1, 40))
def test_a_split_leaves_nobody_out_and_counts_right(rows: list[tuple[int, int, int, int]], most: int) -> None:
    homes = [splitting.Home(n, x, y, f"Gata {s}", size) for n, (x, y, s, size) in enumerate(rows)]
    found = splitting.parts(homes, most=most)
    assert sorted(home for part in found for home in part.homes) == list(range(len(homes)))
    assert sum(part.count for part in found) == sum(home.homes for home in homes)
    assert all(part.homes and part.streets for part in found)


def test_forty_houses_along_two_streets_are_split_between_the_streets() -> None:
    north = [splitting.Home(n, 10.0 * n, 0, "Norra") for n in range(18)]
    south = [splitting.Home(100 + n, 300 + 10.0 * n, 0, "Södra") for n in range(22)]
    found = splitting.parts([*north, *south], most=22)
    assert [(part.streets, part.count) for part in found] == [(("Norra",), 18), (("Södra",), 22)]
    with pytest.raises(ValueError, match="holds none"):
        splitting.parts(north, most=0)
