"""A whole file in one go, as the command line and other programs import it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from kokong.kernel.events import Event

from .columns import ColumnMap
from .decisions import UNDECIDED, Decisions
from .explaining import opened
from .files import load
from .importers import Importer
from .row import Reading
from .taking import Taking, check_decided, check_mapping, count, log
from .understanding import check_words, local_day, reading
from .values import Report, RowResult

Progress = Callable[[str, int, int | None], None]
Step = Callable[[], AbstractContextManager[Any]]


def quiet(what: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


def import_file(
    *,
    importer: Importer,
    path_or_bytes: Path | bytes,
    name: str,
    now: datetime,
    mapping: ColumnMap | None = None,
    decisions: Decisions = UNDECIDED,
    sheet: int | None = None,
    header: int = 0,
    header_rows: int = 1,
    progress: Progress = quiet,
    dry_run: bool = False,
    each: Step = transaction.atomic,
) -> Report:
    """Take the rows of a CSV, XLSX, XLS or ODS file, some at a time.

    `mapping` is `{field: header}`; None guesses it from the headers. `decisions` say how its days are written,
    what words mean and which doubtful columns are left; `sheet`, `header` and `header_rows` where the table
    stands: where no row is told, the headings that say most are found.

    Each row is taken wholly or not at all; `dry_run` reports the same and keeps nothing. `each` opens what the
    rows of a step are written in: a part of the running transaction, or a transaction of its own in the scope that
    it enters. A run that is killed then keeps its finished steps, and the next finds them already there.

    Raises Unreadable when the file as such can't serve.
    """
    table = opened(importer, load(path_or_bytes), sheet=sheet, header=header, rows=header_rows)
    results, told = list[RowResult](), list[Event]()
    how: Reading | None = None
    size = len(table.rows) if dry_run else importer.step
    for start in range(0, len(table.rows), size):
        with each():
            chosen = check_mapping(importer, table, mapping)
            check_words(importer, decisions)
            check_decided(importer, table, chosen, decisions.aside)
            how = how or reading(importer, table, chosen, decisions, today=local_day(now))
            taking = Taking(importer, table, chosen, reading=how, now=now)
            for result in taking.take_all(table.rows[start : start + size]):
                results.append(result)
                progress(str(importer.title), len(results), len(table.rows))
            told += taking.events
            if dry_run:
                transaction.set_rollback(True)
    counts = count(results)
    with each():
        log(importer, counts)
    left = tuple(result for result in results if result.status != "taken")
    more = tuple(result for result in results if result.status == "taken" and result.message)
    events = () if dry_run else tuple(told)
    return Report(name=name, rows=len(results), header=table.header, left=left, events=events, told=more, **counts)
