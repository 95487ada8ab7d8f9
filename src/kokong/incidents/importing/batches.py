"""Uploaded files, imported in the background a few rows at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final, cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.retrying import Growing

from .. import checks, models
from .columns import guess
from .files import STEP, report_csv
from .tables import Row, Table, Unreadable, read
from .taking import RowResult, Status, Taker, check_mapping, count, log

PREVIEW: Final = 5
STALLED: Final = timedelta(minutes=2)


@audit.police
@dataclass(frozen=True)
class Preview:
    """The first rows as they are, and what each would become under a mapping."""

    header: tuple[str, ...]
    mapping: Mapping[str, str]
    rows: tuple[tuple[tuple[str, ...], str], ...]
    total: int
    problem: str


def upload(*, content: bytes, name: str, now: datetime) -> models.ImportBatch:
    """Keep a file for its import. Raises Unreadable for a file that can't serve."""
    table = read(content, first=0)
    scope = tenancy.current()
    return models.ImportBatch.objects.create(
        name=name[-200:],
        content=content,
        police=scope.authority == "police",
        mapping=guess(table.header),
        total=table.total,
        header=list(table.header),
        created=now,
        created_by=scope.user_id,
    )


def preview(batch: models.ImportBatch, mapping: Mapping[str, str], *, now: datetime) -> Preview:
    """What the first rows would become; nothing is kept."""
    table = read(bytes(batch.content), first=PREVIEW)
    problem, said = "", list[str]()
    try:
        with transaction.atomic():
            taker = Taker(table, check_mapping(table, mapping), now=now)
            said = [_understood(taker, row) for row in table.rows]
            transaction.set_rollback(True)
    except UserError as error:
        problem = error.message
    shown = [tuple(str(cell) for cell in row.cells) for row in table.rows]
    _log_reading(batch, [row.number for row in table.rows])
    rows = tuple(zip(shown, said or [""] * len(shown), strict=True))
    return Preview(table.header, mapping, rows, table.total, problem)


def _understood(taker: Taker, row: Row) -> str:
    result = taker.take(row)
    if result.status != "taken" or result.burglary_id is None:
        return result.message
    return checks.sentence(models.Burglary.objects.get(pk=result.burglary_id))


def start(*, batch_id: int, mapping: Mapping[str, str]) -> None:
    """Begin the import in the background, or go on after a halt. Raises UserError for a mapping that can't."""
    batch = models.ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state in {"done", "failed"}:
        raise UserError(_("This file has been imported already."))
    if batch.state == "uploaded":
        batch.mapping = check_mapping(read(bytes(batch.content), first=0), mapping)
    batch.state, batch.touched = "running", timezone.now()
    batch.save()
    scope = tenancy.current()
    import_job.configure(lock=f"import {batch.pk}").defer(
        municipality_id=tenancy.municipality_id(),
        authority=scope.authority,
        user_id=scope.user_id,
        batch_id=batch.pk,
        language=get_language(),
    )


@app.task(name="kokong.import_burglaries", queue="imports", retry=Growing(attempts=4), pass_context=False)
def import_job(
    *, municipality_id: int, authority: Any, user_id: int | None, batch_id: int, language: str | None = None
) -> None:
    """Take a file's rows in steps, each a transaction; goes on where a killed run stopped.

    Why rows were refused is said in the language of the person who uploaded the file.
    """
    scope = {"municipality_id": municipality_id, "authority": authority, "user_id": user_id}
    with override(language), tenancy.scope(**scope):
        table = _opened(models.ImportBatch.objects.get(pk=batch_id))
    more = table is not None
    while more and table is not None:
        with override(language), tenancy.scope(**scope):
            more = _step(batch_id, table, now=timezone.now())


def _opened(batch: models.ImportBatch) -> Table | None:
    """The file of a running import. One that can't be read any more ends it, with the reason."""
    if batch.state != "running":
        return None
    try:
        return read(bytes(batch.content))
    except Unreadable as error:
        if error.busy:
            raise  # the job is tried again
        _end(batch, "failed", now=timezone.now(), problem=error.message)
        return None


def _step(batch_id: int, table: Table, *, now: datetime) -> bool:
    """Take the next rows; whether there are more."""
    batch = models.ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state != "running":
        return False
    try:
        taker = Taker(table, check_mapping(table, batch.mapping), now=now)
    except Unreadable as error:
        _end(batch, "failed", now=now, problem=error.message)
        return False
    results = [taker.take(row) for row in islice(table.rows, batch.done, batch.done + STEP)]
    _keep(batch, results)
    batch.done += len(results)
    batch.touched = now
    ended = batch.done >= len(table.rows)
    if ended:
        _end(batch, "done", now=now)
        log(batch.counts)
    batch.save()
    return not ended


def _keep(batch: models.ImportBatch, results: list[RowResult]) -> None:
    models.ImportRow.objects.bulk_create(
        models.ImportRow(
            batch=batch, police=batch.police, number=r.number, status=r.status, message=r.message,
            cells=list(r.cells), burglary_id=r.burglary_id,
        )
        for r in results
    )  # fmt: skip
    fresh = count(results)
    batch.counts = {key: batch.counts.get(key, 0) + number for key, number in fresh.items()}


def _end(batch: models.ImportBatch, state: str, *, now: datetime, problem: str = "") -> None:
    """The uploaded file goes as soon as it has been read; its rows that were not taken stay a while."""
    batch.state, batch.ended, batch.problem, batch.content = state, now, problem, b""
    batch.save()


def stalled(batch: models.ImportBatch, *, now: datetime) -> bool:
    """Whether a running import has not moved for a while, as when its worker was killed."""
    return batch.state == "running" and (batch.touched or batch.created) < now - STALLED


def left(batch: models.ImportBatch) -> str:
    """The rows that were not taken, as CSV."""
    rows = models.ImportRow.objects.filter(batch=batch).exclude(status="taken").order_by("number")
    results = [_result(row) for row in rows.iterator()]
    _log_reading(batch, [result.number for result in results])
    return report_csv(batch.header, results)


def _log_reading(batch: models.ImportBatch, numbers: list[int]) -> None:
    action = "import.police_rows_seen" if batch.police else "import.rows_seen"
    audit.read(action=action, subject="import", subject_id=batch.pk, rows=numbers, purpose="import")


def _result(row: models.ImportRow) -> RowResult:
    return RowResult(row.number, cast(Status, row.status), row.message, row.burglary_id, tuple(row.cells))


def forget(before: datetime, dry_run: bool) -> int:
    """Remove uploaded files and the rows they left; the counts of an import stay."""
    old = models.ImportBatch.objects.filter(created__lt=before)
    rows = models.ImportRow.objects.filter(batch__in=old)
    told = ~Q(content=b"") | ~Q(name="") | ~Q(problem="") | Q(created_by__isnull=False)
    number = rows.count() + old.filter(told).count()
    if not dry_run:
        rows.delete()
        old.exclude(state__in=("done", "failed")).update(state="failed")
        old.update(content=b"", name="", header=[], mapping=None, problem="", created_by=None)
    return number
