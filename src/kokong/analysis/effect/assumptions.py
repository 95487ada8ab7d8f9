"""What the designs take for granted: one sentence each, shown beside every figure."""

from typing import Final

from kokong.analysis.words import gettext_noop as _

POISSON: Final = _(
    "Burglaries come independently of each other; real ones vary more, so this interval is too short."
)
DISPERSED: Final = _("Areas of the same kind vary alike, more than pure chance by one common factor.")
PARALLEL: Final = _(
    "Without the measure, the treated areas would have changed by the same percentage as the others."
)
PARALLEL_COUNTS: Final = _("Without the measure, the treated areas would have changed by as many as the others.")
NO_OTHER_CHANGE: Final = _("Nothing else changed at the start; no comparison areas stand behind this figure.")
CLUSTERS: Final = _("Areas are independent of each other; there are enough of them on both sides.")
LEARNED_SHRINKAGE: Final = _(
    "How much of a high or low count lasts is learned from the comparison areas and holds for the treated ones."
)
GAMMA_RATES: Final = _("The areas' underlying rates follow a gamma distribution; a high count is partly luck.")
EXCHANGEABLE: Final = _("Any area could have been treated as well as those that were.")
MATCHED: Final = _("Areas that went alike before the start, period by period, would have gone alike after it.")
SAME_SEASON: Final = _("The season repeats itself from year to year.")
SAME_TREND: Final = _("The trend before the start would have gone on.")
NOT_ANTICIPATED: Final = _("Nothing changed in an area before its own start.")
NO_SPILL: Final = _("Comparison areas are untouched by the measure.")
NEGATIVE_BINOMIAL: Final = _("Counts vary as a negative binomial: the busier the area, the more than its share.")
