"""Questionnaires: read, asked, scored, linked."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kokong import questions
from tests.questions import agreed
from tests.questions.samples import HOME, TEXT

CHOSEN = st.fixed_dictionaries(
    {},
    optional={
        each.id: st.lists(st.sampled_from([c.id for c in each.choices]), unique=True, min_size=1)
        if each.kind == "many"
        else st.sampled_from([c.id for c in each.choices])
        for each in HOME.questions
        if each.choices
    },
)


def asked(**answers: Any) -> list[str]:
    return [each.id for each in questions.relevant(HOME, questions.looked(HOME, answers))]


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked() -> None:
    assert {"terrace", "key"}.isdisjoint(asked(kind="flat", terrace="yes"))
    assert "key" in asked(kind="house", terrace="yes")
    assert "key" not in asked(kind="house", terrace="no")


def test_somebody_who_changes_their_mind_twice_finds_their_answers_again() -> None:
    kept = questions.looked(HOME, {"kind": "flat", "terrace": "no"})
    assert "terrace" in kept
    assert questions.counted(HOME, kept) == {"kind": "flat"}
    assert questions.total(HOME, kept).possible == 0


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"roof": "yes"}, "question"), ({"door": "locked"}, "choice"), ({"door": ["latch"]}, "several"),
        ({"lights": ["timer", "moon"]}, "choice"), ({"lights": [1]}, "choice"), ({"doors": "many"}, "number"),
        ({"doors": "nan"}, "number"), ({"doors": 0}, "range"), ({"doors": 21}, "range"),
        ({"note": "x" * 2001}, "long"), ({"note": "a\0b"}, "text"), ({"note": 3}, "text"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_with_its_reason(given: dict[str, Any], reason: str) -> None:
    with pytest.raises(questions.Unanswerable) as refused:
        questions.looked(HOME, given)
    assert refused.value.reason == reason


def test_empty_answers_are_open_and_numbers_are_as_people_write_them() -> None:
    given = {"door": "", "lights": [], "doors": "1 0,5".replace(" ", " "), "note": "  "}
    assert questions.looked(HOME, given) == {"doors": 10.5}


def test_what_must_be_answered_is_said() -> None:
    assert [each.id for each in questions.missing(HOME, {})] == ["kind"]
    assert questions.missing(HOME, {"kind": "flat"}) == ()


def test_a_score_counts_what_is_answered_and_says_what_is_open() -> None:
    (score,) = questions.scores(HOME, {"kind": "house", "door": "latch", "terrace": "none"})
    assert (score.part, score.earned, score.possible, score.answered, score.open) == ("shell", 1.0, 4.0, 2, 1)
    assert score.share == 0.25
    assert questions.total(HOME, {}).share is None


def test_locks_come_before_an_alarm_and_the_cheap_before_the_dear() -> None:
    answers = {"kind": "house", "door": "latch", "terrace": "no", "alarm": "no"}
    assert [each.question.id for each in questions.steps(HOME, answers)] == ["terrace", "door"]
    answers |= {"door": "deadlock", "terrace": "yes", "key": "yes"}
    assert [each.question.id for each in questions.steps(HOME, answers)] == ["key", "alarm"]


def test_a_free_step_has_a_cost_to_be_compared_by() -> None:
    (key, *_) = questions.steps(HOME, {"kind": "house", "terrace": "yes", "key": "yes"})
    assert questions.cost(key.step) == 300
    assert key.per_krona == 1 / 300


@given(CHOSEN)
def test_no_answer_makes_a_share_leave_its_range_and_no_step_gains_nothing(chosen: dict[str, Any]) -> None:
    answers = questions.looked(HOME, chosen)
    for score in (*questions.scores(HOME, answers), questions.total(HOME, answers)):
        assert score.share is None or 0 <= score.share <= 1
    costs = [each.per_krona for each in questions.steps(HOME, answers)]
    assert costs == sorted(costs, reverse=True)
    assert all(each > 0 and math.isfinite(each) for each in costs)


@given(CHOSEN)
def test_a_step_that_is_done_never_lowers_the_score(chosen: dict[str, Any]) -> None:
    answers = questions.looked(HOME, chosen)
    for step in questions.steps(HOME, answers):
        best = max(step.question.choices, key=lambda each: -1.0 if each.value is None else each.value)
        done = {**answers, step.question.id: best.id}
        before, after = questions.total(HOME, answers), questions.total(HOME, done)
        assert after.earned >= before.earned


@given(CHOSEN)
def test_a_link_brings_back_every_choice(chosen: dict[str, Any]) -> None:
    answers = questions.looked(HOME, chosen)
    text = questions.written(HOME, answers)
    found = questions.read_link(HOME, f"#{text}")
    assert found == questions.Linked("2026-1", answers, ())
    assert text.isascii()


def test_numbers_and_words_of_ones_own_stay_out_of_links() -> None:
    assert questions.written(HOME, {"doors": 3.0, "note": "Nyckeln ligger under mattan"}) == "2026-1:"


def test_a_link_of_an_older_edition_keeps_what_is_still_asked() -> None:
    found = questions.read_link(HOME, "2019-3:door=latch&window=hasp&terrace=rusty&lights=timer")
    assert found is not None
    assert (found.edition, found.lost) == ("2019-3", ("window", "terrace"))
    assert found.answers == {"door": "latch", "lights": ("timer",)}


@given(st.text(max_size=60))
def test_any_text_is_a_link_or_none(text: str) -> None:
    found = questions.read_link(HOME, text)
    assert found is None or questions.looked(HOME, dict(found.answers)) == found.answers


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('when = [{question = "kind", has = ["house"]}]', 'whenever = [{question = "kind"}]', "unknown: whenever"),
        ('has = ["house"]', 'has = ["castle"]', "kind has no choice castle"),
        ('{question = "kind", has', '{question = "alarm", has', "which isn't asked before it"),
        ('after = ["door", "terrace"]', 'after = ["alarm"]', "what isn't asked before it"),
        ('sv = "Nej", en = "No"', 'sv = "Nej"', "needs words in sv, en"),
        ('sv = "Nej", en = "No"', 'sv = "Nej", en = " "', "an empty text"),
        ("value = 0.25", "value = 25", "from 0 to 1"),
        ("kronor = [300, 500]", "kronor = [500, 300]", "the smaller first"),
        ("kronor = [300, 500]", "kronor = [0.5, 300]", "two whole numbers"),
        ('kind = "number"', 'kind = "date"', "kind is one of"),
        ('kind = "many"', 'kind = "text"', "has choices if, and only if"),
        ("weight = 4", "weight = -4", "none is below 0"),
        ('kind = "number"', 'kind = "number"\nweight = 2', "only a question with one choice"),
        ('id = "terrace"', 'id = "door"', "two have the same id"),
        ('id = "flat"', 'id = "house"', "two choices have the same id"),
        ('part = "start"\nask', 'part = "roof"\nask', "no part roof"),
        ('languages = ["sv", "en"]', "languages = []", "there is none"),
        ('edition = "2026-1"', "edition = 2026", "edition is missing or of another kind"),
        ('id = "home"', "id = home", "file 1"),
    ],
)
def test_a_file_that_says_what_cannot_be_is_refused_and_says_where(old: str, new: str, says: str) -> None:
    assert old in TEXT
    with pytest.raises(questions.Unfit) as refused:
        questions.read([TEXT.replace(old, new, 1)])
    assert says in str(refused.value)


def test_a_questionnaire_may_be_several_files() -> None:
    head, _, rest = TEXT.partition('[[question]]\nid = "alarm"')
    assert questions.read([head, f'[[question]]\nid = "alarm"{rest}']) == HOME
    with pytest.raises(questions.Unfit, match="unknown: title"):
        questions.read([head, 'title = {sv = "x", en = "y"}'])


def test_a_page_that_asks_by_itself_is_told_the_same() -> None:
    assert agreed.AGREED.read_text(encoding="utf-8") == agreed.text(), "python -m tests.questions.agreed"
