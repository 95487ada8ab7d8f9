"""Reports seen to by the worker: a job for each, so that one that hangs holds up no other."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kokong.kernel import tenancy
from kokong.kernel.nightly import nightly
from kokong.kernel.retrying import AGAIN

from .. import lent
from .. import models as rows
from . import accounts, http, rules, work
from .values import ForGood, Given, NotTaken, System

NAME: Final = "kokong.walks.report"
QUEUE: Final = "messages"
Came = TypeVar("Came")


@nightly("*/10 * * * *", name="kokong.walks.reports")
def tick(_part: str) -> None:
    """Every report whose time has come gets a job."""
    for number in rows.Report.objects.filter(work.due(timezone.now())).values_list("pk", flat=True):
        defer(number)


def defer(report_id: int) -> None:
    """See to a report in a job of this transaction, unless one waits already."""
    place = tenancy.municipality_id()
    with suppress(AlreadyEnqueued), transaction.atomic():
        job = app.configure_task(NAME, queue=QUEUE, queueing_lock=f"{NAME} {place} {report_id}")
        job.defer(municipality_id=place, report_id=report_id)


@app.task(name=NAME, queue=QUEUE, retry=AGAIN, pass_context=False)
def see_to(*, municipality_id: int, report_id: int) -> None:
    """Give a report, look for it, or ask how it fares. Opens the scopes that it needs."""
    now = timezone.now()
    with tenancy.scope(municipality_id=municipality_id):
        row, system = _due(report_id, now), accounts.find()
        if row is None:
            return
        gives = work.claim(row, now)
        given = _given(row, now) if gives else None
    came = _errand(row, system, given)
    with tenancy.scope(municipality_id=municipality_id):
        same = rows.Report.objects.select_for_update(no_key=True, of=("self",)).select_related("finding")
        fresh = same.filter(pk=report_id, state=row.state, tries=row.tries).first()
        if fresh is not None:
            _write(fresh, gives, came, timezone.now())


def _given(row: rows.Report, now: datetime) -> Given:
    photo = lent.first_of(finding_id=row.finding_id, today=timezone.localdate(now))
    return work.given(row, media=photo)


def _due(report_id: int, now: datetime) -> rows.Report | None:
    found = rows.Report.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    return found.select_related("finding").filter(work.due(now), pk=report_id).first()


def _errand(row: rows.Report, system: System | None, given: Given | None) -> Any:
    if system is None:
        return ForGood("~unconnected")
    if given is not None:
        return _try(lambda: http.give(system, given))
    if row.state == "perhaps":
        return _try(lambda: http.listed(system, _query(row)))
    if row.state == "sent":
        return _try(lambda: http.number_of(system, row.token))
    return _try(lambda: _asked(row, system))


def _asked(row: rows.Report, system: System) -> Any:
    """By its number; where that leads to nothing that is ours, by our mark."""
    found = http.one(system, row.number)
    return found if work.pick(row, found) is not None else (*found, *http.listed(system, _query(row)))


def _query(row: rows.Report) -> Mapping[str, str]:
    """Reports of this kind from when it may have been taken, and 90 days on, as the standard has it."""
    since = (row.made - rules.CLOCKS_APART).astimezone(UTC)
    return {"service_code": row.service, "start_date": since.strftime("%Y-%m-%dT%H:%M:%SZ")}


def _try(ask: Callable[[], Came]) -> Came | NotTaken:
    try:
        return ask()
    except NotTaken as error:
        return error


def _write(row: rows.Report, gave: bool, came: Any, now: datetime) -> None:
    if gave:
        work.write_given(row, came, now)
    elif row.state == "perhaps":
        work.write_looked(row, came, now)
    elif row.state == "sent":
        work.write_number(row, came, now)
    else:
        work.write_asked(row, came, now)
