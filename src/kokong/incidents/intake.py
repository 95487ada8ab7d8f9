"""Reporting burglaries and changing what is known of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy
from kokong.kernel.events import Event, emit

from . import checks, locks, models, rules, values
from .events import BurglaryConfirmed, BurglaryCorrected, BurglaryWithdrawn
from .police import keep_police_part
from .values import Burglary

LOCKS: Final = 1000


@transaction.atomic
def report(
    *,
    dwelling_id: int,
    earliest: datetime,
    latest: datetime,
    completed: bool = True,
    dwelling_kind: str = "",
    entry_point: str = "",
    source: str,
    case_number: str = "",
    contact: str = "",
    another: bool = False,
    even_withdrawn: bool = False,
    now: datetime,
) -> Burglary:
    """Write down a burglary as a draft. An empty `dwelling_kind` takes the dwelling's own.

    `another` says that the user has seen a burglary of the same dwelling near in time and means another;
    `even_withdrawn` counts withdrawn ones as there.
    What stands instead of a case number ("okänt", "-") is none. Raises Duplicate for a known case number, and
    without `another` for such a near burglary; FieldProblem for what a field can't be.
    """
    dwelling = checks.dwelling(dwelling_id)
    checks.times(earliest=earliest, latest=latest, now=now)
    kind = checks.code("dwelling_kind", dwelling_kind or rules.kind_for(dwelling.kind))
    number = checks.case_told(case_number)
    _one_at_a_time(dwelling_id)
    checks.known_case(number)
    if not another:
        window = rules.Span(earliest, latest)
        checks.near_in_time(dwelling_id, window, case_number=number, even_withdrawn=even_withdrawn)
    row = models.Burglary.objects.create(
        dwelling_id=dwelling_id,
        earliest=earliest,
        latest=latest,
        completed=completed,
        dwelling_kind=kind,
        entry_point=checks.code("entry_point", entry_point),
        source=checks.code("source", source),
        reported_at=now,
        reported_by=tenancy.current().user_id,
    )
    _remember(row, "reported", now=now)
    keep_police_part(row, case_number=number, contact=contact, now=now)
    return values.of(row)


@transaction.atomic
def confirm(*, burglary_id: int, now: datetime, quietly: bool = False) -> tuple[Burglary, Event | None]:
    """Confirm a draft and tell the flows. Confirming again changes nothing and returns no event.

    `quietly` tells nobody: for imported history. Raises BurglaryMissing, NotAllowed for a withdrawn one.
    """
    row = _locked(burglary_id)
    if row.state == "confirmed":
        return values.of(row), None
    _step(row, "confirm")
    row.confirmed_at, row.confirmed_by = now, tenancy.current().user_id
    row.save()
    _remember(row, "confirmed", now=now)
    return values.of(row), None if quietly else emit(BurglaryConfirmed(row.pk, row.dwelling_id))


@transaction.atomic
def withdraw(*, burglary_id: int, reason: str, now: datetime) -> tuple[Burglary, Event | None]:
    """Withdraw a burglary that was none, with a sentence. Withdrawing again changes nothing.

    The event is None where nobody had been told of the burglary. Raises BurglaryMissing, FieldProblem.
    """
    row = _locked(burglary_id)
    if row.state == "withdrawn":
        return values.of(row), None
    said, told = checks.reason(reason), row.state == "confirmed"
    _step(row, "withdraw")
    row.withdrawn_at, row.withdrawn_by = now, tenancy.current().user_id
    row.save()
    _remember(row, "withdrawn", now=now, reason=said)
    return values.of(row), emit(BurglaryWithdrawn(row.pk, row.dwelling_id)) if told else None


@transaction.atomic
def correct(
    *,
    burglary_id: int,
    reason: str,
    now: datetime,
    dwelling_id: int | None = None,
    earliest: datetime | None = None,
    latest: datetime | None = None,
    completed: bool | None = None,
    dwelling_kind: str | None = None,
    entry_point: str | None = None,
    case_number: str | None = None,
    contact: str | None = None,
) -> tuple[Burglary, Event | None]:
    """Correct what is named; what is None stays. The earlier values are kept in the history. An empty
    `dwelling_kind` takes the dwelling's own.

    The event carries `moved`: whether the dwelling changed. It is None where nothing but the police part
    changed, and for drafts. Raises BurglaryMissing, NotAllowed for a withdrawn one, Duplicate, FieldProblem.
    """
    row = _locked(burglary_id)
    said = checks.reason(reason)
    _step(row, "correct")
    if dwelling_kind == "":
        dwelling_kind = rules.kind_for(checks.dwelling(dwelling_id or row.home_id).kind)
    wanted = {
        "dwelling_id": dwelling_id,
        "earliest": earliest,
        "latest": latest,
        "completed": completed,
        "dwelling_kind": dwelling_kind,
        "entry_point": entry_point,
    }
    changes = _apply(row, {name: value for name, value in wanted.items() if value is not None}, now=now)
    keep_police_part(row, case_number=case_number, contact=contact, now=now)
    if not changes:
        return values.of(row), None
    row.save()
    _remember(row, "corrected", now=now, reason=said, changes=changes)
    if row.state != "confirmed":
        return values.of(row), None
    moved = "dwelling_id" in changes
    return values.of(row), emit(BurglaryCorrected(row.pk, row.dwelling_id, moved=moved))


def _apply(row: models.Burglary, wanted: Mapping[str, Any], *, now: datetime) -> dict[str, list[Any]]:
    """Set the fields that differ; `{"field": [before, after]}` in JSON values."""
    before = {name: getattr(row, name) for name in wanted}
    changed = {name: value for name, value in wanted.items() if value != before[name]}
    for name, value in changed.items():
        setattr(row, name, checks.code(name, value) if name in checks.CODES else value)
    if "dwelling_id" in changed:
        checks.dwelling(row.home_id)
    if {"earliest", "latest"} & changed.keys():
        checks.times(earliest=row.earliest, latest=row.latest, now=now)
    return {name: [_plain(before[name]), _plain(value)] for name, value in changed.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _locked(burglary_id: int) -> models.Burglary:
    row = models.Burglary.objects.select_for_update().filter(pk=burglary_id).first()
    if row is None:
        raise values.BurglaryMissing(burglary_id)
    return row


def _one_at_a_time(dwelling_id: int) -> None:
    """Two reports of one dwelling wait for each other, so that the second sees the first.

    Dwellings share a bounded number of locks: the database's memory for them is small, and an import in one
    transaction may need thousands.
    """
    locks.hold(f"burglary at {dwelling_id % LOCKS}")


def _step(row: models.Burglary, action: rules.Action) -> None:
    state = rules.after(row.state, action)
    if state is None:
        raise values.NotAllowed(_("Burglary %(id)s has been withdrawn. Nothing was changed.") % {"id": row.pk})
    row.state = state


def _remember(
    row: models.Burglary,
    action: str,
    *,
    now: datetime,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Append a version and a line of the audit log; the log names the changed fields, not their values."""
    models.BurglaryVersion.objects.create(
        burglary=row,
        number=_next_number(row),
        at=now,
        user_id=tenancy.current().user_id,
        action=action,
        reason=reason,
        changes=dict(changes or {}),
    )
    detail = {"source": row.source} if action == "reported" else {"fields": sorted(changes)} if changes else {}
    audit.record(action=f"burglary.{action}", subject="burglary", subject_id=row.pk, detail=detail)


def _next_number(row: models.Burglary) -> Combinable:
    """The number of a burglary's next version, counted while it is stored."""
    before = models.BurglaryVersion.objects.filter(burglary=row).values("burglary").annotate(count=Count("pk"))
    return Coalesce(Subquery(before.values("count")), 0) + 1
