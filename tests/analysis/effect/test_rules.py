"""The ladder: which evidence reaches which step."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kokong.analysis.effect.rules import Check, Evidence, Finding, Step, judge, percent_withheld

FEWER = Finding("principal", significant=True, direction=-1)
GOOD = Evidence(
    comparison=True,
    before=200,
    expected=100,
    months_after=24,
    power=0.9,
    principal=FEWER,
    deciding=(FEWER, replace(FEWER, design="other")),
    checks=(Check("pre_trend", True), Check("displaced", None)),
)


def test_everything_in_favour_is_probably_an_effect_and_lots_make_it_strong() -> None:
    assert judge(GOOD).step == Step.PROBABLY
    assert judge(replace(GOOD, by_lot=True)).step == Step.STRONG
    assert judge(replace(GOOD, starts=3)).step == Step.STRONG
    assert judge(replace(GOOD, starts=2)).step == Step.PROBABLY
    assert "one_start" in judge(GOOD).reasons
    assert "one_start" not in judge(replace(GOOD, starts=2)).reasons


@pytest.mark.parametrize(
    ("change", "step", "reason"),
    [
        ({"months_after": 5}, Step.TOO_FEW, "too_early"),
        ({"expected": 4}, Step.TOO_FEW, "too_few"),
        ({"before": 3}, Step.TOO_FEW, "too_few"),
        ({"principal": replace(FEWER, significant=False), "power": 0.4}, Step.TOO_FEW, "low_power"),
        ({"principal": replace(FEWER, significant=False)}, Step.CHANCE, "not_significant"),
        ({"comparison": False}, Step.OTHER_EXPLANATIONS, "no_comparison"),
        ({"months_after": 11}, Step.OTHER_EXPLANATIONS, "first_year"),
        ({"before": 19}, Step.OTHER_EXPLANATIONS, "few_burglaries"),
        ({"deciding": (FEWER, Finding("nb", False, -1))}, Step.OTHER_EXPLANATIONS, "design:nb"),
        ({"deciding": (FEWER, Finding("nb", True, 1))}, Step.OTHER_EXPLANATIONS, "design:nb"),
        ({"checks": (Check("pre_trend", False),)}, Step.OTHER_EXPLANATIONS, "check:pre_trend"),
    ],
)
def test_each_doubt_holds_the_verdict_down(change: dict[str, object], step: Step, reason: str) -> None:
    found = judge(replace(GOOD, **change))  # type: ignore[arg-type]
    assert found.step == step
    assert reason in found.reasons


def test_harm_climbs_the_same_ladder() -> None:
    more = Finding("principal", significant=True, direction=1)
    found = judge(replace(GOOD, principal=more, deciding=(more,)))
    assert (found.step, found.direction) == (Step.PROBABLY, 1)


finding = st.builds(Finding, st.just("d"), st.booleans(), st.sampled_from([-1, 0, 1]))
check = st.builds(Check, st.sampled_from(["pre_trend", "areas"]), st.sampled_from([True, False, None]))
evidence = st.builds(
    Evidence,
    comparison=st.booleans(),
    before=st.floats(0, 500),
    expected=st.floats(0, 500),
    months_after=st.floats(1, 60),
    power=st.floats(0, 1),
    principal=finding,
    deciding=st.lists(finding, min_size=1, max_size=5).map(tuple),
    checks=st.lists(check, max_size=4).map(tuple),
    by_lot=st.booleans(),
    starts=st.integers(1, 5),
)


@given(evidence)
@settings(max_examples=50, deadline=None)
def test_no_effect_without_comparison_counts_agreement_and_passed_checks(found: Evidence) -> None:
    verdict = judge(found)
    if verdict.step >= Step.PROBABLY:
        assert found.comparison
        assert min(found.before, found.expected) >= 20
        assert all(one.significant and one.direction == found.principal.direction for one in found.deciding)
        assert not any(one.passed is False for one in found.checks)
    assert verdict.reasons


@given(evidence, check)
@settings(max_examples=50, deadline=None)
def test_one_more_failed_check_never_lifts_the_verdict(found: Evidence, extra: Check) -> None:
    worse = replace(found, checks=(*found.checks, replace(extra, passed=False)))
    assert judge(worse).step <= judge(found).step


def test_percentages_need_twenty() -> None:
    assert percent_withheld(19, 50)
    assert percent_withheld(50, 19.9)
    assert not percent_withheld(20, 20)
