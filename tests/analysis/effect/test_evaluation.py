"""From counts to verdict."""

import json
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.effect_calibration import Town, run, simulate

from kokong.analysis import words
from kokong.analysis.effect.errors import NotWarranted
from kokong.analysis.effect.evaluation import Evaluation, evaluate, evaluate_staggered
from kokong.analysis.effect.panel import BUFFER, CONTROL, TREATED, Panel
from kokong.analysis.effect.rules import Step
from kokong.analysis.report.effect import as_json, phrases, spoken
from kokong.analysis.report.effect.page import page

from .towns import town


def judged(**asked: object) -> Evaluation:
    """A simulated town, judged with few placebos."""
    return evaluate(town(**asked), draws=199)  # type: ignore[arg-type]


HALVED = {"areas": 80, "treated": 16, "monthly": 1.5, "change": 0.5}


def test_a_planted_fall_reaches_probably_and_names_every_design() -> None:
    found = judged(**HALVED)
    assert (found.verdict.step, found.verdict.direction) == (Step.PROBABLY, -1)
    low, high = found.principal.interval
    assert low < 0.5 < high
    designs = [row.estimate.design for row in found.specifications]
    assert len(designs) == len(set(designs)) == 16
    assert designs[0] == "baseline_adjusted"
    assert found.saved_interval[0] > 0


def test_report_and_terminal_say_that_the_interval_is_the_widest_of_four_designs() -> None:
    found = judged(**HALVED)
    said = phrases.span(found)
    assert "the widest that 4 designs reach together" in said
    assert said.count(";") == 3
    assert said in spoken.text(found)
    assert said.split(":")[0] in page(found, title="x")
    alone = evaluate(town(areas=8, treated=2, monthly=3.0), draws=99)
    assert phrases.span(alone) == ""


def test_a_planted_rise_is_mirrored() -> None:
    found = judged(**{**HALVED, "change": 2.0})
    assert (found.verdict.step, found.verdict.direction) == (Step.PROBABLY, 1)
    assert "harmful" in phrases.step_name(found.verdict)


def test_nothing_planted_is_not_found() -> None:
    assert judged(**{**HALVED, "change": 1.0}).verdict.step <= Step.CHANCE


def test_the_same_file_gives_the_same_verdict() -> None:
    first, second = judged(**HALVED), judged(**HALVED)
    assert as_json.evaluation(first) == as_json.evaluation(second)


def test_drawing_lots_makes_it_strong_and_too_little_delivered_holds_it_down() -> None:
    panel = town(**HALVED)  # type: ignore[arg-type]
    assert evaluate(panel, draws=199, by_lot=True).verdict.step == Step.STRONG
    slack = evaluate(panel, draws=199, delivered=0.23)
    assert slack.verdict.step == Step.OTHER_EXPLANATIONS
    assert slack.verdict.failed_checks == ("delivered",)


def test_without_comparison_the_word_is_never_said() -> None:
    for found in (judged(areas=10, treated=10, monthly=3, change=0.5), judged(areas=10, treated=10, monthly=3)):
        assert found.verdict.step <= Step.OTHER_EXPLANATIONS
        for code, word in (("en", "effect"), ("sv", "effekt")):
            with words.language(code):
                assert word not in page(found, title="x").casefold()
                assert word not in spoken.text(found).casefold()
                assert word not in json.dumps(as_json.evaluation(found)).casefold()


def test_percentages_are_kept_back_for_a_handful() -> None:
    found = judged(areas=40, treated=4, monthly=0.08)
    assert found.percent_withheld
    for text in (phrases.sentence(found), phrases.percentage(found), phrases.power(found).partition(". ")[2]):
        assert "%" not in text
    said = as_json.evaluation(found)["headline"]
    assert (said["percent"], said["percent_interval"]) == (None, None)


def test_one_treated_area_stops_at_other_explanations() -> None:
    found = judged(areas=60, treated=1, monthly=6, change=0.4)
    assert found.verdict.step <= Step.OTHER_EXPLANATIONS
    assert "areas" in found.verdict.failed_checks


def test_few_large_units_are_also_shown_a_synthetic_comparison() -> None:
    found = judged(areas=20, treated=1, monthly=20, change=0.6)
    shown = next(row for row in found.specifications if row.estimate.design == "synthetic_did")
    low, middle, high = found.in_burglaries(shown)
    assert low < middle < high < 0
    assert middle == pytest.approx(-found.saved, rel=0.35)


def test_one_area_against_one_is_no_proof() -> None:
    found = judged(areas=2, treated=1, monthly=30, change=0.5)
    assert found.verdict.step == Step.OTHER_EXPLANATIONS
    assert found.principal.design == "did_period_quasi"
    assert found.left_out


