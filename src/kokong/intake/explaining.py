"""What each column of a file was taken for, and why; what must be decided; what is left out. Writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel import audit
from kokong.kernel.errors import UserError
from kokong.tables import as_text

from . import columns, heads, hidden
from .columns import ColumnMap, Use
from .decisions import UNDECIDED, Decisions
from .files import Table, load, read
from .importers import Importer
from .row import Reading
from .taking import check_mapping, doubts
from .understanding import Understood, check_words, local_day, understood
from .values import Unreadable

Why = Literal["", "heading", "cells", "before", "chosen"]
Known = tuple[tuple[Why, ColumnMap], ...]  # which columns the fields have, and whence that is known
WHY: Final[Mapping[Why, str | Promise]] = {
    "": "",
    "heading": gettext_lazy("by its heading"),
    "cells": gettext_lazy("by what stands in it"),
    "before": gettext_lazy("as the last time"),
    "chosen": gettext_lazy("as it was chosen"),
}
EXAMPLES: Final = 3
SHEETS: Final = 10  # so many are looked into for the one that says most; each is opened in a process of its own
COVER: Final = 2  # fields that a sheet must tell, or it may be one that only says what the file is


@audit.police
@dataclass(frozen=True)
class Column:
    """One column: what it is used as and why, or that it isn't, or what must be decided; and its first cells."""

    use: Use
    why: Why
    title: str
    examples: tuple[str, ...]


@audit.police
@dataclass(frozen=True)
class Explanation:
    """How a file is understood. `problem` says why it can't be imported as it is."""

    sheet: str
    header_at: int
    header_rows: int
    rows: int
    columns: tuple[Column, ...]
    understood: Understood | None
    problem: str

    def said(self) -> Iterable[str]:
        """The same in lines for people."""
        where = {"row": self.header_at, "rows": self.rows}
        yield _("Headings in row %(row)d, %(rows)d rows below.") % where
        if self.sheet:
            yield _("Sheet: %s") % self.sheet
        for column in self.columns:
            yield f"  {column.use.column or '–'}: {_state(column)}"
        yield from _asked(self.understood) if self.understood else ()
        if self.problem:
            yield self.problem

    def values(self) -> dict[str, Any]:
        """The same as plain values."""
        found = self.understood or Understood(Reading())
        return {
            "header_row": self.header_at, "header_rows": self.header_rows, "sheet": self.sheet, "rows": self.rows,
            "columns": [
                {
                    "column": one.use.column, "state": one.use.state, "used_as": one.use.field, "why": one.why,
                    "question": one.use.doubt, "examples": list(one.examples),
                }
                for one in self.columns
            ],
            "two_readings": [
                {"doubt": day.doubt, "rows": day.rows, "examples": [list(example[:3]) for example in day.examples]}
                for day in found.days
            ],
            "unknown_words": [
                {"column": word.column, "field": word.field, "word": word.word, "rows": word.rows}
                for word in found.words
            ],
            "words_not_asked_about": found.more,
            "left_out": [{"column": one.column, "word": one.word, "rows": one.rows} for one in found.left],
            "problem": self.problem,
        }  # fmt: skip


def _state(column: Column) -> str:
    shown = ", ".join(column.examples)
    seen = f" ({shown})" if shown else ""
    if column.use.state == "used":
        return _("used as %s") % column.title + f", {WHY[column.why]}{seen}"
    if column.use.state == "undecided":
        return _("must be decided") + f": {column.use.doubt}{seen}"
    return _("not used") + seen


def _asked(found: Understood) -> Iterable[str]:
    for day in found.days:
        for number, name, cell, readings in day.examples:
            either = ", ".join(f"{reading:%Y-%m-%d}" for reading in readings.values())
            told = {"row": number, "column": name, "cell": cell, "readings": either or "?"}
            yield _("Row %(row)d, %(column)s: “%(cell)s” may be %(readings)s. Decide.") % told
    for word in found.words:
        told = {"column": word.column, "word": word.word, "rows": word.rows}
        yield _("%(column)s: what does “%(word)s” mean (rows: %(rows)d)?") % told
    if found.unasked:
        yield found.unasked
    for left in found.left:
        told = {"column": left.column, "word": left.word, "rows": left.rows}
        yield _("%(column)s: “%(word)s” is left out (rows: %(rows)d).") % told


def explained(
    importer: Importer,
    table: Table,
    mapping: ColumnMap,
    decisions: Decisions,
    *,
    before: ColumnMap | None = None,
    now: datetime,
) -> Explanation:
    """How a table is understood under a mapping; `before` is the one remembered of its source."""
    problem, found = "", None
    try:
        check_mapping(importer, table, mapping)
        found = understood(importer, table, mapping, decisions, today=local_day(now))
    except UserError as error:
        problem = error.message
    uses = columns.uses(
        table.header, mapping, doubts=doubts(importer, table.header, mapping), aside=decisions.aside
    )
    known: Known = (
        ("heading", importer.guess(table.header)),
        ("cells", importer.guess(table.header, table.some)),
        ("before", before or {}),
    )
    told = tuple(
        Column(use, _why(use, known), str(importer.titles.get(use.field, "")), _examples(table, at, importer, use))
        for at, use in enumerate(uses)
    )
    sheet = table.sheets[table.sheet] if len(table.sheets) > 1 else ""
    return Explanation(sheet, table.at, table.deep, table.total, told, found, problem)


def _why(use: Use, known: Known) -> Why:
    if use.state != "used":
        return ""
    return next((why for why, mapping in known if mapping.get(use.field) == use.column), "chosen")


def _examples(table: Table, at: int, importer: Importer, use: Use) -> tuple[str, ...]:
    texts = [as_text(cells[at]) for cells in table.some if at < len(cells)]
    everywhere = dict.fromkeys(range(len(texts)), use.field) if use.field in importer.secrets else {}
    said = hidden.shown(importer.seals, texts, everywhere)
    return tuple(dict.fromkeys(text[:40] for text in said if text))[:EXAMPLES]


def explain(
    *,
    importer: Importer,
    path_or_bytes: Path | bytes,
    now: datetime,
    mapping: ColumnMap | None = None,
    decisions: Decisions = UNDECIDED,
    sheet: int | None = None,
    header: int = 0,
    header_rows: int = 1,
) -> Explanation:
    """How a file would be understood. Raises Unreadable for one that is no table."""
    check_words(importer, decisions)
    table = opened(importer, load(path_or_bytes), sheet=sheet, header=header, rows=header_rows)
    chosen = dict(mapping) if mapping is not None else importer.guess(table.header, table.some)
    return explained(importer, table, chosen, decisions, now=now)


def opened(
    importer: Importer,
    content: bytes,
    *,
    first: int | None = None,
    sheet: int | None = None,
    header: int = 0,
    rows: int = 1,
) -> Table:
    """A file's table; where no sheet or header row is told, the one that says most. Raises Unreadable."""
    table = read(content, first=first, sheet=sheet, header=header)
    if header:
        return heads.over(table, rows)
    best = heads.found(table, importer.guess)
    unclear = sheet is None and len(importer.guess(best.header)) < COVER
    others = range(min(len(table.sheets), SHEETS)) if unclear else ()
    for number in others:
        try:
            tried = heads.found(read(content, first=first, sheet=number), importer.guess)
        except Unreadable:  # an empty sheet
            continue
        best = max(best, tried, key=lambda each: len(importer.guess(each.header)))
    return best
