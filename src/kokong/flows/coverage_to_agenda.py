"""How many homes around burglaries were talked to since the last meeting: a point of the weekly agenda."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.measures.cocoons import api as cocoons
from kokong.measures.cooperation import api as cooperation

CODE: Final = "coverage"


def lines(asked: cooperation.AgendaMeant) -> list[cooperation.AgendaLine]:
    """The coverage of cocoons opened since; none where there were none."""
    opened = [each.id for each in cocoons.cocoons(since=asked.since) if each.closed is None]
    counted = cocoons.coverage(cocoon_ids=opened).values()
    eligible = sum(each.eligible for each in counted)
    if not eligible:
        return []
    said = {"n": len(opened), "talked": sum(each.within_clock for each in counted), "eligible": eligible}
    text = _("%(n)d cocoons: %(talked)d of %(eligible)d homes talked to in time") % said
    return [cooperation.AgendaLine(text, reverse("cocoons:list"))]


cooperation.offer_point(cooperation.AgendaPoint(CODE, gettext_lazy("Coverage around burglaries"), 30, lines))
