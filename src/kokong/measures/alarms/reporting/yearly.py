"""What there is to say of a home's year: alarms and how they ended, tests, silence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.dc09 import Kind

from .. import models as rows
from ..panels import accounts
from ..rules import LINE_FAULT
from ..values import Account, FieldProblem
from .silence import Silence, silences

FIRST: Final = 2000
SHOWN: Final = 3


@dataclass(frozen=True)
class Year:
    """A home's year so far. `began`, `ends`: what it is about, from its enrolment to now at most.

    `outcomes` are kinds with close reasons ("" while open) and how often; `causes` why alarms were false, the most
    frequent first; `tests` what the panel sent as tests, `tested` when last; `tried`: alarms while it was in test.
    """

    account: Account
    year: int
    began: datetime
    ends: datetime
    outcomes: tuple[tuple[str, str, int], ...]
    causes: tuple[tuple[str, int], ...]
    alarms: int
    false: int
    tests: int
    tested: datetime | None
    tried: int
    silent: tuple[Silence, ...]

    @property
    def supervised(self) -> bool:
        """Whether anybody would notice that the panel falls silent."""
        return self.account.interval_s is not None


def year_of(*, account_id: int, year: int, now: datetime) -> Year:
    """A home's year. Raises AccountMissing; FieldProblem for a year in which it had no panel here."""
    account = accounts.account(account_id=account_id)
    began, ends = _span(account, year, now)
    real = rows.Alarm.objects.filter(account_id=account_id, homes=1, opened__gte=began, opened__lt=ends)
    counted = Counter(real.filter(suppressed=False).values_list("kind", "close_reason"))
    false = real.filter(suppressed=False, false=True)
    tests, tested = _tests(account_id, began, ends)
    return Year(
        account=account, year=year, began=began, ends=ends,
        outcomes=tuple((kind, why, n) for (kind, why), n in sorted(counted.items(), key=lambda one: -one[1])),
        causes=tuple(Counter(false.values_list("close_reason", flat=True)).most_common()),
        alarms=sum(counted.values()), false=false.count(), tests=tests, tested=tested,
        tried=real.filter(suppressed=True).count(), silent=_silent(account_id, began, ends),
    )  # fmt: skip


def years(account: Account, *, now: datetime) -> tuple[int, ...]:
    """The years for which there is a report to make, the latest first; three at most."""
    last, first = timezone.localdate(now).year, timezone.localdate(account.enrolled).year
    return tuple(range(last, max(first, last - SHOWN + 1) - 1, -1))


def _span(account: Account, year: int, now: datetime) -> tuple[datetime, datetime]:
    if not FIRST <= year <= timezone.localdate(now).year:
        raise FieldProblem(_("Choose a year that has begun."), field="year")
    first, last = (timezone.make_aware(datetime(each, 1, 1)) for each in (year, year + 1))  # noqa: DTZ001
    began, ends = max(first, account.enrolled), min(last, now, account.retired or now)
    if began >= ends:
        raise FieldProblem(_("The panel was not in service in %(year)d.") % {"year": year}, field="year")
    return began, ends


def _tests(account_id: int, began: datetime, ends: datetime) -> tuple[int, datetime | None]:
    """How many tests, those that are only counted any more among them, and when the last one was."""
    sent = rows.Event.objects.filter(account_id=account_id, kind=Kind.TEST, received__gte=began, received__lt=ends)
    months = (date(began.year, 1, 1), date(began.year, 12, 31))
    old = rows.Tally.objects.filter(account_id=account_id, kind=Kind.TEST, month__range=months)
    counted = old.aggregate(n=Sum("events"))["n"] or 0
    return sent.count() + counted, sent.aggregate(last=Max("received"))["last"]


def _silent(account_id: int, began: datetime, ends: datetime) -> tuple[Silence, ...]:
    told = rows.Event.objects.filter(account_id=account_id, kind__in=(LINE_FAULT, Kind.RESTORE), code="")
    found = told.filter(received__lt=ends).order_by("pk").values_list("received", "kind", "restores")
    said = [(when, kind == LINE_FAULT) for when, kind, restores in found if LINE_FAULT in {kind, restores}]
    before = [silent for when, silent in said if when < began]
    return silences(_within(said, began), since=began, until=ends, silent_before=bool(before and before[-1]))


def _within(said: list[tuple[datetime, bool]], began: datetime) -> Iterator[tuple[datetime, bool]]:
    return (one for one in said if one[0] >= began)
