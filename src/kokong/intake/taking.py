"""Taking rows in: each wholly or not at all, with what became of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import audit, tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.events import Event
from kokong.tables import Cell, as_text

from . import columns, hidden
from .columns import ColumnMap
from .files import Line, Table
from .importers import Importer, Together
from .row import Reading, Row
from .values import Already, Aside, RowResult, Status, Taken, Unreadable

TOGETHER: Final = 1000  # rows that are looked ahead at


def doubts(importer: Importer, header: Iterable[str], mapping: ColumnMap) -> dict[str, str]:
    """`{header: question}` for the columns that must be decided, unless one is used as what the doubt is about."""
    questions = {doubt.key: str(doubt.question) for doubt in importer.doubts}
    found = columns.doubtful(
        list(header),
        {doubt.key: doubt.words for doubt in importer.doubts},
        {doubt.key: doubt.tells for doubt in importer.doubts if doubt.tells},
    )
    return {name: questions[doubt] for name, doubt in found.items() if doubt not in mapping}


def check_mapping(importer: Importer, table: Table, mapping: ColumnMap | None) -> dict[str, str]:
    """The mapping to use: the given one, or for None the guess. Raises Unreadable where it can't serve."""
    chosen = dict(mapping) if mapping is not None else importer.guess(table.header, table.some)
    titles = importer.titles
    if fields := sorted(set(chosen) - set(titles)):
        said = {"fields": ", ".join(fields), "known": ", ".join(titles)}
        raise Unreadable(_("The mapping names unknown fields: %(fields)s. Known: %(known)s.") % said)
    if headers := sorted(set(chosen.values()) - set(table.header)):
        raise Unreadable(_("The file has no column called: %s.") % ", ".join(headers))
    for need in importer.wanted:
        if columns.lacking(chosen, need.ways):
            told = {"what": need.what, "columns": ", ".join(table.header)[:400]}
            raise Unreadable(_("No column gives %(what)s. The file's columns: %(columns)s.") % told)
    _only_ours(importer, chosen)
    return chosen


def _only_ours(importer: Importer, chosen: Mapping[str, str]) -> None:
    allowed = {field.key for field in importer.told(police=tenancy.current().authority != "municipality")}
    if theirs := [str(title) for key, title in importer.titles.items() if key in chosen.keys() - allowed]:
        said = _("%s can only be imported by the police. Leave those columns out.")
        raise Unreadable(said % ", ".join(theirs))


def check_decided(importer: Importer, table: Table, mapping: ColumnMap, aside: Collection[str]) -> None:
    """Raises Unreadable while a column that may change what the rows mean is neither used nor left on purpose."""
    found = columns.uses(table.header, mapping, doubts=doubts(importer, table.header, mapping), aside=aside)
    if waiting := [use for use in found if use.state == "undecided"]:
        told = "; ".join(f"{use.column}: {use.doubt}" for use in waiting)
        raise Unreadable(_("First decide what these columns are for. %s") % told)


class Taking:
    """Takes rows of a file, in the municipality and under the authority in scope; `events` are what it emitted."""

    def __init__(
        self, importer: Importer, table: Table, mapping: ColumnMap, *, reading: Reading, now: datetime
    ) -> None:
        self.importer, self.header, self.reading, self.now = importer, table.header, reading, now
        self.at = {field: table.header.index(name) for field, name in mapping.items()}
        self.times = {
            self.at[field.key] for field in importer.fields if field.tells == "time" and field.key in self.at
        }
        self.events: list[Event] = []
        self.hidden = hidden.columns(table.header, mapping, importer.secrets)
        self.ahead: Mapping[int, object] = {}
        if importer.begin is not None:
            importer.begin()

    def back(self, at: int, cell: Cell) -> str:
        """A cell of a row that is left out, as text that reads the same when the row comes back mended.

        A number means a time by its workbook alone, which counts from 1900 or 1904.
        """
        if at not in self.times or isinstance(cell, str):
            return as_text(cell)
        try:
            found = tables.said(cell, self.reading.written)
        except (ValueError, OverflowError):
            found = None
        return as_text(cell) if found is None else found.text

    def take_all(self, lines: Sequence[Line]) -> Iterator[RowResult]:
        """Take rows, each wholly or not at all; before some hundreds of them their importer looks ahead."""
        for at in range(0, len(lines), TOGETHER):
            some = lines[at : at + TOGETHER]
            if self.importer.ahead is not None:
                self.ahead = self.importer.ahead([self._row(line) for line in some])
            together = self.importer.together
            yield from map(self.take, some) if together is None else self._together(some, together)

    def _together(self, lines: Sequence[Line], together: Together) -> Iterable[RowResult]:
        """Take rows at once; one by one where the database has what somebody else wrote meanwhile."""
        try:
            with transaction.atomic():
                made = together([self._row(line) for line in lines], now=self.now)
        except IntegrityError:
            return [self.take(line) for line in lines]
        return [self._became(line, each) for line, each in zip(lines, made, strict=True)]

    def _row(self, line: Line) -> Row:
        return Row(line.number, line.cells, self.at, self.header, self.reading, self.ahead.get(line.number))

    def take(self, line: Line) -> RowResult:
        """Take one row, wholly or not at all."""
        try:
            with transaction.atomic():
                taken = self.importer.take(self._row(line), now=self.now)
        except UserError as error:
            return self._became(line, error)
        return self._became(line, taken)

    def _became(self, line: Line, what: Taken | UserError) -> RowResult:
        if isinstance(what, Taken):
            self.events += what.events
            return RowResult(
                line.number, "taken", what.said, what.subject_id, waits=what.waits, changed=what.changed
            )
        cells = tuple(self.back(at, cell) for at, cell in enumerate(line.cells))
        said, message = hidden.shown(self.importer.seals, cells, self.hidden), self._quoted(what, cells)
        if isinstance(what, Already):
            return RowResult(line.number, "already", message, what.subject_id, said)
        status: Status = "aside" if isinstance(what, Aside) else "refused"
        return RowResult(line.number, status, message, None, said)

    def _quoted(self, error: UserError, cells: Sequence[str]) -> str:
        return hidden.quoted(self.importer.seals, error.message, cells, self.hidden)


def count(results: Iterable[RowResult]) -> dict[str, int]:
    """How many rows were taken, there already, left out or refused; of the taken, how many wait, and how many
    changed something that was there (only where any did)."""
    counts = {"taken": 0, "already": 0, "aside": 0, "refused": 0, "waiting": 0}
    for result in results:
        counts[result.status] += 1
        counts["waiting"] += result.waits
        if result.changed:
            counts["changed"] = counts.get("changed", 0) + 1
    return counts


def log(importer: Importer, counts: Mapping[str, int], *, batch_id: int | None = None) -> None:
    """A line in the audit log; the file's name is left out, since people put anything into names."""
    audit.record(action=importer.action, subject="import", subject_id=batch_id, detail=dict(counts))
