"""The course of walks and findings, daylight, and the periods. Pure."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.walks import daylight, rules, words

TODAY = date(2027, 3, 4)


def test_a_walk_goes_from_plan_to_end_and_is_cancelled_only_before_it_is_walked() -> None:
    state = "planned"
    for action in ("prepare", "open", "walk", "follow", "finish"):
        state = rules.WALK.after(state, action) or ""
    assert state == "done"
    assert rules.WALK.sources("cancel") == frozenset(rules.COMING)


def test_only_what_was_mended_can_be_confirmed() -> None:
    assert rules.FINDING.sources("confirm") == {"done"}
    assert rules.FINDING.after("refused", "confirm") is None
    assert rules.FINDING.after("done", "doubt") == "asked"


def test_no_state_is_called_closed() -> None:
    assert not [said for said in words.FOUND.values() if "closed" in str(said).lower()]
    assert set(words.FOUND) == set(rules.FINDING.states())
    assert set(words.STATES) == set(rules.WALK.states())
    assert set(words.FOUND_ACTIONS) == {action for _, action in rules.FINDING.moves}


def test_an_owner_answers_and_does_nothing_else() -> None:
    holder = frozenset({rules.HOLDER})
    assert set(rules.FINDING.actions("asked", holder)) == {"promise", "refuse", "mend"}
    assert not rules.FINDING.actions("done", holder)
    assert not rules.FINDING.actions("noted", holder)


@pytest.mark.parametrize(
    ("state", "due", "until", "late"),
    [
        ("asked", TODAY - timedelta(days=1), None, True),
        ("asked", TODAY, None, False),
        ("promised", TODAY - timedelta(days=9), TODAY, False),
        ("promised", TODAY, TODAY - timedelta(days=1), True),
        ("refused", TODAY - timedelta(days=9), None, False),
        ("done", TODAY - timedelta(days=9), None, False),
    ],
)
def test_what_is_overdue(state: str, due: date | None, until: date | None, late: bool) -> None:
    assert rules.is_late(state=state, due=due, until=until, today=TODAY) is late


def test_an_owner_is_reminded_before_and_after_the_day_and_then_left_alone() -> None:
    days = [TODAY + timedelta(days=n) for n in range(-30, 60)]
    reminded = 0
    when: list[int] = []
    for today in days:
        if rules.to_remind(due=TODAY, reminded=reminded, today=today):
            reminded, when = reminded + 1, [*when, (today - TODAY).days]
    assert when == [-5, 2, 14]


# What the library astral 3.2 says, in whole minutes.
@pytest.mark.parametrize(
    ("lat", "lon", "day", "said"),
    [
        (56.66, 16.36, date(2026, 6, 21), (19, 50)),
        (56.66, 16.36, date(2026, 12, 21), (14, 16)),
        (56.66, 16.36, date(2026, 3, 20), (17, 8)),
        (59.33, 18.07, date(2026, 10, 1), (16, 21)),
        (65.58, 22.15, date(2026, 5, 9), (19, 35)),
    ],
)
def test_the_sun_sets_when_another_program_says(lat: float, lon: float, day: date, said: tuple[int, int]) -> None:
    sets = daylight.sunset(lat=lat, lon=lon, day=day)
    assert sets is not None
    assert abs(sets - datetime(day.year, day.month, day.day, *said, tzinfo=UTC)) <= timedelta(minutes=2)


def test_where_the_sun_stays_up_or_down_there_is_no_sunset() -> None:
    assert daylight.sunset(lat=67.86, lon=20.23, day=date(2026, 6, 21)) is None
    assert daylight.sunset(lat=67.86, lon=20.23, day=date(2026, 12, 21)) is None
    assert not rules.is_dark(begins=datetime(2026, 6, 21, 20, tzinfo=UTC), sunset=None)


@given(st.floats(55, 65.5), st.integers(0, 364))  # from 65.73° on the sun stays up at midsummer
def test_the_sun_sets_once_a_day_after_noon(lat: float, day: int) -> None:
    on = date(2026, 1, 1) + timedelta(days=day)
    sets = daylight.sunset(lat=lat, lon=15.0, day=on)
    assert sets is not None
    assert (
        datetime(on.year, on.month, on.day, 11, tzinfo=UTC)
        < sets
        < datetime(on.year, on.month, on.day, 23, 59, tzinfo=UTC)
    )


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)), min_size=1, max_size=6))
def test_no_corner_of_a_route_is_away_from_it(route: list[tuple[float, float]]) -> None:
    assert all((rules.from_route(corner, route) or 0.0) < 1e-6 for corner in route)


def test_the_distance_to_a_route_is_to_its_lines_and_not_to_its_corners() -> None:
    assert rules.from_route((50.0, 30.0), [(0.0, 0.0), (100.0, 0.0)]) == 30.0
    assert rules.from_route((130.0, 40.0), [(0.0, 0.0), (100.0, 0.0)]) == 50.0
    assert rules.from_route((3.0, 4.0), [(0.0, 0.0)]) == 5.0
    assert rules.from_route((3.0, 4.0), []) is None


def test_a_place_a_kilometre_away_or_not_known_well_is_doubted_and_kept() -> None:
    assert rules.doubts(away_m=1000.0, accuracy_m=5.0) == ("far",)
    assert rules.doubts(away_m=10.0, accuracy_m=80.0) == ("vague",)
    assert rules.doubts(away_m=None, accuracy_m=None) == ()
