"""An accepted suggestion as the beginning of a line of the action plan."""

from typing import Any

from django.utils.translation import gettext as _

from . import models as rows
from . import reading, showing
from .values import Answer


def line(answer: str) -> dict[str, Any]:
    """What a line that plans an accepted suggestion begins with; nothing where there is no such."""
    row = rows.BestAnswer.objects.filter(pk=int(answer), accepted=True).first() if answer.isdecimal() else None
    return _line(reading.answer_of(row)) if row else {}


def _line(found: Answer) -> dict[str, Any]:
    name = reading.measure_words().get(found.measure, found.measure)
    figures = {"area": found.figures["area"], "measure": name}
    prevented = showing.amount(float(found.prevented), found.figures["low"], found.figures["high"])
    return {
        "problem": _("Burglaries in %(area)s, by the situational picture.") % figures,
        "what": _("%(measure)s in %(area)s") % figures,
        "kind": found.measure,
        "area": found.area_id,
        "sign": _("%(prevented)s Followed up, not promised.") % {"prevented": prevented},
    }
