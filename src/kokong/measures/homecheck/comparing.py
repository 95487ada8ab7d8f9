"""Two checks side by side, and what homes of an area come to together. Pure."""

from collections.abc import Iterable, Mapping

from kokong import questions
from kokong.questions import Answers, Question, Questionnaire

from .rules import FEWEST
from .values import Change, Compared, Layer, Sum

SHOWN = 3


def compared(asked: Questionnaire, now: Answers, before: Answers | None, language: str) -> Compared:
    """What `now` comes to, and how it was `before`; answers that this edition doesn't know must be left out."""
    was = {each.part: each for each in questions.scores(asked, before)} if before is not None else {}
    titles = {part.id: part.title[language] for part in asked.parts}
    layers = tuple(
        Layer(titles[each.part], _percent(was.get(each.part)), _percent(each))
        for each in questions.scores(asked, now)
        if each.possible or (each.part in was and was[each.part].possible)
    )
    steps = tuple(each.step.says[language] for each in questions.steps(asked, now)[:SHOWN])
    return Compared(layers, tuple(_changes(asked, now, before, language)) if before is not None else (), steps)


def _percent(score: questions.Score | None) -> int | None:
    return round(100 * score.share) if score is not None and score.share is not None else None


def _changes(asked: Questionnaire, now: Answers, before: Answers, language: str) -> Iterable[Change]:
    then, today = questions.counted(asked, before), questions.counted(asked, now)
    for each in asked.questions:
        was, is_now = then.get(each.id), today.get(each.id)
        if was is not None and is_now is not None and was != is_now:
            yield Change(each.ask[language], _said(each, was, language), _said(each, is_now, language))


def _said(question: Question, given: object, language: str) -> str:
    choice = question.choice(str(given))
    return choice.says[language] if choice is not None else str(given)


def sums(asked: Questionnaire, homes: Iterable[Answers], language: str) -> tuple[Sum, ...]:
    """What homes answered, question by question; nothing of a question that fewer than `FEWEST` have answered."""
    counted = [questions.counted(asked, answers) for answers in homes]
    found = (_sum(each, counted, language) for each in asked.questions if each.weight)
    return tuple(each for each in found if each.answered >= FEWEST)


def _sum(question: Question, homes: list[Answers], language: str) -> Sum:
    values = [value for home in homes if (value := _value(question, home)) is not None]
    return Sum(question.ask[language], len(values), sum(1 for value in values if value < 1))


def _value(question: Question, home: Mapping[str, object]) -> float | None:
    choice = question.choice(str(home[question.id])) if question.id in home else None
    return choice.value if choice is not None else None
