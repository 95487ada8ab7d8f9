"""The Kalmar claim as a page: the worked case, judged by the same ladder as everything else."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language

from kokong.analysis import figures, words


def shown() -> Mapping[str, Any]:
    """What its page shows, in the reader's language."""
    return _shown((get_language() or "en")[:2])


@cache
def _shown(code: str) -> Mapping[str, Any]:
    from kokong.analysis.effect import kalmar
    from kokong.analysis.report.effect import as_json, phrases

    with words.language(code):
        case = kalmar.case()
        told = as_json.evaluation(case)
        told |= {
            "title": kalmar.title(),
            "amount": phrases.amount(case),
            "percentage": phrases.percentage(case),
            "notes": kalmar.notes(),
            "facts": [
                (words.gettext(f.area), words.gettext(f.period), words.gettext(f.measure), f.shown(), f.source)
                for f in kalmar.FACTS
            ],
            "designs": [
                (
                    phrases.title(row.estimate),
                    *map(figures.percent, (row.estimate.estimate, *row.estimate.interval)),
                )
                for row in case.specifications
            ],
        }
    return MappingProxyType(told)
