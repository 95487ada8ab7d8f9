"""A file of addresses on its way in: kept, looked at, decided about, and imported as a whole by the worker."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.retrying import Growing
from kokong.places import api as places

from .. import models, sources
from ..decisions import Decisions

NAME: Final = "addresses"
MAX_BYTES: Final = 50 * 1024 * 1024
KEPT: Final = 5000  # refused rows; the counts have all of them
STALLED: Final = timedelta(minutes=15)
_TOLD: Final = ("mapping", "decided", "header", "header_at", "header_rows", "sheets", "sheet", "total")
EXTRACT: Final = "OpenStreetMap"  # the only heading of a file that has none


@dataclass(frozen=True)
class Chosen:
    """What was decided about a file: the column of each field, the coordinate system (none: as the file says),
    whether north stands before east in it, and what names of municipalities mean ("ours" or "leave")."""

    columns: Mapping[str, str] = field(default_factory=dict)
    crs: int | None = None
    swapped: bool = False
    words: Mapping[str, str] = field(default_factory=dict)

    def decisions(self) -> Decisions:
        """The same as it is kept with a file and remembered of its source."""
        system = {"used": f"{self.crs}{' yx' if self.swapped else ''}"} if self.crs else {}
        return Decisions(words={"crs": system, "municipality": dict(self.words)})


def chosen_of(columns: Mapping[str, str], decided: Decisions) -> Chosen:
    """What was decided, from what was kept of it."""
    code, _space, turned = decided.words.get("crs", {}).get("used", "").partition(" ")
    crs = int(code) if code.isdigit() else None
    return Chosen(dict(columns), crs, turned == "yx", decided.words.get("municipality", {}))


def of_batch(batch: models.Batch) -> Chosen:
    """What has been decided about a kept file."""
    from ..batches import decided_of

    return chosen_of(batch.mapping or {}, decided_of(batch))


def mapping_of(batch: models.Batch, chosen: Chosen) -> places.Mapping:
    """How the room of places is told to read a file."""
    return places.Mapping(
        columns={name: (column,) for name, column in chosen.columns.items()},
        crs=chosen.crs, swapped=chosen.swapped, sheet=batch.sheet, header=batch.header_at,
        header_rows=batch.header_rows, municipalities=chosen.words, whole=True,
    )  # fmt: skip


def upload(*, content: bytes, name: str, now: datetime) -> models.Batch:
    """Keep a file for its import. Raises UserError for one that can't be read."""
    if len(content) > MAX_BYTES:
        raise UserError(_("The file is larger than 50 MB. Nothing was imported. Cut out the municipality first."))
    if not content:
        raise UserError(_("The file is empty."))
    scope = tenancy.current()
    batch = models.Batch(
        importer=NAME, name=name[-200:], content=content, digest=sha256(content).hexdigest(),
        police=scope.authority == "police", created=now, created_by=scope.user_id,
    )  # fmt: skip
    _tell(batch, places.look_at_places(content=content, mapping=places.Mapping()))
    batch.save()
    return batch


def _tell(batch: models.Batch, looked: places.Looked) -> None:
    """What a file keeps of how it was read; also what was decided of the last one with its headings."""
    header = list(looked.header) or [EXTRACT]
    before = sources.known(importer=NAME, header=header)
    batch.mapping = _again(before, looked.chosen) or dict(looked.chosen)
    batch.decided = before.decided.as_json()
    batch.header, batch.header_at, batch.header_rows = header, looked.at, looked.deep
    batch.sheets, batch.sheet, batch.total = list(looked.sheets), looked.sheet, looked.total


def _again(before: sources.Remembered, guess: Mapping[str, str]) -> dict[str, str]:
    """The columns of the last time, without those that were left out; guesses for columns that have gone alone."""
    used = set(before.mapping.values())
    found = {key: guess[key] for key in before.lost if key in guess and guess[key] not in used}
    return {**before.mapping, **found}