def test_a_bad_year_before_the_start_is_caught() -> None:
    panel = town(areas=80, treated=16, monthly=1.5)
    spiked = panel.counts.copy()
    spiked[:16, 24:36] *= 2
    found = evaluate(replace_counts(panel, spiked), draws=199)
    assert "year_before" in found.verdict.failed_checks
    assert found.verdict.step <= Step.OTHER_EXPLANATIONS


def test_a_trend_already_under_way_is_caught() -> None:
    panel = town(areas=80, treated=20, monthly=3)
    falling = panel.counts * np.where(panel.rows(TREATED)[:, None], np.linspace(1.6, 0.6, 60), 1)
    found = evaluate(replace_counts(panel, np.floor(falling)), draws=199)
    assert "pre_trend" in found.verdict.failed_checks


def test_a_rise_next_door_is_caught() -> None:
    panel = town(areas=90, treated=16, buffer=12, monthly=1.5, change=0.5)
    moved = panel.counts.copy()
    moved[panel.ring == BUFFER, 36:] *= 2
    found = evaluate(replace_counts(panel, moved), draws=199)
    assert "displaced" in found.verdict.failed_checks
    assert found.quotient is not None
    assert found.quotient.quotient is not None
    assert found.quotient.quotient < 0
    calm = evaluate(panel, draws=199)
    assert calm.verdict.step == Step.PROBABLY


def replace_counts(panel: Panel, counts: np.ndarray) -> Panel:
    """The panel with other counts (a cached sum of the old ones must not follow)."""
    return Panel(counts, panel.units, panel.periods, panel.ring, panel.start, panel.per_year, panel.exposure)


def test_less_than_three_years_before_is_held_down_unless_drawn() -> None:
    short = town(areas=80, treated=16, monthly=3, change=0.5, months=48, start=24)
    assert evaluate(short, draws=199).verdict.failed_checks == ("years_before",)
    assert evaluate(short, draws=199, by_lot=True).verdict.step == Step.STRONG


def test_population_is_an_exposure() -> None:
    panel = town(areas=80, treated=16, monthly=2)
    grown = np.ones((80, 60))
    grown[:16, 36:] = 2  # twice the dwellings in the treated areas after the start: as many burglaries is a fall
    found = evaluate(
        Panel(panel.counts, panel.units, panel.periods, panel.ring, 36, exposure=100 * grown), draws=199
    )
    assert found.principal.estimate == pytest.approx(0.5, abs=0.08)


@pytest.mark.parametrize("ring", [TREATED, CONTROL])
def test_an_empty_side_is_refused(ring: int) -> None:
    panel = town()
    emptied = np.where((panel.ring == ring)[:, None], 0.0, panel.counts)
    with pytest.raises(NotWarranted):
        evaluate(replace_counts(panel, emptied), draws=99)


def test_staggered_starts_replicate_each_other() -> None:
    panel = town(areas=80, treated=24, monthly=1.5)
    first = np.where(panel.rows(TREATED), 36 + 6 * (np.arange(80) % 3), -1)
    late = (first[:, None] >= 0) & (np.arange(60) >= first[:, None])
    counts = np.random.default_rng(1).binomial(panel.counts.astype(int), np.where(late, 0.5, 1.0)).astype(float)
    found = evaluate_staggered(replace_counts(panel, counts), first, draws=199)
    assert found.verdict.step == Step.STRONG
    assert found.principal.estimate == pytest.approx(0.5, abs=0.08)
    assert "staggered" in found.verdict.reasons
    assert found.line is not None
    assert found.line.expected[36:].sum() > found.line.observed[36:].sum()
    assert "<svg" in page(found, title="x")


def test_json_holds_no_infinities_and_every_promised_part() -> None:
    said = json.loads(json.dumps(as_json.evaluation(judged(**HALVED)), allow_nan=False))
    assert set(said) >= {
        "verdict",
        "counts",
        "specifications",
        "checks",
        "power",
        "displacement",
        "change_our_mind",
    }
    assert set(said["specifications"][0]) >= {
        "design",
        "estimate",
        "interval",
        "dispersion",
        "p",
        "assumptions",
        "counts",
    }
    assert set(said["verdict"]) >= {"step", "name", "reasons", "failed_checks"}


@pytest.mark.parametrize("change", [0.0, -0.46])
def test_calibration_smoke(change: float) -> None:
    got = run(Town(change, 2.0), range(1, 21), draws=99)
    assert got.covered >= 16
    assert got.effect <= (2 if change == 0 else 20)


def test_hottest_areas_are_not_credited() -> None:
    got = run(Town(0.0, 2.0, "hottest"), range(1, 11), draws=99)
    assert got.effect == 0


def test_simulated_towns_are_seeded() -> None:
    first, second = simulate(Town(-0.2, 2.0), 7), simulate(Town(-0.2, 2.0), 7)
    assert np.array_equal(first.counts, second.counts)
    assert not np.array_equal(first.counts, replace(first, counts=simulate(Town(-0.2, 2.0), 8).counts).counts)
