"""The result of a check on paper, for a board: score per part, and what to do first with rough costs."""

from pathlib import Path
from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kokong.kernel import audit, documents, tenancy
from kokong.kernel.models import Municipality

from .. import reading as buildings
from . import reading
from .values import Checked, Part

SHEET: Final = Path(__file__).with_name("board.typ")


def paper(*, check_id: int) -> bytes:
    """The PDF. Raises CheckMissing."""
    shown = data(check_id=check_id)
    audit.record(action="owner.check_printed", subject="building_check", subject_id=check_id)
    return documents.typeset(SHEET, shown)


def data(*, check_id: int) -> dict[str, Any]:
    """What the paper shows. Raises CheckMissing."""
    found = reading.check(check_id=check_id)
    past = reading.before(found)
    building = buildings.building(building_id=found.building_id)
    place = Municipality.objects.get(pk=tenancy.municipality_id())
    return {
        "language": get_language(), "above": _("Building check"), "title": building.address,
        "lead": _lead(found, building.owners),
        "heads": [_("Part"), _("Now"), _("Before")] if past else [_("Part"), _("Now")],
        "rows": [[each.title, percent(each.share), *_earlier(each, past)] for each in found.parts],
        "todo_title": _("What to do first"),
        "todo": [{"says": each.says, "about": each.about, "cost": kronor(each.kronor)} for each in found.todo],
        "none": _("Nothing left of what was asked about."),
        "foot": _("%(place)s. Costs are rough, for a door or a room at a time, to compare steps with each other.")
        % {"place": place.signed},
    }  # fmt: skip


def percent(share: float | None) -> str:
    """A share as people read it; a dash for none."""
    return "–" if share is None else f"{round(share * 100)} %"


def kronor(told: tuple[int, int]) -> str:
    """A range of money in words."""
    first, last = (number_format(each, use_l10n=True, force_grouping=True) for each in told)
    if told[1] == 0:
        return _("Costs nothing")
    return _("About %(first)s–%(last)s kronor") % {"first": first, "last": last}


def _lead(found: Checked, owners: tuple[str, ...]) -> str:
    day = date_format(found.ended or found.begun, "j F Y")
    return " · ".join(filter(None, ("; ".join(owners), day, percent(found.share))))


def _earlier(part: Part, past: Checked | None) -> list[str]:
    if past is None:
        return []
    return [percent(next((each.share for each in past.parts if each.title == part.title), None))]
