"""Pictures of an analysis, in Swedish or English (`kokong.analysis.words.language`)."""

from .forecasts import backtest_curves, pai_curves, risk_map, weeks
from .names import translated
from .palette import sheet_of_variables
from .style import as_picture, as_png, refuse_unknown, save, spoken
from .tables import FEW_PAIRS, decay, near_repeat_table, week_hours

__all__ = [
    "FEW_PAIRS",
    "as_picture",
    "as_png",
    "backtest_curves",
    "decay",
    "near_repeat_table",
    "pai_curves",
    "refuse_unknown",
    "risk_map",
    "save",
    "sheet_of_variables",
    "spoken",
    "translated",
    "week_hours",
    "weeks",
]
