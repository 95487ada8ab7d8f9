"""A questionnaire in one language as plain data, for a page or a phone that asks by itself."""

from typing import Any

from .values import Choice, Question, Questionnaire


def said(asked: Questionnaire, language: str) -> dict[str, Any]:
    """The whole edition in one of its languages: lists, texts and numbers alone, as JSON has them."""
    return {
        "id": asked.id,
        "edition": asked.edition,
        "title": asked.title[language],
        "parts": [{"id": each.id, "title": each.title[language]} for each in asked.parts],
        "questions": [_question(each, language) for each in asked.questions],
    }


def _question(question: Question, language: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": question.id, "part": question.part, "ask": question.ask[language], "kind": question.kind,
        "weight": question.weight, "choices": [_choice(each, language) for each in question.choices],
        "when": [{"question": each.question, "has": list(each.has)} for each in question.when],
        "after": list(question.after), "must": question.must, "evidence": question.evidence,
        "others": question.others, "more": question.more, "least": question.least, "most": question.most,
    }  # fmt: skip
    if question.why:
        made["why"] = question.why[language]
    if question.source:
        made["source"] = {"name": question.source.name, "address": question.source.address}
    return made


def _choice(choice: Choice, language: str) -> dict[str, Any]:
    made: dict[str, Any] = {"id": choice.id, "says": choice.says[language], "value": choice.value}
    if choice.step:
        step = choice.step
        made["step"] = {"says": step.says[language], "kronor": list(step.kronor), "minutes": list(step.minutes)}
    return made
