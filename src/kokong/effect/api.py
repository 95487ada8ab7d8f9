"""The door to effect. Everything works within the municipality in scope.

`draft`, `rewrite`, `register`, `change` and `look` are the life of an evaluation; `evaluation` and `evaluations`
look them up. `panel` counts any areas, for the command line.
"""

from .counting import KINDS, dose, panel
from .figure import figure
from .reading import evaluation, evaluations, known_areas
from .rules import Plan
from .values import Change, Evaluation, EvaluationMissing, Look, Refused
from .work import change, draft, look, register, rewrite

__all__ = [
    "KINDS", "Change", "Evaluation", "EvaluationMissing", "Look", "Plan", "Refused",
    "change", "dose", "draft", "evaluation", "evaluations", "figure", "known_areas", "look", "panel",
    "register", "rewrite",
]  # fmt: skip
