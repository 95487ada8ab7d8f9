"""Questionnaires: read from data, asked by condition, scored by weight. No socket, no clock, no other room."""

from .answering import LONGEST, counted, has, looked, missing, relevant
from .errors import QuestionsError, Unanswerable, Unfit
from .links import Linked, read_link, written
from .reading import read
from .saying import said
from .scoring import Next, Score, cost, scores, steps, total
from .values import Answers, Choice, Condition, Given, Part, Question, Questionnaire, Source, Step, Words

__all__ = [
    "LONGEST",
    "Answers",
    "Choice",
    "Condition",
    "Given",
    "Linked",
    "Next",
    "Part",
    "Question",
    "Questionnaire",
    "QuestionsError",
    "Score",
    "Source",
    "Step",
    "Unanswerable",
    "Unfit",
    "Words",
    "cost",
    "counted",
    "has",
    "looked",
    "missing",
    "read",
    "read_link",
    "relevant",
    "said",
    "scores",
    "steps",
    "total",
    "written",
]
