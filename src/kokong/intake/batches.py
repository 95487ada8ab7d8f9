"""Uploaded files, imported in the background a few rows at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any, Final, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.retrying import Growing

from . import columns, left, models
from .columns import Use
from .decisions import Decisions
from .files import SOME, Table, read
from .importers import Importer, find
from .taking import Taking, check_decided, check_mapping, count, doubts, log
from .understanding import local_day, reading
from .values import RowResult, Status, Unreadable
from .whole import STEP

PREVIEW: Final = 5
STALLED: Final = timedelta(minutes=2)


@audit.police
@dataclass(frozen=True)
class Preview:
    """What each column is for, the first rows as they are, and what each would become under a mapping."""

    uses: tuple[Use, ...]
    rows: tuple[tuple[tuple[str, ...], str], ...]
    total: int
    problem: str


def importer_of(batch: models.Batch) -> Importer:
    """What a file is imported by. Raises Unreadable where its room is no longer there."""
    found = find(name=batch.importer)
    if found is None:
        raise Unreadable(_("This kind of file can no longer be imported."))
    return found


def upload(*, importer: Importer, content: bytes, name: str, now: datetime) -> models.Batch:
    """Keep a file for its import. Raises Unreadable for a file that can't serve."""
    table = read(content, first=SOME)
    scope = tenancy.current()
    return models.Batch.objects.create(
        importer=importer.name,
        name=name[-200:],
        content=content,
        digest=sha256(content).hexdigest(),
        police=scope.authority == "police",
        created=now,
        created_by=scope.user_id,
        **_told(importer, table),
    )


def _told(importer: Importer, table: Table) -> dict[str, Any]:
    """What a batch keeps of its table."""
    return {
        "mapping": importer.guess(table.header, table.some),
        "total": table.total,
        "header": list(table.header),
        "header_at": table.at,
        "sheets": list(table.sheets),
        "sheet": table.sheet,
    }


def read_again(*, batch_id: int, sheet: int, header_at: int) -> None:
    """Take another sheet of the workbook, or the headings from another row. Raises Unreadable; nothing changed."""
    batch = models.Batch.objects.select_for_update().get(pk=batch_id)
    if batch.stands != "uploaded":
        raise UserError(_("This file has been imported already."))
    table = read(bytes(batch.content), first=SOME, sheet=sheet, header=header_at)
    for name, value in _told(importer_of(batch), table).items():
        setattr(batch, name, value)
    batch.aside = []
    batch.save()


def _read(batch: models.Batch, *, first: int | None = None) -> Table:
    return read(bytes(batch.content), first=first, sheet=batch.sheet, header=batch.header_at)


def same_before(batch: models.Batch) -> models.Batch | None:
    """The last time that the same file was uploaded before."""
    same = models.Batch.objects.filter(importer=batch.importer, digest=batch.digest, pk__lt=batch.pk)
    return same.defer("content").order_by("-pk").first() if batch.digest else None


def undecided(batch: models.Batch) -> dict[str, str]:
    """`{header: question}` for the columns that are used or left on purpose, never by chance."""
    return doubts(importer_of(batch), batch.header, batch.mapping or {})


def preview(
    batch: models.Batch, mapping: Mapping[str, str], *, now: datetime, aside: Collection[str] = ()
) -> Preview:
    """What the first rows would become; nothing is kept."""
    importer, table = importer_of(batch), _read(batch)
    problem, said = "", list[str]()
    try:
        with transaction.atomic():
            chosen = check_mapping(importer, table, mapping)
            how = reading(importer, table, chosen, Decisions(tuple(aside)), today=local_day(now))
            taking = Taking(importer, table, chosen, reading=how, now=now)
            said = [_becomes(importer, taking.take(line)) for line in table.rows[:PREVIEW]]
            transaction.set_rollback(True)
    except UserError as error:
        problem = error.message
    shown = [tuple(str(cell) for cell in line.cells) for line in table.rows[:PREVIEW]]
    _log_reading(batch, [line.number for line in table.rows[:PREVIEW]])
    rows = tuple(zip(shown, said or [""] * len(shown), strict=True))
    uses = columns.uses(table.header, mapping, doubts=doubts(importer, table.header, mapping), aside=aside)
    return Preview(uses, rows, table.total, problem)


def _becomes(importer: Importer, result: RowResult) -> str:
    if result.status != "taken":
        return result.message
    if importer.says is None or result.subject_id is None:
        return result.message or _("is taken in")
    return importer.says(result.subject_id)