def look(batch: models.Batch, chosen: Chosen) -> places.Looked:
    """What a kept file is taken for under what was chosen. Raises UserError for one that can no longer be read."""
    found = places.look_at_places(content=bytes(batch.content), mapping=mapping_of(batch, chosen))
    audit.read(
        action="import.rows_seen", subject="import", subject_id=batch.pk, purpose="import", rows=(),
        detail={"rows": found.rows},
    )  # fmt: skip
    return found


def shown(batch: models.Batch, chosen: Chosen) -> tuple[places.Looked, str]:
    """As `look`; and why the file can't be read just now, with what was known of it before."""
    try:
        return look(batch, chosen), ""
    except UserError as error:
        known = places.Looked(
            "table" if batch.header_at else "layer", tuple(batch.header), batch.header_at, batch.header_rows,
            tuple(batch.sheets), batch.sheet, batch.total, problem=error.message,
        )  # fmt: skip
        return known, error.message


def read_again(*, batch_id: int, sheet: int, header_at: int, header_rows: int) -> None:
    """Take another sheet or layer, or the headings from other rows. Raises UserError; nothing changed."""
    batch = _waiting(batch_id)
    batch.sheet, batch.header_at, batch.header_rows = sheet, header_at, header_rows
    told = replace(mapping_of(batch, Chosen()), whole=False)
    _tell(batch, places.look_at_places(content=bytes(batch.content), mapping=told))
    batch.save(update_fields=_TOLD)


def keep(*, batch_id: int, chosen: Chosen) -> None:
    """Keep what somebody has chosen so far."""
    batch = _waiting(batch_id)
    batch.mapping, batch.decided = dict(chosen.columns), chosen.decisions().as_json()
    batch.save(update_fields=["mapping", "decided"])


def _waiting(batch_id: int) -> models.Batch:
    """A file that waits, held; without its content, which is large and is read only where it is looked at."""
    batch = models.Batch.objects.select_for_update().defer("content").get(pk=batch_id)
    if batch.stands != "uploaded":
        raise UserError(_("This file has been imported already."))
    return batch


def start(*, batch_id: int, chosen: Chosen, looked: places.Looked, now: datetime) -> None:
    """Begin the import in the background of a file that was `looked` at as it was chosen. Raises UserError while
    something must be decided."""
    batch = _waiting(batch_id)
    if (looked.sheet, looked.at, looked.deep) != (batch.sheet, batch.header_at, batch.header_rows):
        raise UserError(_("The file has been read in another way meanwhile. Look at it again."))
    check(looked)
    batch.mapping, batch.decided = dict(chosen.columns), chosen.decisions().as_json()
    batch.state, batch.touched = "running", now
    batch.save(update_fields=["mapping", "decided", "state", "touched"])
    if batch.header != [EXTRACT]:
        sources.remember(
            importer=NAME, header=batch.header, mapping=chosen.columns, decided=chosen.decisions(), now=now
        )
    _defer(batch.pk)


def check(looked: places.Looked) -> None:
    """Raises UserError for a file that can't be imported as it is understood."""
    if looked.problem:
        raise UserError(looked.problem)
    if looked.ask:
        raise UserError(_("First choose the coordinate system: look at the map whether it fits."))
    if looked.words:
        raise UserError(_("First decide which municipalities’ addresses are left out."))


def go_on(*, batch_id: int) -> None:
    """Ask for a running import again, as after its worker was killed: it waits for one that still runs."""
    batch = models.Batch.objects.defer("content").get(pk=batch_id)
    if batch.state != "running":
        raise UserError(_("This file has been imported already."))
    _defer(batch_id)


def _defer(batch_id: int) -> None:
    scope = tenancy.current()
    # Imports of a municipality wait for each other.
    addresses_job.configure(lock=f"addresses {tenancy.municipality_id()}").defer(
        municipality_id=tenancy.municipality_id(), authority=scope.authority, user_id=scope.user_id,
        batch_id=batch_id, language=get_language(),
    )  # fmt: skip


