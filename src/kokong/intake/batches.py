"""Uploaded files, imported in the background a few rows at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.retrying import Growing

from . import decisions, ground, heads, hidden, left, models, sources, understanding
from .decisions import UNDECIDED, Decisions
from .explaining import Explanation, explained, opened
from .files import SOME, Table, read
from .ground import Ground
from .importers import Importer, find
from .row import Reading
from .taking import Taking, check_decided, check_mapping, count, doubts, log
from .understanding import Understood, local_day, reading, understood
from .values import RowResult, Status, Unreadable

PREVIEW: Final = 5
STALLED: Final = timedelta(minutes=2)


@audit.police
@dataclass(frozen=True)
class Preview:
    """How a file is understood; its first rows as they are, what each would become, and where they lie."""

    explained: Explanation
    rows: tuple[tuple[tuple[str, ...], str], ...]
    total: int
    problem: str
    ground: Ground | None


def importer_of(batch: models.Batch) -> Importer:
    """What a file is imported by. Raises Unreadable where its room is no longer there."""
    found = find(name=batch.importer)
    if found is None:
        raise Unreadable(_("This kind of file can no longer be imported."))
    return found


def upload(*, importer: Importer, content: bytes, name: str, now: datetime) -> models.Batch:
    """Keep a file for its import. Raises Unreadable for a file that can't serve."""
    table = opened(importer, content, first=SOME)
    scope = tenancy.current()
    return models.Batch.objects.create(
        importer=importer.name,
        name=name[-200:],
        content=importer.seals.seal(content) if importer.seals else content,
        digest=sha256(content).hexdigest(),
        police=scope.authority == "police",
        created=now,
        created_by=scope.user_id,
        **_told(importer, table),
    )


def _told(importer: Importer, table: Table) -> dict[str, Any]:
    """What a batch keeps of its table: also what was decided of the last one with its headings."""
    hidden.check_header(importer.seals, table.header)
    before = sources.known(importer=importer.name, header=table.header)
    guess, used = importer.guess(table.header, table.some), set(before.mapping.values())
    found = {key: guess[key] for key in before.lost if key in guess and guess[key] not in used}
    return {
        "mapping": {**before.mapping, **found} or guess,
        "aside": list(before.decided.aside),
        "decided": before.decided.as_json(),
        "total": table.total,
        "header": list(table.header),
        "header_at": table.at,
        "header_rows": table.deep,
        "sheets": list(table.sheets),
        "sheet": table.sheet,
    }


def read_again(*, batch_id: int, sheet: int, header_at: int, header_rows: int = 1) -> None:
    """Take another sheet of the workbook, or the headings from other rows. Raises Unreadable; nothing changed."""
    batch = models.Batch.objects.select_for_update().get(pk=batch_id)
    if batch.stands != "uploaded":
        raise UserError(_("This file has been imported already."))
    table = heads.over(read(_content(batch), first=SOME, sheet=sheet, header=header_at), header_rows)
    told = _told(importer_of(batch), table)
    for name, value in told.items():
        setattr(batch, name, value)
    batch.save(update_fields=list(told))


def table_of(batch: models.Batch) -> Table:
    """The table of a kept file, where it was said to stand. Raises Unreadable, also while it can't be opened."""
    table = read(_content(batch), sheet=batch.sheet, header=batch.header_at)
    return heads.over(table, batch.header_rows)


def _content(batch: models.Batch) -> bytes:
    """A kept file; one with secrets lies sealed until its import starts."""
    seals = importer_of(batch).seals
    content = bytes(batch.content)
    return seals.unseal(content) if seals and content and batch.state == "uploaded" else content


def _reading(importer: Importer, batch: models.Batch, table: Table, mapping: Mapping[str, str]) -> Reading:
    return reading(importer, table, mapping, decided_of(batch), today=local_day(batch.created))


def decided_of(batch: models.Batch) -> Decisions:
    """What has been decided about a file."""
    return decisions.from_json({**(batch.decided or {}), "aside": batch.aside})


def same_before(batch: models.Batch) -> models.Batch | None:
    """The last time that the same file was uploaded before."""
    same = models.Batch.objects.filter(importer=batch.importer, digest=batch.digest, pk__lt=batch.pk)
    return same.defer("content").order_by("-pk").first() if batch.digest else None


