"""A municipality's own areas as the treated and the compared: burglaries by area and month."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

import numpy as np

from kokong.kernel.errors import UserError

if TYPE_CHECKING:
    from kokong.analysis.effect.panel import Panel
    from kokong.places.api import Area, Drawn

MONTHS_BEFORE: Final = 36
KINDS: Final = ("house", "row", "flat", "unknown")  # permanent homes, as risk counts them


def panel(*, treated: Sequence[str], control: Sequence[str], start: str, since: str, now: datetime) -> "Panel":
    """Counts of the areas in the municipality in scope, up to the last month that is over.

    Areas are named or numbered; each keeps the outline that it had when the measure started, for all months, so
    that the same ground is compared. Raises UserError for unknown areas, shared homes, and a start that leaves no
    month on one side.
    """
    from django.utils import timezone

    from kokong.analysis.effect import periods
    from kokong.analysis.effect.panel import CONTROL, TREATED, Panel
    from kokong.incidents import api as incidents
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
    known = (*places.areas(), *places.areas(room="watch"), *places.areas(retired=True))
    drawn = [_area(name, known) for name in (*treated, *control)]
    homes = _homes(drawn, timezone.make_aware(datetime(begin // 12, begin % 12 + 1, 1)))  # noqa: DTZ001 made aware
    area_of = {home: row for row, inside in enumerate(homes) for home in inside}
    if len(area_of) < sum(map(len, homes)):
        raise UserError("Some homes lie in two of the areas. Choose areas that share no ground.")
    counts: Counter[tuple[int, int]] = Counter()
    for burglary in incidents.burglaries(kinds=KINDS):
        day = timezone.localdate(burglary.latest)
        row = area_of.get(burglary.dwelling_id)
        if row is not None:
            counts[row, day.year * 12 + day.month - 1] += 1
    months = range(first, last + 1)
    table = np.array([[counts[row, month] for month in months] for row in range(len(drawn))], np.float64)
    size = np.repeat(np.array([[max(len(inside), 1)] for inside in homes], np.float64), len(months), axis=1)
    return Panel(
        counts=table,
        units=tuple(each.name for each in drawn),
        periods=tuple(kind.label(month) for month in months),
        ring=np.array([TREATED] * len(treated) + [CONTROL] * len(control)),
        start=begin - first,
        per_year=kind.per_year,
        exposure=size,
        places=np.array([each.shape.centroid.coords[0] for each in drawn], np.float64),
    )


def _area(name: str, known: Sequence["Area"]) -> "Drawn":
    from kokong.places import api as places

    found = [each for each in known if name in {str(each.id), each.name}]
    if len(found) != 1:
        said = ", ".join(f"{each.name} ({each.id})" for each in known) or "none yet"
        which = "There is no area" if not found else "More than one area is called"
        raise UserError(f"{which} {name}. Known, with their numbers: {said}.")
    return places.area(area_id=found[0].id)


def _homes(drawn: Sequence["Drawn"], start: datetime) -> list[tuple[int, ...]]:
    """The homes in each area, by the outline that was valid at the start, or the first that it had."""
    from kokong.places import api as places

    found = []
    for each in drawn:
        first = places.outlines(area_id=each.id)[-1].since
        found.append(places.homes_in(area_id=each.id, at=max(start, first)))
    return found
