"""A whole file in one go, and its report as a file that can be mended and imported again."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kokong.kernel.events import Event
from kokong.tables import as_csv

from .columns import ColumnMap
from .tables import MAX_BYTES, Table, Unreadable, read
from .taking import RowResult, Taker, check_mapping, count, log

Progress = Callable[[str, int, int | None], None]
Step = Callable[[], AbstractContextManager[Any]]
STEP: Final = 50


@dataclass(frozen=True)
class ImportReport:
    """What an import did, and each row that it did not take (`left`), with its cells."""

    name: str
    rows: int
    taken: int
    already: int
    refused: int
    drafts: int
    header: tuple[str, ...]
    left: tuple[RowResult, ...]
    events: tuple[Event, ...] = field(default=(), repr=False)


def quiet(what: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


def import_file(
    *,
    path_or_bytes: Path | bytes,
    name: str,
    mapping: ColumnMap | None = None,
    now: datetime,
    progress: Progress = quiet,
    dry_run: bool = False,
    each: Step = transaction.atomic,
) -> ImportReport:
    """Take the burglaries of a CSV, XLSX, XLS or ODS file, some rows at a time.

    `mapping` is `{field: header}`; None guesses it from the headers. Each row is taken wholly or not at
    all; `dry_run` reports the same and keeps nothing. `each` opens what the rows of a step are written in:
    a part of the running transaction, or a transaction of its own in the scope that it enters. A run that
    is killed then keeps its finished steps, and the next finds them already there.
    Raises Unreadable when the file as such can't serve.
    """
    table = read(load(path_or_bytes))
    results, told = list[RowResult](), list[Event]()
    size = len(table.rows) if dry_run else STEP
    for start in range(0, len(table.rows), size):
        with each():
            taker = Taker(table, check_mapping(table, mapping), now=now)
            for row in table.rows[start : start + size]:
                results.append(taker.take(row))
                progress(_("burglaries"), len(results), len(table.rows))
            told += taker.events
            if dry_run:
                transaction.set_rollback(True)
    return _report(name, table, results, () if dry_run else tuple(told), each)


def _report(
    name: str, table: Table, results: list[RowResult], told: tuple[Event, ...], each: Step
) -> ImportReport:
    counts = count(results)
    with each():
        log(counts)
    left = tuple(result for result in results if result.status != "taken")
    return ImportReport(name=name, rows=len(results), header=table.header, left=left, events=told, **counts)


def load(path_or_bytes: Path | bytes) -> bytes:
    """A file's content; a file over the limit is not read. Raises Unreadable."""
    if isinstance(path_or_bytes, bytes):
        return path_or_bytes
    try:
        with path_or_bytes.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        said = {"path": path_or_bytes, "problem": error.strerror}
        raise Unreadable(_("%(path)s can't be read: %(problem)s.") % said) from error


def report_csv(header: Sequence[str], left: Iterable[RowResult]) -> str:
    """The rows that were not taken, as they were, with what became of them in front."""
    rows = ((row.number, OUTCOMES[row.status](), row.message, *row.cells) for row in left)
    return as_csv(chain([(_("Row"), pgettext("import", "Outcome"), _("Explanation"), *header)], rows))


OUTCOMES: Final[dict[str, Callable[[], str]]] = {
    "taken": lambda: pgettext("import", "taken"),
    "already": lambda: pgettext("import", "already there"),
    "refused": lambda: pgettext("import", "refused"),
}