def start(*, batch_id: int, mapping: Mapping[str, str], aside: Collection[str] = ()) -> None:
    """Begin the import in the background, or go on after a halt. Raises UserError for a mapping that can't."""
    batch = models.Batch.objects.select_for_update().get(pk=batch_id)
    if batch.state in {"done", "failed"}:
        raise UserError(_("This file has been imported already."))
    if batch.stands == "failed":
        raise UserError(_("The file was not imported and has been removed."))
    if batch.state == "uploaded":
        importer, table = importer_of(batch), _read(batch, first=0)
        batch.mapping, batch.aside = check_mapping(importer, table, mapping), sorted(aside)
        check_decided(importer, table, batch.mapping, aside)
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


@app.task(name="kokong.intake", queue="imports", retry=Growing(attempts=4), pass_context=False)
def import_job(
    *, municipality_id: int, authority: Any, user_id: int | None, batch_id: int, language: str | None = None
) -> None:
    """Take a file's rows in steps, each a transaction; goes on where a killed run stopped.

    Why rows were refused is said in the language of the person who uploaded the file.
    """
    scope = {"municipality_id": municipality_id, "authority": authority, "user_id": user_id}
    with override(language), tenancy.scope(**scope):
        table = _opened(models.Batch.objects.get(pk=batch_id))
    more = table is not None
    while more and table is not None:
        with override(language), tenancy.scope(**scope):
            more = _step(batch_id, table, now=timezone.now())


def _opened(batch: models.Batch) -> Table | None:
    """The file of a running import. One that can't be read any more ends it, with the reason."""
    if batch.state != "running" or batch.stands == "failed":
        return None
    try:
        return _read(batch)
    except Unreadable as error:
        if error.busy:
            raise  # the job is tried again
        _end(batch, "failed", now=timezone.now(), problem=error.message)
        return None


def _step(batch_id: int, table: Table, *, now: datetime) -> bool:
    """Take the next rows; whether there are more."""
    # The file may be large, is in the table already, and is neither read nor written again here.
    batch = models.Batch.objects.select_for_update().defer("content").get(pk=batch_id)
    if batch.state != "running":
        return False
    try:
        importer = importer_of(batch)
        chosen = check_mapping(importer, table, batch.mapping)
        decisions = Decisions(tuple(batch.aside))
        how = reading(importer, table, chosen, decisions, today=local_day(batch.created))
        taking = Taking(importer, table, chosen, reading=how, now=now)
    except Unreadable as error:
        _end(batch, "failed", now=now, problem=error.message)
        return False
    results = [taking.take(line) for line in islice(table.rows, batch.done, batch.done + STEP)]
    _keep(batch, results, now=now)
    batch.done += len(results)
    batch.touched = now
    ended = batch.done >= len(table.rows)
    if ended:
        _end(batch, "done", now=now)
        log(importer, batch.counts, batch_id=batch.pk)
    batch.save()
    return not ended


def _keep(batch: models.Batch, results: list[RowResult], *, now: datetime) -> None:
    models.BatchRow.objects.bulk_create(
        models.BatchRow(
            batch=batch, police=batch.police, number=r.number, status=r.status, message=r.message,
            cells=list(r.cells), subject_id=r.subject_id, at=now,
        )
        for r in results
    )  # fmt: skip
    fresh = count(results)
    batch.counts = {key: batch.counts.get(key, 0) + number for key, number in fresh.items()}


def _end(batch: models.Batch, state: str, *, now: datetime, problem: str = "") -> None:
    """The uploaded file goes as soon as it has been read; its rows that were not taken stay a while."""
    batch.state, batch.ended, batch.problem, batch.content = state, now, problem, b""
    batch.save()


def stalled(batch: models.Batch, *, now: datetime) -> bool:
    """Whether a running import has not moved for a while, as when its worker was killed."""
    return batch.stands == "running" and (batch.touched or batch.created) < now - STALLED


def left_out(batch: models.Batch) -> list[tuple[object, ...]]:
    """The rows that were not taken, headers first, for a file that can be mended and imported again."""
    rows = models.BatchRow.objects.filter(batch=batch).exclude(status="taken").order_by("number")
    results = [_result(row) for row in rows.iterator()]
    _log_reading(batch, [result.number for result in results])
    return [tuple(row) for row in left.rows(batch.header, results)]


def _log_reading(batch: models.Batch, numbers: list[int]) -> None:
    action = "import.police_rows_seen" if batch.police else "import.rows_seen"
    audit.read(action=action, subject="import", subject_id=batch.pk, rows=numbers, purpose="import")


def _result(row: models.BatchRow) -> RowResult:
    return RowResult(row.number, cast(Status, row.status), row.message, row.subject_id, tuple(row.cells))
