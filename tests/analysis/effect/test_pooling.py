"""What several municipalities say together: the weakest design decides, and disagreement is honoured."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis.effect import pooling
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.panel import TREATED
from kokong.analysis.effect.pooling import Part, pool
from tests.analysis.effect.towns import town


def parts(many: int, *, change: float = 1.0, seed: int = 1, monthly: float = 1.0) -> list[Part]:
    return [
        Part(f"Town {each}", town(seed=100 * seed + each, change=change, monthly=monthly)) for each in range(many)
    ]


def test_small_towns_say_together_what_none_says_alone() -> None:
    found = pool(parts(6, change=0.6, monthly=0.08), draws=999)
    assert found.direction == -1
    assert found.carries_over
    assert sum(share.interval[1] < 1 for share in found.shares) <= 2
    assert found.together.ratio == pytest.approx(found.observed / found.expected)
    assert sum(share.weight for share in found.shares) == pytest.approx(1)


def test_two_that_agree_say_nothing_of_a_third() -> None:
    found = pool(parts(2, change=0.4), draws=999)
    assert found.direction == -1
    assert not found.carries_over


def test_where_they_disagree_the_interval_of_elsewhere_is_wide() -> None:
    alike = pool(parts(4, change=0.5), draws=199)
    mixed = pool([*parts(2, change=0.25), *(replace(p, name=p.name + "b") for p in parts(2, change=1.0, seed=2))],
                 draws=199)  # fmt: skip
    assert mixed.spread > alike.spread
    wide = [math.log(each.elsewhere.interval[1] / each.elsewhere.interval[0]) for each in (alike, mixed)]
    assert wide[1] > 2 * wide[0]
    assert not mixed.carries_over


def test_by_hand_the_spread_is_dersimonian_and_laird() -> None:
    """Three studies with logarithms 0, −0.5 and −1, and variances 0.1: Q = 5, τ² = (5 − 2)/20 = 0.15."""
    logs, variances = np.array([0.0, -0.5, -1.0]), np.full(3, 0.1)
    assert pooling._spread(logs, variances) == pytest.approx(0.15)
    found = pooling._elsewhere(logs, variances, 0.15)
    se = math.sqrt(0.25 / 3)  # the factor of Hartung and Knapp is 1 here: (0.25 + 0.25)/0.25/2
    assert found.ratio == pytest.approx(math.exp(-0.5))
    assert found.interval[1] == pytest.approx(math.exp(-0.5 + 4.302653 * se), rel=1e-6)


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(3)), seed=st.integers(0, 99))
def test_the_order_of_the_parts_makes_no_difference(order: list[int], seed: int) -> None:
    known = parts(3, seed=seed)
    assert pool([known[k] for k in order], draws=99) == pool(known, draws=99)


def test_what_neighbours_vary_more_makes_it_less_sure() -> None:
    plain = parts(3, change=0.7)
    wide = pool([replace(part, inflation=4.0) for part in plain], draws=999)
    narrow = pool(plain, draws=999)
    assert wide.together.p > narrow.together.p
    assert wide.together.interval[1] > narrow.together.interval[1]


def test_one_alone_and_too_few_choices_are_refused() -> None:
    with pytest.raises(NotWarranted, match="Two or more"):
        pool(parts(1))
    few = [Part(name, town(seed=k, areas=4, treated=1)) for k, name in enumerate(("A", "B"))]
    assert few[0].panel.rows(TREATED).sum() == 1
    with pytest.raises(NotWarranted, match="even together"):
        pool(few)
