"""What each measure took, by month: from the ledger, from visits and meetings, and as corrected."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from kokong.kernel.measure import everyone
from kokong.ledger import api as ledger
from kokong.meetings import api as meetings
from kokong.places import api as places

from . import models as rows
from . import rules
from .rules import Month, Took

ByMonth = Mapping[date, Decimal]
HELD = ("held", "minuted")
VISITS, GROUPS = "cocoon_visit", "watch_group"


@dataclass(frozen=True)
class Correction:
    """What was corrected, and what had been reckoned then; `hours` None: taken back."""

    month: date
    hours: Decimal | None
    reckoned: Decimal
    reason: str
    at: datetime
    user_id: int | None


def took(*, now: datetime, months: int = rules.MONTHS) -> tuple[Took, ...]:
    """Every measure over the last months, this one included; those without anything too."""
    until = _next(timezone.localdate(now))
    since = _before(until, months)
    words = [code for one in everyone() for code in one.delivers]
    noted, units, cost = _in_ledger(words, since, until)
    for code, by_month in ((VISITS, _at_doors(since, until)), *_at_meetings(since, until).items()):
        for month, hours in by_month.items():
            noted[code][month] += hours
    units[GROUPS] = _members(since, until)
    corrected = _corrected(since, until)
    return tuple(
        Took(
            code,
            rules.UNITS.get(code, "delivery"),
            tuple(_months(code, since, until, noted, units, cost, corrected)),
        )
        for code in words
    )


def own(*, now: datetime) -> dict[str, float]:
    """Hours that one unit took here in the last months, by measure, where there were enough of them.

    Not for hours on foot, whose unit is a shift and says nothing of what an area needs.
    """
    return {
        each.measure: float(each.each)
        for each in took(now=now)
        if each.measure in rules.UNITS and each.units >= rules.ENOUGH and each.each
    }


def corrections(*, measure: str) -> tuple[Correction, ...]:
    """What was corrected of a measure, the newest first."""
    found = rows.HoursCorrection.objects.filter(measure=measure).order_by("-at", "-pk")
    return tuple(Correction(r.month, r.hours, r.reckoned, r.reason, r.at, r.user_id) for r in found)


def _months(
    code: str,
    since: date,
    until: date,
    noted: Mapping[str, ByMonth],
    units: Mapping[str, Mapping[date, int]],
    cost: Mapping[str, ByMonth],
    corrected: Mapping[tuple[str, date], tuple[Decimal, str]],
) -> list[Month]:
    found, month = [], since
    while month < until:
        hours, reason = corrected.get((code, month), (None, ""))
        found.append(
            Month(
                month, noted[code].get(month, Decimal(0)), units.get(code, {}).get(month, 0),
                cost[code].get(month, Decimal(0)), hours, reason,
            )
        )  # fmt: skip
        month = _next(month)
    return found[::-1]


def _in_ledger(
    codes: list[str], since: date, until: date
) -> tuple[dict[str, dict[date, Decimal]], dict[str, dict[date, int]], dict[str, dict[date, Decimal]]]:
    """Hours, units and kronor that deliveries carry, by measure and month."""
    hours: dict[str, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    units: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    cost: dict[str, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in ledger.by_outcome_and_month(measures=codes, since=since, until=until):
        hours[row.measure][row.month] += row.hours
        units[row.measure][row.month] += row.quantity
    for code in codes:
        for total in ledger.by_area_and_month(since=since, until=until, measure=code):
            cost[code][total.month] += total.cost
    return hours, units, cost


def _at_doors(since: date, until: date) -> ByMonth:
    """From the visits of cocoons."""
    found = ledger.deliveries(measure=VISITS, since=_midnight(since), until=_midnight(until))
    return rules.at_doors((each.burglary_id, timezone.localtime(each.on)) for each in found)


def _at_meetings(since: date, until: date) -> dict[str, ByMonth]:
    """From meetings that were held: those of a measure's own kinds count for what it delivers first."""
    first = {code: code for one in everyone() for code in one.delivers}
    first |= {one.name: next(iter(one.delivers)) for one in everyone() if one.delivers}
    found: dict[str, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for each in meetings.meetings(states=HELD, since=_midnight(since), until=_midnight(until)):
        code = first.get(rules.room_of(each.kind.code), "")
        if code:
            found[code][timezone.localdate(each.begins).replace(day=1)] += rules.of_meeting(each.lasts)
    return dict(found)


def _members(since: date, until: date) -> dict[date, int]:
    """Homes in the areas of groups that became active, by the month in which they did."""
    started = ledger.deliveries(measure=GROUPS, since=_midnight(since), until=_midnight(until))
    homes = places.homes_by_area(area_ids={each.area_id for each in started if each.area_id})
    found: dict[date, int] = defaultdict(int)
    for each in started:
        found[timezone.localdate(each.on).replace(day=1)] += len(homes.get(each.area_id or 0, ()))
    return found


def _corrected(since: date, until: date) -> dict[tuple[str, date], tuple[Decimal, str]]:
    found: dict[tuple[str, date], tuple[Decimal, str]] = {}
    for row in rows.HoursCorrection.objects.filter(month__gte=since, month__lt=until).order_by("at", "pk"):
        key = (row.measure, row.month)
        found.pop(key, None)
        if row.hours is not None:
            found[key] = (row.hours, row.reason)
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _before(month: date, many: int) -> date:
    number = 12 * month.year + month.month - 1 - many
    return date(number // 12, number % 12 + 1, 1)
