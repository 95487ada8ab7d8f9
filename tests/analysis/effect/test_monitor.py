"""A boundary for repeated looks: the chance of a false alarm is never overspent, whatever the counts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis import words
from kokong.analysis.effect import monitor
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.panel import CONTROL, TREATED, Panel
from tests.analysis.effect.towns import town


def test_the_spending_is_that_of_the_published_function() -> None:
    """Lan and DeMets, 1983: 2 − 2Φ(1.96/√t)."""
    assert monitor.spent(0.25) == pytest.approx(8.86e-5, rel=0.01)
    assert monitor.spent(0.5) == pytest.approx(0.005575, rel=0.001)
    assert monitor.spent(1.0) == pytest.approx(0.05)
    assert (monitor.spent(0.0), monitor.spent(-1.0), monitor.spent(2.0)) == (0.0, 0.0, monitor.spent(1.0))


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_what_is_spent_never_falls(shares: list[float]) -> None:
    told = [monitor.spent(share) for share in sorted(shares)]
    assert told == sorted(told)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), months=st.integers(6, 24), monthly=st.sampled_from([0.05, 0.5, 3.0]))
def test_no_more_choices_cross_than_the_chance_allows(seed: int, months: int, monthly: float) -> None:
    panel = town(seed=seed, areas=10, treated=3, monthly=monthly, months=24 + months, start=24)
    if not panel.before.sum():
        return
    drawn = monitor.choices(panel.rows(TREATED))
    before = monitor.State()
    for share, look in enumerate(monitor.looks(panel, months=months, drawn=drawn), start=1):
        assert look.state.crossed >= before.crossed
        assert len(look.state.crossed) <= monitor.spent(share / months) * len(drawn) + 1e-6
        assert look.crossed == (0 in look.state.crossed)
        before = look.state


def test_every_choice_of_areas_crosses_once_in_twenty_at_most() -> None:
    """Exact by counting: each choice in turn as the one with the measure, in one town where nothing was done."""
    panel = town(seed=3, areas=8, treated=3, months=48, start=24)
    alarms = []
    for chosen in monitor.choices(panel.rows(TREATED)):
        ring = np.full(8, CONTROL)
        ring[chosen] = TREATED
        as_if = Panel(panel.counts, panel.units, panel.periods, ring, panel.start)
        alarms.append(list(monitor.looks(as_if, months=24))[-1].crossed)
    assert len(alarms) == 56
    assert np.mean(alarms) <= 0.05


def test_a_large_fall_crosses_early_and_a_look_tells_how_far() -> None:
    panel = town(seed=5, areas=40, treated=10, monthly=2.0, change=0.4, months=72, start=36)
    looks = list(monitor.looks(panel, months=36))
    crossed = next(month for month, look in enumerate(looks, start=1) if look.crossed)
    assert crossed < 24
    assert looks[0].limit is None
    first = looks[crossed - 1]
    assert first.limit is not None
    assert first.miss < -first.limit
    assert all(look.crossed for look in looks[crossed:])
    assert looks[-1].observed < looks[-1].expected


def test_looking_is_the_same_from_the_kept_state_as_in_one_go() -> None:
    panel = town(seed=8, areas=20, treated=5, change=0.6)
    last = list(monitor.looks(panel, months=24))
    kept = monitor.State(last[-2].state.crossed)
    assert monitor.look(panel, kept, months=24) == last[-1]


@pytest.mark.parametrize(("areas", "treated"), [(3, 1), (6, 2), (19, 1)])
def test_too_few_areas_are_refused(areas: int, treated: int) -> None:
    panel = town(areas=areas, treated=treated)
    with pytest.raises(NotWarranted, match="one in twenty"):
        next(monitor.looks(panel, months=24))


def test_three_burglaries_in_ten_years_never_cross() -> None:
    """One area with three burglaries among thirty as quiet ones."""
    counts = np.zeros((30, 120))
    for area in range(30):
        counts[area, [(7 * area + 11) % 120, (13 * area + 40) % 120, (29 * area + 77) % 120]] = 1
    ring = np.array([TREATED] + [CONTROL] * 29)
    panel = Panel(counts, tuple(map(str, range(30))), tuple(map(str, range(120))), ring, 84)
    looks = list(monitor.looks(panel, months=36))
    assert not looks[-1].crossed


def test_without_any_burglary_before_there_is_no_look() -> None:
    panel = town(areas=30, treated=5)
    empty = Panel(np.zeros_like(panel.counts), panel.units, panel.periods, panel.ring, panel.start)
    with pytest.raises(NotWarranted, match="No burglary before"):
        next(monitor.looks(empty, months=24))


def test_what_was_said_once_is_said_again_in_the_other_language() -> None:
    with words.language("en"):
        said = words.gettext("No burglary before the start; there is nothing to forecast from.")
        both = words.gettext("The start “%(start)s” is not written like the file's periods (%(kind)s).") % {
            "start": "x", "kind": words.gettext("numbers like 1, 2, 3"),
        }  # fmt: skip
    with words.language("sv"):
        assert words.again(said).startswith("Inget inbrott före starten")
        assert words.gettext("numbers like 1, 2, 3") in words.again(both)
        assert words.again("as it is") == "as it is"
