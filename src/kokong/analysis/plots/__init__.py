"""Pictures of an analysis, in Swedish or English (`kokong.analysis.words.language`)."""

from .forecasts import backtest_curves, pai_curves, risk_map, weeks
from .names import translated
from .style import as_png, refuse_unknown, save
from .tables import decay, near_repeat_table

__all__ = [
    "as_png",
    "backtest_curves",
    "decay",
    "near_repeat_table",
    "pai_curves",
    "refuse_unknown",
    "risk_map",
    "save",
    "translated",
    "weeks",
]
