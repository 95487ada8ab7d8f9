"""The notice for a stairwell."""

from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.kernel import audit, documents, tenancy
from kokong.kernel.models import Municipality

from ..values import BuildingMissing
from . import letters
from .models import Told

SHEET: Final = Path(__file__).with_name("stairwell.typ")


def poster(*, told_id: int) -> bytes:
    """The PDF, A4. Raises BuildingMissing where nobody was told so, or the burglary has been withdrawn."""
    shown = data(told_id=told_id)
    audit.record(action="owner.poster_printed", subject="owner_told", subject_id=told_id)
    return documents.typeset(SHEET, shown)


def data(*, told_id: int) -> dict[str, Any]:
    """What it shows: what, about when and what to do; no address and no home."""
    told = Told.objects.filter(pk=told_id).first()
    burglary = incidents.burglary(burglary_id=told.burglary) if told else None
    if told is None or burglary is None or burglary.state != "confirmed":
        raise BuildingMissing("")
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    here = _("Burglary in this building") if told.how == "in" else _("Burglary near here")
    return {
        "language": get_language(), "title": here, "above": _("To everybody who lives here"),
        "lead": f"{letters.what(burglary)} {letters.about_when(burglary)}.",
        "advice": [
            _("See that the entrance falls shut behind you, and let nobody in whom you don’t know."),
            _("Lock your door at home, too, with every lock."),
            _("Tell a neighbour when you go away, and have your post taken in."),
            _("Leave nothing of value in the cellar or the attic."),
            _("Keep bicycles locked, also in the bicycle room."),
        ],
        "call": _("See a crime that is going on? Call 112. Afterwards: 114 14."),
        "foot": _("%(place)s, with the police") % {"place": place.signed},
    }  # fmt: skip
