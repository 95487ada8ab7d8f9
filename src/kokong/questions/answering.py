"""What is asked of somebody who has answered so far, and whether what they gave is an answer."""

import math
from collections.abc import Mapping
from typing import Any, Final

from .errors import Unanswerable
from .values import Answers, Condition, Given, Question, Questionnaire

LONGEST: Final = 2_000
"""Letters of an answer in words of one's own."""


def looked(asked: Questionnaire, given: Mapping[str, Any]) -> Answers:
    """Answers as they are kept: known questions, known choices, numbers in range; empty ones left out.

    Raises Unanswerable. An answer to a question that isn't asked (any more) is kept, so that somebody who changes
    their mind twice finds it again; `counted` leaves it out.
    """
    return {
        name: each for name, said in given.items() if (each := _looked(_asked(asked, name), said)) not in ("", ())
    }


def relevant(asked: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """The questions to be asked, in order. What hangs on a question that isn't asked isn't asked either."""
    found: list[Question] = []
    counted: dict[str, Given] = {}
    for question in asked.questions:
        if all(_holds(condition, counted) for condition in question.when):
            found.append(question)
            if question.id in answers:
                counted[question.id] = answers[question.id]
    return tuple(found)


def counted(asked: Questionnaire, answers: Answers) -> Answers:
    """The answers to questions that are asked."""
    return {each.id: answers[each.id] for each in relevant(asked, answers) if each.id in answers}


def missing(asked: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """What must be answered and isn't."""
    return tuple(each for each in relevant(asked, answers) if each.must and each.id not in answers)


def has(given: Given | None, choice_id: str) -> bool:
    """Whether an answer is, or has, a choice."""
    return choice_id in given if isinstance(given, tuple) else given == choice_id


def _holds(condition: Condition, answers: Answers) -> bool:
    return any(has(answers.get(condition.question), each) for each in condition.has)


def _asked(asked: Questionnaire, name: str) -> Question:
    if name not in asked.by_id:
        raise Unanswerable(name, "question", None)
    return asked.by_id[name]


def _looked(question: Question, said: Any) -> Given:
    match question.kind:
        case "one":
            return _one(question, said)
        case "many":
            return _many(question, said)
        case "number":
            return _number(question, said)
        case "text":
            return _text(question, said)


def _one(question: Question, said: Any) -> str:
    if said == "" or said is None:
        return ""
    if not isinstance(said, str):
        raise Unanswerable(question.id, "several", said)
    if question.choice(said) is None:
        raise Unanswerable(question.id, "choice", said)
    return said


def _many(question: Question, said: Any) -> tuple[str, ...]:
    """In the order of the choices, each once."""
    chosen = [said] if isinstance(said, str) and said else list(said or ())
    if strange := [each for each in chosen if not isinstance(each, str) or question.choice(each) is None]:
        raise Unanswerable(question.id, "choice", strange[0])
    return tuple(each.id for each in question.choices if each.id in chosen)


def _number(question: Question, said: Any) -> float | str:
    if said == "" or said is None:
        return ""
    try:
        number = float(said.replace(" ", "").replace(",", ".") if isinstance(said, str) else said)
    except (TypeError, ValueError) as error:
        raise Unanswerable(question.id, "number", said) from error
    if not math.isfinite(number):
        raise Unanswerable(question.id, "number", said)
    if (question.least is not None and number < question.least) or (
        question.most is not None and number > question.most
    ):
        raise Unanswerable(question.id, "range", said)
    return number


def _text(question: Question, said: Any) -> str:
    if not isinstance(said, str | None) or "\0" in (said or ""):
        raise Unanswerable(question.id, "text", said)
    if len(text := (said or "").strip()) > LONGEST:
        raise Unanswerable(question.id, "long", len(text))
    return text
