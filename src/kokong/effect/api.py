"""The door to effect. Everything works within the municipality in scope.

`draft`, `rewrite`, `register`, `change` and `look` are the life of an evaluation; `evaluation` and `evaluations`
look them up; `publish` and `take_back` decide whether everybody may, and `published` are those. `monitor` takes
the monthly looks that are due. `panel` counts any areas, for the command line.
"""

from .counting import KINDS, dose, panel
from .figure import figure
from .monitors.rules import Taken
from .monitors.showing import no_boundary
from .monitors.work import take as monitor
from .reading import evaluation, evaluations, known_areas
from .rules import Plan
from .telling.work import is_public, publish, published, take_back
from .values import Change, Evaluation, EvaluationMissing, Look, Refused
from .work import change, draft, look, register, rewrite

__all__ = [
    "KINDS", "Change", "Evaluation", "EvaluationMissing", "Look", "Plan", "Refused", "Taken",
    "change", "dose", "draft", "evaluation", "evaluations", "figure", "is_public", "known_areas", "look",
    "monitor", "no_boundary", "panel", "publish", "published", "register", "rewrite", "take_back",
]  # fmt: skip
