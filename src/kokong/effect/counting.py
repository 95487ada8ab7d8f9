"""Burglaries by area and month, and what was delivered there: the two things that an evaluation is made of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.incidents import api as incidents
from kokong.ledger import api as ledger
from kokong.places import api as places

from .rules import Plan
from .values import Refused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kokong.analysis.effect.panel import Panel

KINDS: Final = ("house", "row", "flat", "unknown")  # permanent homes, as risk counts them


def panel(
    *, treated: Sequence[places.Drawn], compared: Sequence[places.Drawn], since: date, start: date, until: date
) -> "Panel":
    """Counts of permanent homes' burglaries in these areas, by month from that of `since` up to that of `until`.

    Each area keeps the outline that it had when the measure started, for all months, so that the same ground is
    compared. Raises Refused where two areas share homes.
    """
    import numpy as np

    from kokong.analysis.effect import periods
    from kokong.analysis.effect.panel import CONTROL, TREATED, Panel

    kind = periods.KINDS[0]
    drawn = (*treated, *compared)
    homes = _homes(drawn, timezone.make_aware(datetime.combine(start, time())))
    counts = _counts(homes)
    months = range(_number(since), _number(until))
    table = np.array([[counts[row, month] for month in months] for row in range(len(drawn))], np.float64)
    size = np.repeat(np.array([[max(len(inside), 1)] for inside in homes], np.float64), len(months), axis=1)
    return Panel(
        counts=table,
        units=tuple(each.name for each in drawn),
        periods=tuple(kind.label(month) for month in months),
        ring=np.array([TREATED] * len(treated) + [CONTROL] * len(compared)),
        start=_number(start) - months[0],
        per_year=kind.per_year,
        exposure=size,
        places=np.array([each.shape.centroid.coords[0] for each in drawn], np.float64),
    )


def panel_of(plan: Plan, *, until: date) -> "Panel":
    """What a plan counts, up to the month of `until`. Raises Refused where two areas share homes."""
    drawn = places.areas_drawn(area_ids=(*plan.treated, *plan.compared))
    if len(drawn) < len({*plan.treated, *plan.compared}):
        raise places.AreaNotFound
    return panel(
        treated=[drawn[each] for each in plan.treated], compared=[drawn[each] for each in plan.compared],
        since=plan.since, start=plan.start, until=until,
    )  # fmt: skip


def before(
    drawn: Sequence[places.Drawn], *, since: date, start: date
) -> tuple[list[tuple[int, ...]], "NDArray[np.float64]"]:
    """The homes of each area, and its burglaries by month up to the start; areas may share ground here."""
    import numpy as np

    homes = _homes(drawn, timezone.make_aware(datetime.combine(start, time())))
    rows_of: dict[int, list[int]] = {}
    for row, inside in enumerate(homes):
        for home in inside:
            rows_of.setdefault(home, []).append(row)
    first, months = _number(since), _number(start) - _number(since)
    table = np.zeros((len(drawn), months), np.float64)
    until = timezone.make_aware(datetime.combine(start, time()))
    for burglary in incidents.burglaries(kinds=KINDS, until=until):
        month = _number(timezone.localdate(burglary.latest)) - first
        for row in rows_of.get(burglary.dwelling_id, ()) if 0 <= month < months else ():
            table[row, month] += 1
    return homes, table


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _counts(homes: Sequence[Sequence[int]]) -> Counter[tuple[int, int]]:
    """Burglaries by row and month."""
    area_of = {home: row for row, inside in enumerate(homes) for home in inside}
    if len(area_of) < sum(map(len, homes)):
        raise Refused(
            _("Some homes lie in two of the areas. Choose areas that share no ground."), field="compared"
        )
    counts: Counter[tuple[int, int]] = Counter()
    for burglary in incidents.burglaries(kinds=KINDS):
        row = area_of.get(burglary.dwelling_id)
        if row is not None:
            counts[row, _number(timezone.localdate(burglary.latest))] += 1
    return counts


def _homes(drawn: Sequence[places.Drawn], start: datetime) -> list[tuple[int, ...]]:
    """The homes in each area, by the outline that was valid at the start, or the first that it had."""
    homes = places.homes_by_first_area(area_ids=[each.id for each in drawn], at=start)
    return [homes.get(each.id, ()) for each in drawn]


def dose(
    *, measures: Sequence[str], rings: Mapping[str, Sequence[int]], since: date, until: date
) -> dict[str, dict[str, int]]:
    """How often these measures were delivered in each area by ring, from the month of `since` up to `until`."""
    wanted = [area for areas in rings.values() for area in areas]
    told: Counter[int] = Counter()
    for each in ledger.by_outcome_and_month(measures=measures, since=since, until=until, area_ids=wanted):
        if each.area_id is not None:
            told[each.area_id] += each.quantity
    return {ring: {str(area): told[area] for area in areas} for ring, areas in rings.items()}
