"""A municipality's own areas as the treated and the compared, named on the command line."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from kokong.kernel.errors import UserError

if TYPE_CHECKING:
    from kokong.analysis.effect.panel import Panel
    from kokong.places.api import Area

MONTHS_BEFORE: Final = 36


def panel(*, treated: Sequence[str], control: Sequence[str], start: str, since: str, now: datetime) -> "Panel":
    """Counts of the areas in the municipality in scope, up to the last month that is over.

    Areas are named or numbered. Raises UserError for unknown areas, shared homes, and a start that leaves no month
    on one side.
    """
    from django.utils import timezone

    from kokong.analysis.effect import periods
    from kokong.effect import api as effect
    from kokong.places import api as places

    kind = periods.KINDS[0]
    begin = periods.start_of(start, kind)
    first = periods.start_of(since, kind) if since else begin - MONTHS_BEFORE
    today = timezone.localdate(now)
    last = today.year * 12 + today.month - 2  # the month before this one
    if not first < begin <= last:
        raise UserError(
            f"The start {start} leaves no month on one side: {kind.label(first)} to {kind.label(last)}."
        )
    known = effect.known_areas()
    drawn = [[places.area(area_id=area_id(name, known)) for name in names] for names in (treated, control)]
    return effect.panel(
        treated=drawn[0], compared=drawn[1], since=_day(first), start=_day(begin), until=_day(last + 1)
    )


def area_id(name: str, known: Sequence["Area"]) -> int:
    """The number of an area that is named or numbered. Raises UserError with the names that there are."""
    found = [each for each in known if name in {str(each.id), each.name}]
    if len(found) != 1:
        said = ", ".join(f"{each.name} ({each.id})" for each in known) or "none yet"
        which = "There is no area" if not found else "More than one area is called"
        raise UserError(f"{which} {name}. Known, with their numbers: {said}.")
    return found[0].id


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