def asked(
    batch: models.Batch, mapping: Mapping[str, str], *, orders: Decisions = UNDECIDED, table: Table | None = None
) -> Understood:
    """All that has to be decided under a mapping, also what has been; empty for a mapping that can't serve.

    `orders` are as `understanding.asked` has them; `table` is the file's, where it has been read.
    """
    importer, table = importer_of(batch), table or table_of(batch)
    try:
        check_mapping(importer, table, mapping)
    except UserError:
        return Understood(Reading())
    found = understanding.asked(importer, table, mapping, orders, today=local_day(batch.created))
    if found.shown:
        _log_reading(batch, found.shown)
    return found


def undecided(batch: models.Batch, mapping: Mapping[str, str]) -> dict[str, str]:
    """`{header: question}` for the columns that are used or left on purpose, never by chance."""
    used = set(mapping.values())
    asked_of = doubts(importer_of(batch), batch.header, mapping)
    return {name: question for name, question in asked_of.items() if name not in used}


def preview(
    batch: models.Batch, mapping: Mapping[str, str], *, now: datetime, decided: Decisions = UNDECIDED,
    table: Table | None = None,
) -> Preview:  # fmt: skip
    """What the first rows would become; nothing is kept. `table` is the file's, where it has been read."""
    importer, table = importer_of(batch), table or table_of(batch)
    before = sources.known(importer=importer.name, header=table.header)
    told = explained(importer, table, mapping, decided, before=before.mapping, now=batch.created)
    first, said, there = table.rows[:PREVIEW], list[str](), None
    if told.understood is not None:
        there = ground.ground(importer, table, mapping, told.understood.reading, now=now)
        with transaction.atomic():
            taking = Taking(importer, table, mapping, reading=told.understood.reading, now=now)
            said = [_becomes(importer, taking.take(line)) for line in first]
            transaction.set_rollback(True)
    at = hidden.columns(table.header, mapping, importer.secrets)
    shown = [hidden.shown(importer.seals, [str(cell) for cell in line.cells], at) for line in first]
    read = {line.number for line in first} | set(there.shown if there is not None else ())
    _log_reading(batch, sorted(read))
    rows = tuple(zip(shown, said or [""] * len(shown), strict=True))
    return Preview(told, rows, table.total, told.problem, there)


def on_map(batch: models.Batch, *, now: datetime) -> Ground | None:
    """Where the first rows lie, under what was last chosen and decided; None while that can't serve."""
    importer, table, mapping = importer_of(batch), table_of(batch), batch.mapping or {}
    try:
        chosen = check_mapping(importer, table, mapping)
    except UserError:
        return None
    found = ground.ground(importer, table, chosen, _reading(importer, batch, table, chosen), now=now)
    if found is not None:
        _log_reading(batch, sorted({each.line for each in found.drawn}))
    return found


def keep_choice(*, batch_id: int, mapping: Mapping[str, str], decided: Decisions) -> None:
    """Keep what somebody has chosen so far, for the map and for when they come back."""
    batch = models.Batch.objects.select_for_update().defer("content").get(pk=batch_id)
    if batch.stands == "uploaded":
        batch.mapping, batch.aside, batch.decided = dict(mapping), list(decided.aside), decided.as_json()
        batch.save()


def _becomes(importer: Importer, result: RowResult) -> str:
    if result.status != "taken":
        return result.message
    if importer.says is None or result.subject_id is None:
        return result.message or _("is taken in")
    return importer.says(result.subject_id)


def start(
    *, batch_id: int, mapping: Mapping[str, str], decided: Decisions = UNDECIDED, table: Table | None = None
) -> None:
    """Begin the import in the background, or go on after a halt; `table` is the file's, where it has been read.
    Raises UserError for a mapping that can't, and while something has to be decided."""
    batch = models.Batch.objects.select_for_update().defer("content").get(pk=batch_id)
    if batch.state in {"done", "failed"}:
        raise UserError(_("This file has been imported already."))
    if batch.stands == "failed":
        raise UserError(_("The file was not imported and has been removed."))
    if batch.state == "uploaded":
        _decide(batch, table or table_of(batch), mapping, decided)
    batch.state, batch.touched = "running", timezone.now()
    batch.save(update_fields=["mapping", "aside", "decided", "state", "touched"])
    scope = tenancy.current()
    import_job.configure(lock=f"import {batch.pk}").defer(
        municipality_id=tenancy.municipality_id(),
        authority=scope.authority,
        user_id=scope.user_id,
        roles=list(scope.roles),
        batch_id=batch.pk,
        language=get_language(),
    )