@app.task(name="kokong.intake.addresses", queue="imports", retry=Growing(attempts=8), pass_context=False)
def addresses_job(
    *, municipality_id: int, authority: Any, user_id: int | None, batch_id: int, language: str | None = None
) -> None:
    """Import a file of addresses wholly or not at all, in one transaction with what is kept of it."""
    scope = {"municipality_id": municipality_id, "authority": authority, "user_id": user_id}
    with override(language), tenancy.scope(**scope):
        batch = models.Batch.objects.select_for_update().get(pk=batch_id)
        if batch.state == "running" and batch.stands != "failed":
            _import(batch, now=timezone.now())


def _import(batch: models.Batch, *, now: datetime) -> None:
    told = mapping_of(batch, of_batch(batch))
    try:
        report = places.import_uploaded(content=bytes(batch.content), name=batch.name, mapping=told, now=now)
    except (places.FilesBusy, places.ImportRunning):
        raise  # the job is tried again, for some twenty minutes
    except UserError as error:
        _end(batch, "failed", now=now, problem=error.message)
        return
    outside = sum(each.count for each in report.outside)
    batch.counts = {
        "taken": report.added + report.changed + report.returned, "already": report.unchanged,
        "refused": len(report.refusals), "aside": sum(report.skipped.values()) + outside, "added": report.added,
        "changed": report.changed, "returned": report.returned, "retired": report.retired, "rows": report.rows,
    }  # fmt: skip
    said = _said(report)
    models.BatchRow.objects.bulk_create(
        models.BatchRow(batch=batch, police=batch.police, number=number, status=status, message=why,
                        cells=list(cells), at=now)
        for number, (status, why, cells) in enumerate(said, start=1)
    )  # fmt: skip
    batch.total = batch.done = report.rows
    _end(batch, "done", now=now)


def _said(report: places.ImportReport) -> list[tuple[str, str, tuple[str, ...]]]:
    """What is kept of a report: (status, message, cells) of what was left out, of notes, of refused rows."""
    skipped = [("aside", what, (str(count),)) for what, count in sorted(report.skipped.items())]
    outside = [
        ("aside", _("they lie in %(where)s (%(some)s)") % {"where": each.where, "some": ", ".join(each.some)},
         (str(each.count),))
        for each in report.outside
    ]  # fmt: skip
    refused = [("refused", each.reason, (each.row, each.address)) for each in report.refusals[:KEPT]]
    return [*skipped, *outside, *(("note", note, ()) for note in report.notes), *refused]


def _end(batch: models.Batch, state: str, *, now: datetime, problem: str = "") -> None:
    """The uploaded file goes as soon as it has been read."""
    batch.state, batch.ended, batch.problem, batch.content = state, now, problem, b""
    batch.save()


def stalled(batch: models.Batch, *, now: datetime) -> bool:
    """Whether a running import has taken longer than any does."""
    return batch.stands == "running" and (batch.touched or batch.created) < now - STALLED


def unlisted(batch: models.Batch) -> int:
    """How many of a file's refused rows are kept in no list: all beyond the first thousands."""
    return max(0, int(batch.counts.get("refused", 0)) - KEPT)


def refused_rows(batch: models.Batch) -> list[tuple[object, ...]]:
    """The rows that were refused, headings first; last how many more there were."""
    rows = models.BatchRow.objects.filter(batch=batch, status="refused").order_by("number")
    head = (_("Row"), _("Address"), _("Reason"))
    found = [(*row.cells, row.message) for row in rows.iterator()]
    audit.read(
        action="import.rows_seen", subject="import", subject_id=batch.pk, purpose="import", rows=(),
        detail={"rows": len(found)},
    )  # fmt: skip
    more = [("", "", not_listed(count))] if (count := unlisted(batch)) else []
    return [head, *found, *more]


def not_listed(count: int) -> str:
    """That so many refused rows are in no list."""
    said = ngettext(
        "%(n)d more row was refused and is not listed: only the first %(kept)d are.",
        "%(n)d more rows were refused and are not listed: only the first %(kept)d are.",
        count,
    )
    return said % {"n": count, "kept": KEPT}
