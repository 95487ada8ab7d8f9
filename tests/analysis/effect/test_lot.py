"""A lot that anybody can draw again: the same for the same seed, fair over seeds, and evaluated with."""

import hashlib
import subprocess

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.analysis.effect import evaluation, lot
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.panel import Panel
from kokong.analysis.effect.staggered import NEVER

NAMES = st.lists(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), min_size=1, max_size=30, unique=True
)
SEEDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(str.strip)


@given(seed=SEEDS, names=NAMES, turned=st.randoms(use_true_random=False))
def test_the_order_is_the_seeds_alone(seed: str, names: list[str], turned: object) -> None:
    mixed = list(names)
    turned.shuffle(mixed)  # type: ignore[attr-defined]
    drawn = lot.order(seed, names)
    assert drawn == lot.order(seed, mixed)
    assert sorted(drawn) == sorted(names)
    assert [lot.key(seed, name) for name in drawn] == sorted(lot.key(seed, name) for name in names)


@given(seed=SEEDS, names=NAMES, gone=st.integers(0, 29))
def test_taking_an_area_out_moves_no_other(seed: str, names: list[str], gone: int) -> None:
    without = names[gone % len(names)]
    left = [name for name in names if name != without]
    assert lot.order(seed, left) == tuple(name for name in lot.order(seed, names) if name != without)


def test_a_shell_draws_the_same() -> None:
    said = subprocess.run(
        ["/bin/sh", "-c", 'printf "%s\\n%s" "$1" "$2" | sha256sum', "sh", "3 9 14 22", "Södra Ängen"],
        capture_output=True, text=True, check=True,
    ).stdout.split()[0]  # fmt: skip
    assert lot.key("3 9 14 22", "Södra Ängen") == said
    assert said == hashlib.sha256("3 9 14 22\nSödra Ängen".encode()).hexdigest()


def test_over_many_seeds_each_area_comes_first_as_often() -> None:
    names = ["Berga", "Norrliden", "Oxhagen", "Funkabo", "Lindsdal", "Smedby"]
    first = [lot.order(str(seed), names)[0] for seed in range(6000)]
    assert all(900 < first.count(name) < 1100 for name in names)


@pytest.mark.parametrize(("seed", "names"), [("x", ["Berga", "Berga"]), ("  ", ["Berga", "Oxhagen"])])
def test_what_can_not_be_drawn_is_refused(seed: str, names: list[str]) -> None:
    with pytest.raises(NotWarranted):
        lot.order(seed, names)


def test_the_last_step_is_what_the_others_are_compared_with() -> None:
    first, ring = lot.first_periods(lot.steps(5, at_once=2), start=36, apart=4)
    assert first.tolist() == [36, 36, 40, 40, NEVER]
    assert len(set(ring[:4])) == 1
    assert ring[4] != ring[0]


def _judged(change: float, seed: int) -> evaluation.Evaluation:
    """Twelve areas, three at a time every sixth month."""
    random = np.random.default_rng(seed)
    first, ring = lot.first_periods(lot.steps(12, at_once=3), start=36, apart=6)
    months = 54
    rates = random.gamma(6, 0.8, 12)[:, None] * np.ones(months)
    for area, begin in enumerate(first):
        if begin != NEVER:
            rates[area, begin:] *= 1 + change
    labels = tuple(f"{2020 + k // 12}-{k % 12 + 1:02d}" for k in range(months))
    panel = Panel(random.poisson(rates).astype(float), tuple(map(str, range(12))), labels, ring, 36)
    return evaluation.evaluate_staggered(panel, first, by_lot=True, delivered=1.0)


def test_a_planted_fall_is_found_and_none_is_not() -> None:
    found = [_judged(-0.5, seed) for seed in range(6)]
    nothing = [_judged(0.0, seed) for seed in range(6)]
    assert sum(each.verdict.step >= 4 and each.verdict.direction < 0 for each in found) >= 4
    assert sum(each.verdict.step >= 4 for each in nothing) <= 1
    assert all(each.saved_interval[0] < each.saved < each.saved_interval[1] for each in found)
