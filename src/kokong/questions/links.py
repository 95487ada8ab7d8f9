"""Answers as the end of a link, after `#`, so that no server sees them.

`2026-1:door=deadlock&lights=timer+sensor`: the edition, then what was chosen, by ids that mean the same in every
edition that has them. Numbers and words of one's own stay out.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from .answering import looked
from .errors import Unanswerable
from .values import Answers, Questionnaire

LONGEST: Final = 4_000
_WRITTEN: Final = re.compile(r"(?P<edition>[\w.-]+):(?P<pairs>[\w=&+.-]*)", re.ASCII)


@dataclass(frozen=True)
class Linked:
    """What a link holds: of which edition, the answers that this edition knows, and the questions it doesn't."""

    edition: str
    answers: Answers
    lost: tuple[str, ...]


def written(asked: Questionnaire, answers: Answers) -> str:
    """The end of a link, without `#`."""
    pairs = [
        f"{each.id}={'+'.join(given) if isinstance(given, tuple) else given}"
        for each in asked.questions
        if each.choices and (given := answers.get(each.id))
    ]
    return f"{asked.edition}:{'&'.join(pairs)}"


def read_link(asked: Questionnaire, text: str) -> Linked | None:
    """What a link holds, of this or another edition; None where it is no such link."""
    found = _WRITTEN.fullmatch(text.removeprefix("#")) if len(text) <= LONGEST else None
    if found is None:
        return None
    answers: dict[str, Any] = {}
    lost: list[str] = []
    for pair in filter(None, found["pairs"].split("&")):
        name, _, said = pair.partition("=")
        try:
            answers |= _linked(asked, name, said)
        except Unanswerable:
            lost.append(name)
    return Linked(found["edition"], answers, tuple(lost))


def _linked(asked: Questionnaire, name: str, said: str) -> Answers:
    """One answer; only what one chooses is in a link."""
    question = asked.by_id.get(name)
    if question is None or not question.choices:
        raise Unanswerable(name, "question", said)
    several = question.kind == "many"
    return looked(asked, {name: said.split("+") if several and said else said})
