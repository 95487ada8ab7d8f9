"""States, times, duplicates and words, without a database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong.incidents import rules
from kokong.people import rules as people

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ZONES = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(timezones=ZONES)
RECENT = st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.builds(lambda at, hours: rules.Span(at, at + timedelta(hours=hours)), RECENT, st.integers(0, 500))


def test_nothing_leads_out_of_withdrawn() -> None:
    assert [rules.after("withdrawn", action) for action in ("confirm", "withdraw", "correct")] == [None] * 3
    assert rules.after("draft", "confirm") == rules.after("confirmed", "correct") == "confirmed"
    assert rules.after("confirmed", "confirm") is None


def test_every_change_has_roles_that_may_make_it() -> None:
    assert {people.MAY[f"burglary.{action}"] for _, action in rules.TRANSITIONS} == {frozenset({"officer"})}


@given(MOMENTS, MOMENTS)
def test_any_two_moments_are_judged(earliest: datetime, latest: datetime) -> None:
    problem = rules.time_problem(earliest=earliest, latest=latest, now=NOW)
    sound = earliest <= latest <= NOW + rules.CLOCK_SKEW and earliest >= NOW - rules.OLDEST
    assert (problem is None) == (sound and latest - earliest <= rules.WIDEST)


@pytest.mark.parametrize(
    ("earliest", "latest", "problem"),
    [
        (NOW - timedelta(hours=5), NOW - timedelta(hours=1), None),
        (NOW, NOW, None),
        (NOW, NOW - timedelta(minutes=1), "reversed"),
        (NOW, NOW + timedelta(hours=1), "future"),
        (NOW - timedelta(days=3700), NOW - timedelta(days=3699), "too_old"),
        (NOW - timedelta(days=400), NOW, "too_wide"),
        (NOW.replace(tzinfo=None), NOW, "no_zone"),
    ],
)
def test_windows_that_cannot_be_are_named(earliest: datetime, latest: datetime, problem: str | None) -> None:
    assert rules.time_problem(earliest=earliest, latest=latest, now=NOW) == problem


@given(SPANS, SPANS)
def test_nearness_is_mutual_and_includes_every_overlap(one: rules.Span, other: rules.Span) -> None:
    assert rules.near(one, other) == rules.near(other, one)
    overlap = one.earliest <= other.latest and other.earliest <= one.latest
    assert (rules.gap(one, other) == timedelta(0)) == overlap
    assert rules.near(one, one)


@given(SPANS, st.lists(SPANS, max_size=6))
def test_the_likeliest_is_near_and_none_is_nearer(window: rules.Span, known: list[rules.Span]) -> None:
    found = rules.likeliest(window, known)
    if found is None:
        assert not any(rules.near(window, other) for other in known)
    else:
        assert rules.near(window, found)
        assert rules.gap(window, found) == min(rules.gap(window, other) for other in known)


@given(st.timedeltas(timedelta(0), timedelta(days=4000)), st.booleans())
def test_only_fresh_imports_open_cocoons_and_only_the_police_confirm_them(age: timedelta, may: bool) -> None:
    become = rules.on_import(latest=NOW - age, now=NOW, may_confirm=may)
    assert become == ("confirmed quietly" if age > timedelta(days=14) else "confirmed" if may else "draft")


@pytest.mark.parametrize(
    ("written", "kept"),
    [(" 5000-k123456-26 ", "5000-K123456-26"), ("K 12–26", "K12-26"), ("", ""), ("\x00k1", "K1")],
)
def test_a_case_number_has_one_spelling(written: str, kept: str) -> None:
    assert rules.case_number(written) == kept
    assert rules.case_number(kept) == kept


@pytest.mark.parametrize("text", ["", "-", "?", "SAKNAS", "okänt", "1", "26", "0000-00000", "K12"])
def test_what_many_rows_may_say_is_no_case_number(text: str) -> None:
    assert rules.told_case(text) == ""


@pytest.mark.parametrize(
    ("text", "kept"),
    [("5000-K123456-26", "5000-K123456-26"), ("k 7–2026", "K7-26"), ("AB 2026-00123", "AB2026-00123")],
)
def test_what_one_row_says_is_a_case_number(text: str, kept: str) -> None:
    assert rules.told_case(text) == kept
    assert rules.told_case(kept) == kept


@pytest.mark.parametrize("text", ["", " ", "-", "–", "?", "okänt", "Saknas", "n/a", "N.A.", "0", "0000-00000"])
def test_what_stands_instead_of_a_case_number_says_that_there_is_none(text: str) -> None:
    assert rules.says_no_case(text)
    assert rules.told_case(text) == ""


@pytest.mark.parametrize("text", ["26", "K12", "11111", "K7-26"])
def test_what_somebody_meant_as_a_case_number_is_not_passed_over(text: str) -> None:
    assert not rules.says_no_case(text)


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("It was a cat.", None),
        ("   ", "missing"),
        ("x" * 401, "too_long"),
        ("Same as 5000-K123456-26", "case_number"),
        ("se k 1234-25.", "case_number"),
        ("Lägenhet K2-3 på plan 4", None),
    ],
)
def test_sentences_hold_no_case_numbers(sentence: str, problem: str | None) -> None:
    assert rules.reason_problem(sentence) == problem


@given(st.text())
def test_cleaned_text_can_be_stored(text: str) -> None:
    clean = rules.clean(text)
    assert "\x00" not in clean
    assert clean == rules.clean(clean)
