"""Where the coming week's burglaries are most likely, by several methods, and how well each would have done."""

from typing import Final

from .areas import WITHIN_M, StudyArea, study_area
from .backtest import SHARES, Backtest, Score, as_json, backtest
from .choosing import USUAL_M, Choice, choose_cell
from .coarser import Coarser
from .combination import Combination
from .events import MARGIN, MOST_CELLS, Events, events_on
from .excitation import PointProcess
from .horizons import DAYS, WEEK
from .methods import LongDensity, LongDensityAndTrigger, Method, ProMap, RecentCounts, RecentDensity, Season
from .point_process import Fit, fit_point_process, sensitivity
from .precision import Precision, precision
from .residuals import CellResiduals, by_cell, thinned
from .text import as_text

__all__ = [
    "DAYS",
    "FORMER",
    "MARGIN",
    "MOST_CELLS",
    "SHARES",
    "USUAL_M",
    "WEEK",
    "WITHIN_M",
    "Backtest",
    "CellResiduals",
    "Choice",
    "Coarser",
    "Combination",
    "Events",
    "Fit",
    "LongDensity",
    "LongDensityAndTrigger",
    "Method",
    "PointProcess",
    "Precision",
    "ProMap",
    "RecentCounts",
    "RecentDensity",
    "Score",
    "Season",
    "StudyArea",
    "all_methods",
    "as_json",
    "as_text",
    "backtest",
    "by_cell",
    "choose_cell",
    "events_on",
    "fit_point_process",
    "precision",
    "sensitivity",
    "study_area",
    "thinned",
]


FORMER: Final = (40.0, 75.0, 150.0, 300.0, 900.0)  # bandwidths of the combination while cells were 150 m


def all_methods(*, cell: float = USUAL_M, horizon: str = WEEK) -> tuple[Method, ...]:
    """Every method with its usual settings; the first is the baseline that the others are compared with.

    In cells finer than 150 m the combination stands beside what it was in those, on the very same area.
    """
    former = Combination(bandwidths=FORMER, horizon=DAYS[horizon])
    return (
        LongDensity(),
        RecentCounts(),
        RecentDensity(),
        ProMap(),
        Season(),
        LongDensityAndTrigger(),
        PointProcess(),
        *((Coarser(former, USUAL_M),) if cell < USUAL_M else ()),
        Combination(horizon=DAYS[horizon]),
    )
