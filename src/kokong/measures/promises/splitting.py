"""What a rule of the whole municipality came to in each of its areas: told beside the count, never added to it.

Areas overlap, and what was delivered to no place lies in none, so the parts needn't come to the whole.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kokong.places import api as places

from . import counters, rules
from . import models as rows
from .pace import Amount
from .rules import Rule

Parts = Mapping[date, tuple[tuple[str, Amount], ...]]


def rules_by_area(asked: Collection[Rule]) -> dict[Rule, dict[int, Rule]]:
    """For each rule of the whole municipality that the ledger counts, the same in each area of enough homes."""
    known = counters.everyone()
    whole = [each for each in asked if each.area_id is None and (c := known.get(each.what)) and c.count is None]
    if not whole:
        return {}
    homes = places.homes_by_area(area_ids=[each.id for each in places.areas()])
    large = [area_id for area_id, found in homes.items() if len(found) >= rules.LEAST_HOMES]
    return {each: {area_id: replace(each, area_id=area_id) for area_id in large} for each in whole}


def as_data(
    parts: Mapping[int, Rule], found: Mapping[Rule, Mapping[date, Amount]], month: date
) -> dict[str, list[str]]:
    """What a month came to in each area where it came to something, as it is stored."""
    amounts = ((area_id, found.get(rule, {}).get(month, Amount())) for area_id, rule in parts.items())
    return {str(area_id): [str(each.n), str(each.of)] for area_id, each in amounts if each.n or each.of}


def by_area(*, action_id: int) -> Parts:
    """What an action of the whole municipality came to by month and by the name of each area."""
    kept = rows.Month.objects.filter(counting__action_id=action_id, counting__until=None).exclude(areas={})
    months = dict(kept.values_list("month", "areas"))
    names = places.areas_drawn(area_ids=_numbers(months.values()))
    return {
        month: tuple(
            sorted((names[int(pk)].name, Amount(Decimal(n), Decimal(of))) for pk, (n, of) in areas.items()
                   if int(pk) in names)
        )
        for month, areas in months.items()
    }  # fmt: skip


def _numbers(stored: Iterable[Mapping[str, object]]) -> set[int]:
    return {int(pk) for areas in stored for pk in areas}