def _decide(batch: models.Batch, table: Table, mapping: Mapping[str, str], decided: Decisions) -> None:
    """Keep what was decided with the file, and for the next one of its kind."""
    if (table.sheet, table.at, table.deep) != (batch.sheet, batch.header_at, batch.header_rows):
        raise UserError(_("The file has been read in another way meanwhile. Look at it again."))
    importer = importer_of(batch)
    chosen = check_mapping(importer, table, mapping)
    check_decided(importer, table, chosen, decided.aside)
    if not understood(importer, table, chosen, decided, today=local_day(batch.created)).sure:
        raise UserError(_("First decide how the days are written, and what the words mean."))
    batch.mapping, batch.aside, batch.decided = chosen, list(decided.aside), decided.as_json()
    if importer.seals is not None:
        at = hidden.columns(table.header, chosen, importer.secrets)
        batch.content = hidden.rewritten(importer.seals, table, at)
        batch.sheet, batch.header_at, batch.header_rows = 0, table.at, 1
        batch.save(update_fields=["content", "sheet", "header_at", "header_rows"])
    sources.remember(
        importer=batch.importer, header=table.header, mapping=chosen, decided=decided, now=timezone.now()
    )


@app.task(name="kokong.intake", queue="imports", retry=Growing(attempts=4), pass_context=False)
def import_job(
    *,
    municipality_id: int,
    authority: Any,
    user_id: int | None,
    batch_id: int,
    language: str | None = None,
    roles: Sequence[str] = (),
) -> None:
    """Take a file's rows in steps, each a transaction; goes on where a killed run stopped.

    They are taken as whoever started it, with the `roles` that the policies of some tables ask for. Why rows were
    refused is said in the language of the person who uploaded the file.
    """
    scope = {"municipality_id": municipality_id, "authority": authority, "user_id": user_id, "roles": tuple(roles)}
    with override(language), tenancy.scope(**scope):
        table = _opened(models.Batch.objects.get(pk=batch_id))
        how = None if table is None else _how(table, batch_id)
    more = table is not None
    while more and table is not None:
        with override(language), tenancy.scope(**scope):
            more = _step(batch_id, table, now=timezone.now(), how=how)


def _opened(batch: models.Batch) -> Table | None:
    """The file of a running import. One that can't be read any more ends it, with the reason."""
    if batch.state != "running" or batch.stands == "failed":
        return None
    try:
        return table_of(batch)
    except Unreadable as error:
        if error.busy:
            raise  # the job is tried again
        _end(batch, "failed", now=timezone.now(), problem=error.message)
        return None


def _how(table: Table, batch_id: int) -> Reading | None:
    """How the cells of a running import are read; None where that can't be told any more, which ends it later."""
    batch = models.Batch.objects.defer("content").get(pk=batch_id)
    try:
        importer = importer_of(batch)
        return _reading(importer, batch, table, check_mapping(importer, table, batch.mapping))
    except Unreadable:
        return None


def _step(batch_id: int, table: Table, *, now: datetime, how: Reading | None = None) -> bool:
    """Take the next rows; whether there are more."""
    # The file may be large, is in the table already, and is neither read nor written again here.
    batch = models.Batch.objects.select_for_update().defer("content").get(pk=batch_id)
    if batch.state != "running":
        return False
    try:
        importer = importer_of(batch)
        chosen = check_mapping(importer, table, batch.mapping)
        how = how or _reading(importer, batch, table, chosen)
        taking = Taking(importer, table, chosen, reading=how, now=now)
    except Unreadable as error:
        _end(batch, "failed", now=now, problem=error.message)
        return False
    results = list(taking.take_all(table.rows[batch.done : batch.done + importer.step]))
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
