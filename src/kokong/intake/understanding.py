"""A whole file looked at before its rows are taken: how its days are written, and what has to be asked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kokong import tables
from kokong.kernel import audit
from kokong.tables import Cell, TwoReadings, Written
from kokong.tables.written import Doubt

from .decisions import UNDECIDED, Decisions
from .files import Line, Table
from .importers import Field, Importer
from .row import Reading
from .values import Unreadable
from .vocabulary import LEAVE, Vocabulary

SHOWN: Final = 3
ASKED: Final = 100  # words of a file, the most frequent
_PLAIN: Final = re.compile(
    r"(?:\d{4}-\d\d-\d\d(?:[ T]\d\d[:.]\d\d)?|\d{1,2}[:.]\d\d)?"
)  # days and times whose order nobody doubts


@audit.police
@dataclass(frozen=True)
class DayQuestion:
    """How a file's days are written: rows (number, column, cell) as examples, and what they are by each answer."""

    doubt: Doubt
    rows: int
    examples: tuple[tuple[int, str, str, Mapping[str, date]], ...]


@audit.police
@dataclass(frozen=True)
class WordQuestion:
    """What a word of a column means: how many rows say it, and the number of the first."""

    field: str
    column: str
    key: str
    word: str
    rows: int
    first: int


@audit.police
@dataclass(frozen=True)
class Left:
    """How many rows are left out for what a column says."""

    column: str
    word: str
    rows: int


@dataclass(frozen=True)
class Understood:
    """How a file is read, what must be asked about it, and which rows its columns leave out.

    `more` words are neither asked about nor decided: so many are no column of words, and their rows are refused
    one by one.
    """

    reading: Reading
    days: tuple[DayQuestion, ...] = ()
    words: tuple[WordQuestion, ...] = ()
    left: tuple[Left, ...] = ()
    more: int = 0

    @property
    def sure(self) -> bool:
        """Whether nothing has to be asked."""
        return not self.days and not self.words

    @property
    def unasked(self) -> str:
        """How many words are not asked about, as a sentence; empty where all are."""
        if not self.more:
            return ""
        said = ngettext(
            "%(n)d more word is not known and not asked about. "
            "Its rows will be refused, unless the column is another one.",
            "%(n)d more words are not known and not asked about. "
            "Their rows will be refused, unless the column is another one.",
            self.more,
        )
        return said % {"n": self.more}

    @property
    def shown(self) -> list[int]:
        """The numbers of the rows from which something is quoted."""
        examples = {number for day in self.days for number, *_rest in day.examples}
        return sorted(examples | {word.first for word in self.words})


def local_day(now: datetime) -> date:
    """The day that it is here."""
    return timezone.localdate(now)


def reading(
    importer: Importer, table: Table, mapping: Mapping[str, str], decisions: Decisions, *, today: date
) -> Reading:
    """How the cells of a file are read: as was decided, else as its rows together show."""
    fields = {field.key: field for field in importer.fields if field.key in mapping}
    written = decisions.written(today=today, epoch_1904=table.epoch_1904)
    unsaid = replace(written, order="", short="")  # what was said may be of another file: these rows go first
    seen = (
        order
        for _line, _column, cell in _cells(table, mapping, _times(fields))
        if not (isinstance(cell, str) and _PLAIN.fullmatch(cell))
        for order in tables.orders(cell, unsaid)
    )
    vocabularies = {key: field.vocabulary() for key, field in fields.items() if field.vocabulary}
    return Reading(
        written=tables.agreed(seen, written),
        vocabularies=vocabularies,
        decided={
            name: {vocabularies[name].key(word): means for word, means in known.items()} | dict(known)
            for name, known in decisions.words.items()
            if name in vocabularies
        },
        addresses=frozenset(key for key, field in fields.items() if field.tells == "address"),
    )


def check_words(importer: Importer, decisions: Decisions) -> None:
    """Raises Unreadable for a word decided of a field that has none, or as something that it can't mean."""
    fields = {field.key: field.vocabulary for field in importer.fields if field.vocabulary}
    for name, words in decisions.words.items():
        vocabulary = fields.get(name)
        if vocabulary is None:
            said = {"field": name, "known": ", ".join(fields)}
            raise Unreadable(_("Words can't be decided for %(field)s. Known: %(known)s.") % said)
        meanings = vocabulary().meanings
        for word, means in words.items():
            if means not in meanings:
                told = {"word": word, "means": means, "known": ", ".join(meanings)}
                raise Unreadable(_("“%(word)s” can't mean %(means)s. Known: %(known)s.") % told)


