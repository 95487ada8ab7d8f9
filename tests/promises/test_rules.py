"""Rules, pace and readability: pure."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.promises import pace, rules
from kokong.measures.promises.lix import level, lix
from kokong.measures.promises.pace import Amount
from kokong.measures.promises.rules import Rule

BEGINS, ENDS = date(2026, 1, 1), date(2028, 1, 1)
QUARTERLY = Rule("walk", "least", Decimal(1), "quarter")


def made(how: Any) -> st.SearchStrategy[Rule]:
    most = 100 if how == "share" else 500
    return st.builds(
        Rule, st.just("walk"), st.just(how), st.integers(1, most).map(Decimal), st.sampled_from(rules.FITS[how]),
        st.just("times"), st.sampled_from(["", "talked"]), st.sampled_from([None, 7]),
    )  # fmt: skip


RULES = st.sampled_from(rules.HOWS).flatmap(made)
MONTHS = st.dictionaries(
    st.sampled_from(list(pace.months(BEGINS, ENDS))),
    st.integers(0, 60).flatmap(lambda n: st.integers(n, 90).map(lambda of: Amount(Decimal(n), Decimal(of)))),
)
DAYS = st.integers(-40, 800).map(lambda days: BEGINS + timedelta(days=days))


def at(today: date, counted: dict[date, Amount], rule: Rule = QUARTERLY, **more: Any) -> pace.Progress:
    return pace.progress(rule, counted, begins=BEGINS, ends=ENDS, today=today, **more)


def ones(*months: date) -> dict[date, Amount]:
    return {month: Amount(Decimal(1), Decimal(1)) for month in months}


@given(RULES)
def test_a_rule_is_the_same_after_it_was_stored(rule: Rule) -> None:
    assert rules.from_data(rules.as_data(rule)) == rule


@pytest.mark.parametrize(
    "wrong",
    [
        {"edition": 2},
        {"per": "week"},
        {"n": "0"},
        {"n": "x"},
        {"n": None},
        {"what": ""},
        {"extra": 1},
        {"how": "sql"},
    ],
)
def test_a_rule_that_is_none_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(rules.Unruly):
        rules.from_data(rules.as_data(QUARTERLY) | wrong)


@given(RULES, MONTHS, DAYS)
def test_periods_cover_the_promise_once_and_shares_stay_within_one(
    rule: Rule, counted: dict[date, Amount], today: date
) -> None:
    found = at(today, counted, rule)
    assert found.periods[0].since == BEGINS
    assert found.periods[-1].until == ENDS
    assert all(a.until == b.since for a, b in zip(found.periods, found.periods[1:], strict=False))
    assert 0 <= found.done <= 1
    assert 0 <= found.due <= 1
    assert (found.result is None) == any(today < p.until for p in found.periods if p.state != "idle")
    if rule.how != "share":
        assert sum(p.amount.n for p in found.periods) == sum(each.n for each in counted.values())


@given(RULES, MONTHS, DAYS, st.sampled_from(list(pace.months(BEGINS, ENDS))))
def test_more_that_is_done_never_makes_it_worse(
    rule: Rule, counted: dict[date, Amount], today: date, month: date
) -> None:
    before = counted.get(month, Amount())
    more = Amount(before.n + 1, before.of if before.of > before.n else before.of + 1)
    after = at(today, {**counted, month: more}, rule)
    if rule.how != "share" or before.of > before.n:
        assert after.done >= at(today, counted, rule).done


def test_a_walk_a_quarter_lags_in_the_last_month_and_is_missed_after_it() -> None:
    kept = ones(date(2026, 2, 1))
    assert at(date(2026, 5, 20), kept).state == "going"
    lags = at(date(2026, 6, 5), kept)
    assert lags.state == "behind"
    assert lags.running is not None
    assert lags.running.got == 0
    assert at(date(2026, 7, 5), kept).state == "missed"
    assert [p.state for p in at(date(2026, 7, 5), kept).periods[:3]] == ["kept", "missed", "going"]


def test_three_contacts_a_week_on_average_is_one_long_period() -> None:
    rule = Rule("cocoon_visit", "average", Decimal(3), "week", outcome="talked")
    (whole,) = at(date(2026, 7, 2), {}, rule).periods
    assert round(whole.wanted) == round(Decimal(3) * 730 / 7)
    assert whole.state == "behind"
    enough = {month: Amount(Decimal(13), Decimal(20)) for month in pace.months(BEGINS, date(2026, 7, 1))}
    assert at(date(2026, 7, 2), enough, rule).state == "going"


def test_a_share_of_nothing_is_nobodys_fault() -> None:
    rule = Rule("doors_in_time", "share", Decimal(80), "quarter")
    found = at(date(2026, 7, 2), {date(2026, 1, 1): Amount(Decimal(9), Decimal(10))}, rule)
    assert [p.state for p in found.periods[:3]] == ["kept", "idle", "going"]
    assert found.periods[0].got == 90


@pytest.mark.parametrize(
    ("quarters", "result"), [(8, "kept"), (7, "partly"), (4, "partly"), (3, "not"), (0, "not")]
)
def test_the_end_says_what_came_of_it(quarters: int, result: str) -> None:
    found = at(ENDS, ones(*(pace.month_after(BEGINS, 3 * n) for n in range(quarters))))
    assert found.result == result


def test_a_later_rule_is_not_held_against_earlier_periods() -> None:
    found = at(date(2026, 9, 1), {}, applies=date(2026, 5, 10))
    assert found.periods[0].since == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("", None),
        ("Vi går. Ni ser.", 2),
        ("Hunden sover nu.", 3),
        ("Polisen och kommunen samverkar kring bostadsinbrott.", 73),
    ],
)
def test_lix_counts_words_by_sentence_and_long_words(text: str, figure: int | None) -> None:
    assert lix(text) == figure


@given(st.text(max_size=300))
def test_lix_takes_any_text(text: str) -> None:
    figure = lix(text)
    assert figure is None or figure >= 1


def test_levels() -> None:
    assert [level(n) for n in (29, 30, 40, 50, 60)] == ["very_easy", "easy", "medium", "hard", "very_hard"]


def test_nobody_signs_for_both() -> None:
    assert rules.signs_for(frozenset({"visitor"})) == ()
    assert rules.signs_for(frozenset({"officer"})) == ("police",)
