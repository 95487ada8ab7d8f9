"""What a questionnaire is made of. Everything is frozen and knows nothing of who answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Words = Mapping[str, str]
"""The same words by language: `sv`, `sv-easy`, `en`."""
Kind = Literal["one", "many", "number", "text"]
Given = str | tuple[str, ...] | float
"""What is given to one question: a choice, several choices, a number, or words of one's own."""
Answers = Mapping[str, Given]
"""What is given, by the question's id. A question without an entry is open."""


@dataclass(frozen=True)
class Source:
    """Where a fact comes from, as a reader finds it; `address` is empty where there is only paper."""

    name: str
    address: str = ""


@dataclass(frozen=True)
class Step:
    """What can be done about an answer: `kronor` and `minutes` are a range from, to; rough and of our own."""

    says: Words
    kronor: tuple[int, int] = (0, 0)
    minutes: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Choice:
    """One possible answer. `value` is how much of the question's weight it earns, 0 to 1; None counts nothing."""

    id: str
    says: Words
    value: float | None = None
    step: Step | None = None


@dataclass(frozen=True)
class Condition:
    """Holds where the answer to an earlier question is, or has, one of these choices."""

    question: str
    has: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question. It is asked where all of `when` hold; its steps wait until what they come `after` is seen to.

    `must` marks what a check can't be ended without, `evidence` what a photo shows, `others` a step that somebody
    else decides: the landlord, the association.
    """

    id: str
    part: str
    ask: Words
    kind: Kind = "one"
    choices: tuple[Choice, ...] = ()
    weight: float = 0.0
    why: Words | None = None
    source: Source | None = None
    when: tuple[Condition, ...] = ()
    after: tuple[str, ...] = ()
    must: bool = False
    evidence: bool = False
    others: bool = False
    more: str = ""
    least: float | None = None
    most: float | None = None

    def choice(self, choice_id: str) -> Choice | None:
        """One of its choices."""
        return next((each for each in self.choices if each.id == choice_id), None)


@dataclass(frozen=True)
class Part:
    """A part of the questionnaire that has a score of its own."""

    id: str
    title: Words


@dataclass(frozen=True)
class Questionnaire:
    """One edition. Answers name it, since a later edition may ask otherwise."""

    id: str
    edition: str
    title: Words
    languages: tuple[str, ...]
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Its questions by their ids."""
        return {each.id: each for each in self.questions}

    def of_part(self, part_id: str) -> Iterator[Question]:
        """The questions of one part, in order."""
        return (each for each in self.questions if each.part == part_id)