def understood(
    importer: Importer, table: Table, mapping: Mapping[str, str], decisions: Decisions, *, today: date
) -> Understood:
    """A file as its rows together say it is to be read, with what they leave open."""
    how = reading(importer, table, mapping, decisions, today=today)
    fields = {field.key: field for field in importer.fields if field.key in mapping}
    unknown, left = _words(table, mapping, how)
    by_rows = sorted(unknown, key=lambda word: -word.rows) if len(unknown) > ASKED else unknown
    words = tuple(word for word in by_rows[:ASKED] if not _decided(how, word))
    more = sum(not _decided(how, word) for word in by_rows[ASKED:])
    days = _days(table, mapping, _times(fields), how.written)
    return Understood(how, days, words, left, more)


def _decided(how: Reading, word: WordQuestion) -> bool:
    return how.decided.get(word.field, {}).get(word.key) in how.vocabularies[word.field].meanings


def asked(
    importer: Importer, table: Table, mapping: Mapping[str, str], orders: Decisions, *, today: date
) -> Understood:
    """All that has to be decided about a file, also what has been.

    `orders` are the orders of days that were said: 5/6 has two readings, and lacks its year once they are known.
    """
    found = understood(importer, table, mapping, UNDECIDED, today=today)
    then = understood(importer, table, mapping, orders, today=today).days if orders != UNDECIDED else ()
    known = {question.doubt for question in found.days}
    return replace(found, days=(*found.days, *(question for question in then if question.doubt not in known)))


def _times(fields: Mapping[str, Field]) -> list[str]:
    return [key for key, field in fields.items() if field.tells == "time"]


def _cells(table: Table, mapping: Mapping[str, str], fields: Sequence[str]) -> Iterator[tuple[Line, str, Cell]]:
    """The cells of some fields, row by row."""
    at = [(mapping[key], table.header.index(mapping[key])) for key in fields]
    for line in table.rows:
        for column, index in at:
            if index < len(line.cells):
                yield line, column, line.cells[index]


def _days(
    table: Table, mapping: Mapping[str, str], fields: Sequence[str], written: Written
) -> tuple[DayQuestion, ...]:
    found: dict[Doubt, list[tuple[int, str, str, Mapping[str, date]]]] = {}
    count: Counter[Doubt] = Counter()
    for line, column, cell in _cells(table, mapping, fields):
        if isinstance(cell, str) and _PLAIN.fullmatch(cell):
            continue
        try:
            tables.said(cell, written)
        except TwoReadings as error:
            count[error.doubt] += 1
            if len(some := found.setdefault(error.doubt, [])) < SHOWN:
                some.append((line.number, column, error.said, error.readings))
        except (ValueError, OverflowError):
            continue  # the row is refused, and says so
    return tuple(DayQuestion(doubt, count[doubt], tuple(some)) for doubt, some in found.items())


def _words(
    table: Table, mapping: Mapping[str, str], how: Reading
) -> tuple[tuple[WordQuestion, ...], tuple[Left, ...]]:
    """The words that nobody knows, also those decided, and the rows that are left out."""
    asked: dict[tuple[str, str], WordQuestion] = {}
    left: Counter[tuple[str, str]] = Counter()
    for key, vocabulary in how.vocabularies.items():
        known: dict[str, str | None] = {}
        unknown: dict[str, bool] = {}
        for line, column, cell in _cells(table, mapping, [key]):
            said = tables.as_text(cell)
            if not said:
                continue
            word = vocabulary.key(cell)
            if word not in known:
                known[word] = _meaning(vocabulary, cell, how.decided.get(key, {}))
                unknown[word] = _meaning(vocabulary, cell, {}) is None
            if unknown[word]:
                before = asked.get((key, word)) or WordQuestion(key, column, word, said[:60], 0, line.number)
                asked[key, word] = replace(before, rows=before.rows + 1)
            if known[word] == LEAVE:
                left[column, said[:60]] += 1
    return tuple(asked.values()), tuple(Left(column, word, rows) for (column, word), rows in left.items())


def _meaning(vocabulary: Vocabulary, cell: Cell, decided: Mapping[str, str]) -> str | None:
    try:
        return vocabulary.meaning(cell, decided)
    except ValueError:
        return None
