"""What actions are counted by: every kind of delivery that a measure declares, meetings, and what flows offer."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kokong.kernel import measure
from kokong.ledger import api as ledger
from kokong.meetings import api as meetings

from .pace import Amount
from .rules import Rule

Words = str | Promise
ByMonth = Mapping[date, Amount]
Count = Callable[[date, date], ByMonth]
HELD: Final = ("held", "minuted")
_COLUMN: Final = {"times": "deliveries", "quantity": "quantity", "reach": "reach", "hours": "hours"}


@dataclass(frozen=True)
class Counter:
    """Something that can be counted. `count(since, until)` gives amounts by month; None: the ledger has it.

    `outcomes` are what its deliveries end with. A `shared` one counts a share by itself, of what `words` say.
    """

    code: str
    words: Words
    outcomes: Mapping[str, Words] = field(default_factory=dict)
    count: Count | None = None
    shared: bool = False


_offered: Final[dict[str, Counter]] = {}


def offer(counter: Counter) -> None:
    """Have something counted that no delivery tells; a flow does this when it is ready."""
    _offered[counter.code] = counter


def everyone() -> dict[str, Counter]:
    """All counters by their code: deliveries in the order of the measures, meetings, what flows offer."""
    found: dict[str, Counter] = {}
    ended = {one.name: outcomes for one, outcomes in measure.each("outcomes")}
    for one in measure.everyone():
        outcomes = {code: said.words for code, said in ended.get(one.name, {}).items()}
        for code, words in one.delivers.items():
            found[code] = Counter(code, words, outcomes)
    return {**found, MEETINGS.code: MEETINGS, **_offered}


def amounts(asked: Collection[Rule], *, since: date, until: date, live: bool = False) -> dict[Rule, ByMonth]:
    """What rules come to by month, from that of `since` up to that of `until`; deliveries in few queries for all.

    `live`: only what the ledger has, which everybody's page may ask for.
    """
    known = everyone()
    from_ledger = [each for each in asked if (found := known.get(each.what)) and found.count is None]
    result: dict[Rule, ByMonth] = dict(_from_ledger(from_ledger, since, until)) if from_ledger else {}
    for each in asked:
        found = known.get(each.what)
        if found is not None and found.count is not None and not live:
            result[each] = found.count(since, until)
    return result


def _from_ledger(asked: Collection[Rule], since: date, until: date) -> Iterable[tuple[Rule, ByMonth]]:
    rows = ledger.by_outcome_and_month(
        measures={each.what for each in asked}, since=since, until=until, area_ids={e.area_id for e in asked}
    )
    by_key: dict[tuple[str, int | None], list[ledger.Counted]] = {}
    for row in rows:
        by_key.setdefault((row.measure, row.area_id), []).append(row)
    for rule in asked:
        yield rule, _added(rule, by_key.get((rule.what, rule.area_id), []))


def _added(rule: Rule, rows: Iterable[Any]) -> ByMonth:
    found: dict[date, Amount] = {}
    for row in rows:
        much = Decimal(getattr(row, _COLUMN[rule.unit]))
        counts = not rule.outcome or row.outcome == rule.outcome
        found[row.month] = found.get(row.month, Amount()) + Amount(much if counts else Decimal(0), much)
    return found


def _meetings(since: date, until: date) -> ByMonth:
    """Meetings that were held, by the month in which they began."""
    first, last = (timezone.make_aware(datetime.combine(day, time())) for day in (since, until))
    found: dict[date, Amount] = {}
    for each in meetings.meetings(states=HELD, since=first, until=last - timedelta(microseconds=1)):
        month = timezone.localdate(each.begins).replace(day=1)
        found[month] = found.get(month, Amount()) + Amount(Decimal(1), Decimal(1))
    return found


MEETINGS: Final = Counter("meeting", _("Meeting that was held"), count=_meetings)
