"""What the calendar expects of a panel: its own test, and hours in which a home is open. Said, changed, shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.dc09 import Kind
from kokong.kernel import audit

from .. import models as rows
from .. import red_days, supervising
from ..access import municipality_of
from ..supervising import Day, Hours, OwnTest
from ..values import AccountMissing, FieldProblem
from . import terms
from .tables import Expected

TEST, HOURS = "test", "hours"
FARTHEST: Final = timedelta(days=2 * 366)
MOST_DAYS: Final = 400  # with hours of their own
_LAST_TEST: Final = """
SELECT received FROM alarms_event WHERE account_id = %s AND kind = %s ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True)
class Expectation:
    """What is expected of a panel. `tests`, `hours`: None where nothing is. `test_due`, `last_test`: by when the
    next test is to come, and when the last came; `due`, what is next by the hours. `on`: told, and not over.
    """

    tests: OwnTest | None = None
    hours: Hours | None = None
    test_due: datetime | None = None
    last_test: datetime | None = None
    due: supervising.Due | None = None
    on: tuple[str, ...] = ()


def expected(*, account_id: int, now: datetime) -> Expectation:
    """What is expected of a panel now."""
    known = {row.what: row for row in Expected.objects.filter(account_id=account_id)}
    on = tuple(kind for row in known.values() for kind in row.on)
    tests = terms.tests(known[TEST].terms, since=known[TEST].since) if TEST in known else None
    hours = terms.hours(known[HOURS].terms) if HOURS in known else None
    last = last_test(account_id)
    return Expectation(
        tests, hours, supervising.test_due(tests, last=last, zone=zone()) if tests else None, last,
        next_due(hours, after=now) if hours else None, on,
    )  # fmt: skip


@transaction.atomic
def expect(
    *, account_id: int, every: str = "", on: date | None = None, hours: Hours | None = None, now: datetime
) -> None:
    """Both at once, or nothing of them: see `expect_test`, `expect_hours`."""
    expect_test(account_id=account_id, every=every, on=on, now=now)
    expect_hours(account_id=account_id, hours=hours, now=now)


@transaction.atomic
def expect_test(*, account_id: int, every: str = "", on: date | None = None, now: datetime) -> None:
    """Expect a test each week or month (`every`), once `on` a day, or none. Raises AccountMissing, FieldProblem.

    What was told of a test that didn't come is over when the next comes, or when somebody closes it.
    """
    account = _account(account_id)
    if every not in {"", "week", "month"}:
        raise FieldProblem(_("A test is expected each week, each month, or once on a day."), field="every")
    if every and on is not None:
        raise FieldProblem(_("Either again and again, or once on a day."), field="on")
    if on is not None and not timezone.localdate(now) <= on <= timezone.localdate(now + FARTHEST):
        raise FieldProblem(_("The day is today or later, within two years."), field="on")
    said = terms.of_tests(every, on)
    if said is None:
        _forget(account, TEST)
        return
    tests = terms.tests(said, since=now)
    due = supervising.test_due(tests, last=None, zone=zone())
    _keep(account, TEST, said, due + supervising.TEST_GRACE if due else None, now=now)


@transaction.atomic
def expect_hours(*, account_id: int, hours: Hours | None, now: datetime) -> None:
    """Expect a home to be open in these hours alone, or any (None). Raises AccountMissing, FieldProblem."""
    account = _account(account_id)
    if hours is None or not (hours.days or hours.extra):
        _forget(account, HOURS)
        return
    for day in (*hours.days.values(), *hours.extra.values()):
        _check(day)
    if len(hours.extra) > MOST_DAYS:
        raise FieldProblem(_("At most %(most)d days of their own.") % {"most": MOST_DAYS}, field="extra")
    due = next_due(hours, after=now)
    _keep(account, HOURS, terms.of_hours(hours), due.at + supervising.HOURS_GRACE if due else None, now=now)


def _check(day: Day) -> None:
    if day.shut and (day.opens or day.opened_by or day.closed_by):
        raise FieldProblem(_("A day on which it stays closed has no hours."), field="hours")
    if day.opened_by and day.opens and day.opened_by < day.opens:
        raise FieldProblem(_("It is to be open by a time at which it may not be opened yet."), field="hours")
    if day.opened_by and not day.closed_by:
        raise FieldProblem(_("Where it is to be opened by a time, say also when it is closed."), field="hours")


def next_due(hours: Hours, *, after: datetime) -> supervising.Due | None:
    """What is expected next."""
    around = red_days.around(supervising.local_day(after, zone()))
    return supervising.next_due(hours, after=after, zone=zone(), holidays=around)


def last_test(account_id: int) -> datetime | None:
    """When the panel's latest test came."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_TEST, [account_id, str(Kind.TEST)])
        found = cursor.fetchone()
    return found[0] if found else None


def zone() -> Any:
    """The zone of the clocks here."""
    return timezone.get_default_timezone()


def _account(account_id: int) -> rows.Account:
    found = rows.Account.objects.select_for_update().filter(pk=account_id, retired=None).first()
    if found is None:
        raise AccountMissing(_("There is no account %(id)s in service. Nothing was changed.") % {"id": account_id})
    return found


def _keep(
    account: rows.Account, what: str, said: Mapping[str, Any], next_at: datetime | None, *, now: datetime
) -> None:
    row = Expected.objects.filter(account=account, what=what).first()
    if row is not None and row.terms == said:
        return
    if row is None:
        row = Expected(
            municipality_id=account.municipality_id, centre_id=account.centre_id, account=account, what=what
        )
    row.terms, row.since, row.next_at = dict(said), now, next_at
    row.save()
    _log(account, what)


def _forget(account: rows.Account, what: str) -> None:
    if Expected.objects.filter(account=account, what=what).delete()[0]:
        _log(account, what)


def _log(account: rows.Account, what: str) -> None:
    with municipality_of(account):
        audit.record(action=f"alarm_account.expected_{what}", subject="alarm_account", subject_id=account.pk)
