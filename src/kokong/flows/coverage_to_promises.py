"""How many doors around burglaries were talked to in time is something that can be promised, and is counted.

The ledger has the visits, but not the doors that nobody came to: a share is of those, too.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kokong.measures.cocoons import api as cocoons
from kokong.measures.promises import api as promises

CODE: Final = "doors_in_time"


def doors_in_time(since: date, until: date) -> Mapping[date, promises.Amount]:
    """Homes talked to within the clock, of those that could be, by the month in which their cocoon opened."""
    found: dict[date, promises.Amount] = {}
    opened = {
        each.id: timezone.localdate(each.opened)
        for each in cocoons.cocoons(since=timezone.make_aware(datetime.combine(since, time())))
        if each.closed is None
    }
    counted = cocoons.coverage(cocoon_ids=[pk for pk, day in opened.items() if day < until])
    for pk, each in counted.items():
        month = opened[pk].replace(day=1)
        amount = promises.Amount(Decimal(each.within_clock), Decimal(each.eligible))
        found[month] = found.get(month, promises.Amount()) + amount
    return found


promises.offer(
    promises.Counter(CODE, _("Homes around a burglary talked to in time"), count=doors_in_time, shared=True)
)
