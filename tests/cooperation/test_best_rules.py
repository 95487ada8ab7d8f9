"""Which measure could come next, what it takes, and when to wait."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kokong.analysis.choice import Finding
from kokong.measures.cooperation.best import reckoning, rules, words
from kokong.measures.cooperation.best.evidence import EVIDENCE, SPREAD
from kokong.measures.cooperation.best.rules import Picture, Shares
from kokong.measures.cooperation.best.values import Area, Refused

TODAY = date(2026, 11, 30)
EVERYWHERE = Shares(120, 30, 20)
KNOWN = {each.measure: each for each in EVIDENCE}


def picture(number: int = 1, burglaries: int = 18, **changed: object) -> Picture:
    seen = Shares(burglaries, burglaries // 4, burglaries // 6)
    usual = Picture(number, f"Kvarter {number}", homes=300, seen=seen, years=3.0)
    return replace(usual, **changed)  # type: ignore[arg-type]


def _with(known: Picture, **changed: Any) -> Picture:
    return replace(known, **changed)


def town(*pictures: Picture, **more: object) -> dict[int, Area]:
    """Areas by number, in a town with twenty others."""
    others = [picture(100 + n, burglaries=n) for n in range(20)]
    found = reckoning.areas([*pictures, *others], everywhere=EVERYWHERE, today=TODAY, **more)  # type: ignore[arg-type]
    return {each.picture.area_id: each for each in found}


def test_every_source_is_told_in_words_and_no_effect_is_believed_as_published() -> None:
    for known in EVIDENCE:
        effect = reckoning.effect_of(known)
        for source in known.sources:
            assert source.code in words.FOUND
            assert source.grade in SPREAD
        lowest = min((each.ratio for each in known.sources), default=1.0)
        assert lowest <= effect.ratio <= 1
        assert effect.ratio > 0.8  # nobody's 46 per cent
    assert {each.code for known in EVIDENCE for each in known.sources} == set(words.FOUND)


def test_what_prevents_most_for_each_hour_comes_first() -> None:
    found = town(picture())[1]
    assert found.next is not None
    rates = [each.per_hour for each in found.options]
    assert rates == sorted(rates, reverse=True)
    assert found.next.low < found.next.prevented < found.next.high
    assert 0 < found.next.prevented < found.expected


def test_few_burglaries_are_a_reason_to_wait() -> None:
    found = town(picture(homes=40, burglaries=0))[1]
    assert (found.wait, found.next) == ("few", None)
    assert found.expected < rules.LEAST_EXPECTED


def test_an_area_that_an_evaluation_compares_with_waits_until_it_is_read() -> None:
    assert town(picture(compared=date(2027, 1, 1)))[1].wait == "compared"
    assert town(picture(compared=TODAY))[1].wait == ""


def test_without_any_burglary_everybody_waits() -> None:
    (found,) = reckoning.areas([picture(burglaries=0)], everywhere=Shares(0, 0, 0), today=TODAY)
    assert (found.wait, found.next, found.options) == ("no_burglaries", None, ())


@pytest.mark.parametrize("how", ["given", "refused", "accepted"])
def test_what_was_given_or_answered_lately_is_left_out_with_the_reason(how: str) -> None:
    first = town(picture())[1].options[0].measure
    found = town(_with(picture(), **{how: {first: date(2026, 6, 1)}}))[1]
    assert first not in {each.measure for each in found.options}
    assert dict(found.left_out)[first] == how
    long_ago = town(_with(picture(), **{how: {first: date(2025, 10, 1)}}))[1]
    assert first in {each.measure for each in long_ago.options}


def test_when_all_was_refused_nothing_is_left_but_to_wait() -> None:
    found = town(picture(refused=dict.fromkeys(KNOWN, TODAY)))[1]
    assert (found.wait, found.next) == ("nothing", None)


def test_signs_are_never_suggested_for_what_nobody_has_measured() -> None:
    assert dict(town(picture())[1].left_out)["sign"] == "no_figure"


def test_an_area_without_burglaries_in_flats_gets_no_building_check() -> None:
    houses = picture(seen=Shares(18, 4, 0))
    assert dict(town(houses)[1].left_out)["building_check"] == "no_flats"


def test_shares_of_few_burglaries_are_drawn_to_those_of_all() -> None:
    assert Shares(0, 0, 0).mixed(EVERYWHERE, "near_repeats") == pytest.approx(0.25)
    assert Shares(10, 10, 0).mixed(EVERYWHERE, "near_repeats") == pytest.approx(0.625)
    assert Shares(0, 0, 0).mixed(Shares(0, 0, 0), "flats") == 0


def test_own_hours_replace_the_usual_ones() -> None:
    usual, own = town(picture())[1], town(picture(), own_hours={"walk": 60.0, "cocoon_visit": 0.5})[1]
    hours = {each.measure: (each.hours, each.own) for each in own.options}
    assert hours["walk"] == (60.0, True)
    assert hours["cocoon_visit"][0] == pytest.approx(1 + 0.5 * 9 * own.expected)
    assert {each.measure: each.own for each in usual.options}["walk"] is False


def test_own_findings_move_a_measure_by_what_they_weigh() -> None:
    def prevented(*found: Finding) -> float:
        area = town(picture(), own_found={"watch_group": found})[1]
        return next(each.prevented for each in area.options if each.measure == "watch_group")

    assert prevented() < prevented(Finding(0.54, 0.6)) < 1.15 * prevented()  # 46 per cent, of few
    harmed = town(picture(), own_found={"watch_group": [Finding(1.2, 0.1)]})[1]
    assert dict(harmed.left_out)["watch_group"] == "little"


def test_within_a_budget_each_area_gets_one_measure_at_most_and_it_is_proven() -> None:
    found = town(picture(1, 30), picture(2, 12), picture(3, 20))
    options = [each for area in found.values() if not area.wait for each in area.options]
    choice = reckoning.choose(options, hours=120)
    areas = [each.area_id for each in choice.options]
    assert len(areas) == len(set(areas))
    assert choice.taken <= 120
    assert choice.proven
    assert choice.prevented >= choice.simple - 1e-9
    assert choice.low < choice.prevented < choice.high
    more = reckoning.choose(options, hours=121)
    assert more.prevented - choice.prevented == pytest.approx(choice.alone, abs=1e-6)


def test_no_hours_choose_nothing_and_nonsense_is_refused() -> None:
    options = town(picture())[1].options
    choice = reckoning.choose(options, hours=0)
    assert (choice.options, choice.prevented, choice.proven) == ((), 0, True)
    assert reckoning.choose((), hours=10).options == ()
    for hours in (-1.0, float("nan"), 10_001.0):
        with pytest.raises(Refused):
            reckoning.choose(options, hours=hours)
