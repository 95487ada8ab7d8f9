"""The door to effect. Everything works within the municipality in scope.

`draft`, `rewrite`, `register`, `change` and `look` are the life of an evaluation; `evaluation` and `evaluations`
look them up; `publish` and `take_back` decide whether everybody may, and `published` are those. `monitor` takes
the monthly looks that are due, `monitor_everywhere` those of many municipalities on any machines. `announce_lot`,
`draw_lot` and `look_at_lot` are the life of a lot. `panel` counts any areas, for the command line.
"""

from .counting import KINDS, dose, panel
from .figure import figure
from .lots.reading import lot, lots
from .lots.rules import Lottery
from .lots.values import Lot, LotMissing
from .lots.work import announce as announce_lot
from .lots.work import draw as draw_lot
from .lots.work import look as look_at_lot
from .monitors.everywhere import TakenFor
from .monitors.everywhere import take_everywhere as monitor_everywhere
from .monitors.rules import Taken
from .monitors.showing import no_boundary
from .monitors.work import take as monitor
from .pooling.rules import Partner, partners
from .pooling.words import said as said_together
from .pooling.work import declare as declare_pool
from .pooling.work import give as give_counts
from .pooling.work import pool, read_together
from .pooling.work import take as take_counts
from .reading import evaluation, evaluations, known_areas
from .rules import Plan
from .telling.work import is_public, publish, published, take_back
from .values import Change, Evaluation, EvaluationMissing, Look, Refused
from .work import change, draft, look, register, rewrite

__all__ = [
    "KINDS", "Change", "Evaluation", "EvaluationMissing", "Look", "Lot", "LotMissing", "Lottery", "Partner",
    "Plan", "Refused", "Taken", "TakenFor", "announce_lot", "change", "declare_pool", "dose", "draft",
    "draw_lot", "evaluation", "evaluations", "figure", "give_counts", "is_public", "known_areas", "look",
    "look_at_lot", "lot", "lots", "monitor", "monitor_everywhere", "no_boundary", "panel", "partners", "pool",
    "publish", "published", "read_together", "register", "rewrite", "said_together", "take_back",
    "take_counts",
]  # fmt: skip
