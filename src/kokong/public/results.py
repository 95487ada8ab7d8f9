"""The page of results: what was done, and the steps in which it will be said whether it helped.

The steps are those of `analysis.effect.rules.Step`, in its words. Nothing here says that a measure had an effect.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.kernel import measure
from kokong.ledger import api as ledger

from . import evaluations, lots

LADDER: Final = (
    (_("Too early or too few burglaries"),
     _("Less than half a year has passed, or there are so few burglaries that no result could be seen.")),
    (_("Cannot be told from chance"),
     _("The number went up or down no more than it does by itself.")),
    (_("Fewer than expected, other explanations remain"),
     _("There are fewer than in comparable areas, but something else may have caused it.")),
    (_("Probably an effect"),
     _("All ways of comparing say the same, over a whole year, and no check speaks against it.")),
    (_("Strong evidence of an effect"),
     _("The same, where lots were drawn for who got the measure first, or it was repeated at several places.")),
)  # fmt: skip


def show(now: datetime) -> Mapping[str, Any]:
    """The deliveries of the last whole year by kind, published evaluations, lots, and the steps."""
    year = timezone.localtime(now).year - 1
    counts: Counter[str] = Counter()
    found = ledger.by_measure_and_month(since=date(year, 1, 1), until=date(year + 1, 1, 1))
    for (code, _month), number in found.items():
        counts[code] += number
    said = {code: words for one in measure.everyone() for code, words in one.delivers.items()}
    done = [(words, counts[code]) for code, words in said.items() if counts[code]]
    return {"year": year, "done": done, "ladder": LADDER, "told": evaluations.told(), "lots": lots.told(now)}
