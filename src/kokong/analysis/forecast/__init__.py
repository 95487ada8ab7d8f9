"""Where the coming week's burglaries are most likely, by several methods, and how well each would have done."""

from .areas import WITHIN_M, StudyArea, study_area
from .backtest import SHARES, Backtest, Score, as_json, backtest
from .combination import Combination
from .events import MARGIN, MOST_CELLS, Events, events_on
from .excitation import PointProcess
from .methods import LongDensity, LongDensityAndTrigger, Method, ProMap, RecentCounts, RecentDensity, Season
from .point_process import Fit, fit_point_process, sensitivity
from .residuals import CellResiduals, by_cell, thinned
from .text import as_text

__all__ = [
    "MARGIN",
    "MOST_CELLS",
    "SHARES",
    "WITHIN_M",
    "Backtest",
    "CellResiduals",
    "Combination",
    "Events",
    "Fit",
    "LongDensity",
    "LongDensityAndTrigger",
    "Method",
    "PointProcess",
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
    "events_on",
    "fit_point_process",
    "sensitivity",
    "study_area",
    "thinned",
]


def all_methods() -> tuple[Method, ...]:
    """Every method with its usual settings; the first is the baseline that the others are compared with."""
    return (
        LongDensity(),
        RecentCounts(),
        RecentDensity(),
        ProMap(),
        Season(),
        LongDensityAndTrigger(),
        PointProcess(),
        Combination(),
    )
