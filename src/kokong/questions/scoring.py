"""What answers come to: a score per part, and what to do next.

A part's score is what its answers earn of what they could, each question by its weight. An open question is
neither good nor bad: it is counted as open. An answer without a value (“there is none”) leaves its question out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .answering import counted, relevant
from .values import Answers, Choice, Question, Questionnaire, Step

LEAST_KRONOR: Final = 300.0
"""What a step costs at least when steps are compared: below it, what a step protects decides and not its price."""
KRONOR_PER_MINUTE: Final = 2.0
"""What a minute of one's own work is worth beside money."""


@dataclass(frozen=True)
class Score:
    """What a part, or all, has earned of what was possible, in points; how many questions are answered, open."""

    part: str
    earned: float
    possible: float
    answered: int
    open: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where nothing is answered that counts."""
        return self.earned / self.possible if self.possible else None


@dataclass(frozen=True)
class Next:
    """Something to do: for which question, what it adds in points, and that per krona."""

    question: Question
    choice: Choice
    step: Step
    gain: float
    per_krona: float


def scores(asked: Questionnaire, answers: Answers) -> tuple[Score, ...]:
    """A score for each part that asks something, in order."""
    questions = relevant(asked, answers)
    found = [_score(part.id, [q for q in questions if q.part == part.id], answers) for part in asked.parts]
    return tuple(each for each in found if each.answered or each.open)


def total(asked: Questionnaire, answers: Answers) -> Score:
    """One score for all; its part is empty."""
    return _score("", relevant(asked, answers), answers)


def steps(asked: Questionnaire, answers: Answers) -> tuple[Next, ...]:
    """What can be done about the answers, what protects most for its cost first.

    A step is left out while something it comes after has a step of its own to be done: locks come before an alarm.
    """
    known = counted(asked, answers)
    found = [made for each in relevant(asked, answers) if (made := _next(each, known)) is not None]
    waiting = {each.question.id for each in found}
    ready = [each for each in found if waiting.isdisjoint(each.question.after)]
    return tuple(sorted(ready, key=lambda each: -each.per_krona))


def cost(step: Step) -> float:
    """What a step costs when it is compared with others, in kronor: the middle of its range, work included."""
    middle = sum(step.kronor) / 2 + sum(step.minutes) / 2 * KRONOR_PER_MINUTE
    return max(middle, LEAST_KRONOR)


def _score(part: str, questions: Iterable[Question], answers: Answers) -> Score:
    weighed = [each for each in questions if each.weight]
    given = [(each, _chosen(each, answers)) for each in weighed]
    worth = [(each.weight, chosen.value) for each, chosen in given if chosen and chosen.value is not None]
    answered = sum(chosen is not None for _, chosen in given)
    return Score(
        part, sum(weight * value for weight, value in worth), sum(weight for weight, _ in worth), answered,
        len(weighed) - answered,
    )  # fmt: skip


def _next(question: Question, answers: Answers) -> Next | None:
    chosen = _chosen(question, answers)
    if chosen is None or chosen.step is None or chosen.value is None or chosen.value >= 1:
        return None
    gain = question.weight * (1 - chosen.value)
    return Next(question, chosen, chosen.step, gain, gain / cost(chosen.step))


def _chosen(question: Question, answers: Answers) -> Choice | None:
    given = answers.get(question.id)
    return question.choice(given) if isinstance(given, str) and question.kind == "one" else None
