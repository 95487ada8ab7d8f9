"""How far several cocoons reached together."""

from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.cocoons.api import Coverage
from kokong.measures.cocoons.reach import together


@st.composite
def counts(draw: st.DrawFn) -> Coverage:
    eligible = draw(st.integers(0, 60))
    visited = draw(st.integers(0, eligible))
    talked = draw(st.integers(0, visited))
    return Coverage(eligible, visited, talked, draw(st.integers(0, talked)))


@given(st.lists(counts()))
def test_coverage_is_a_share_of_the_doors_of_all_cocoons(rows: list[Coverage]) -> None:
    reach = together(rows)
    assert reach.cocoons == len(rows)
    assert 0 <= reach.within_clock <= reach.talked <= reach.visited <= reach.eligible
    if reach.percent is None:
        assert reach.eligible == 0
    else:
        assert 0 <= reach.percent <= 100


def test_coverage_counts_doors_not_cocoons() -> None:
    reach = together([Coverage(30, 30, 30, 30), Coverage(10, 0, 0, 0)])
    assert reach.percent == 75
