"""What is wrong with a questionnaire or with answers, for programs to translate and for people to read."""

from typing import Literal

Reason = Literal["question", "choice", "several", "number", "range", "text", "long"]


class QuestionsError(Exception):
    """Anything this room refuses."""


class Unfit(QuestionsError):
    """A questionnaire's file that can't be used; says where in it and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


class Unanswerable(QuestionsError):
    """An answer that its question doesn't have: `reason` says what is wrong with it."""

    def __init__(self, question: str, reason: Reason, given: object) -> None:
        super().__init__(f"{question}: {reason}: {given!r}")
        self.question, self.reason, self.given = question, reason, given
