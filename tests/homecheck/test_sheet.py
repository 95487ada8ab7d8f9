"""The sheet itself: what every edition holds."""

import re
from typing import Any

import pytest

from kokong import questions
from kokong.measures.homecheck.sheet import LANGUAGES, sheet
from kokong.texts import library

POOREST = {
    each.id: min(each.choices, key=lambda choice: 9.0 if choice.value is None else choice.value).id
    for each in sheet().questions
}
LOCKS_AND_LIGHTS = {"locks-used", "door-lock", "windows", "windows-flat", "inside-light", "outside-light"}


def asked(**answers: str) -> list[questions.Question]:
    return list(questions.relevant(sheet(), questions.looked(sheet(), answers)))


@pytest.mark.parametrize("kind", ["house", "flat", "holiday"])
def test_each_kind_of_home_is_asked_about_twenty_questions(kind: str) -> None:
    assert 18 <= len(asked(kind=kind)) <= 25


def test_every_question_that_counts_says_why_and_where_that_is_from() -> None:
    for each in sheet().questions:
        if each.weight:
            assert each.why, each.id
            assert each.source, each.id


def test_whatever_can_be_better_says_what_to_do() -> None:
    lacking = [
        (each.id, choice.id)
        for each in sheet().questions
        for choice in each.choices
        if choice.value is not None and (choice.value < 1) != (choice.step is not None)
    ]
    assert lacking == []


def test_more_is_said_in_articles_that_there_are() -> None:
    articles = {each.slug for each in library.articles("sv")}
    assert {each.more for each in sheet().questions if each.more} <= articles


@pytest.mark.parametrize("kind", ["house", "flat", "holiday"])
def test_locks_and_lights_are_among_the_first_steps_and_an_alarm_waits(kind: str) -> None:
    answers = questions.looked(sheet(), {**POOREST, "kind": kind, "reach": "yes"})
    steps = [each.question.id for each in questions.steps(sheet(), answers)]
    assert LOCKS_AND_LIGHTS & set(steps[:3])
    assert "alarm" not in steps


def test_with_locks_and_lights_in_place_an_alarm_is_a_step() -> None:
    best: dict[str, Any] = {
        each.id: max(each.choices, key=lambda c: -1.0 if c.value is None else c.value).id
        for each in sheet().questions
    }
    answers = questions.looked(sheet(), {**best, "kind": "house", "alarm": "no"})
    assert [each.question.id for each in questions.steps(sheet(), answers)] == ["alarm"]


def test_ids_fit_into_a_link() -> None:
    ids = [each.id for each in sheet().questions] + [c.id for each in sheet().questions for c in each.choices]
    assert [each for each in ids if not re.fullmatch(r"[a-z][a-z-]*", each)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_promise_or_shout(language: str) -> None:
    said = str(questions.said(sheet(), language))
    assert "!" not in said
    assert "%" not in said
