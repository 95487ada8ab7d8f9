"""Brå's exported table of reported crimes, its database file: `Region;Brott;År;Period;Antal;/100 000 inv`.

Read whole or not at all. `..` means that nothing is given, and is no zero. "2026 prel." is preliminary.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import unreadable

from . import rules
from .values import Figure, Key, NotTaken, Read

WORDS: Final[Mapping[str, Sequence[str]]] = {
    "place": ("region", "kommun", "omrade", "lan", "municipality"),
    "what": ("brott", "brottstyp", "brottskod", "crime"),
    "year": ("ar", "year"),
    "period": ("period", "manad", "month"),
    "count": ("antal", "antal anmalda brott", "anmalda brott", "count"),
}
NEEDED: Final = ("place", "what", "year", "count")
MONTHS: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WHOLE_YEAR: Final = ("", "ar", "helar", "hela aret")
NOTHING: Final = ("..", ".", "-", "–")
MOST: Final = 20_000
_YEAR: Final = re.compile(r"(19|20)\d\d")


def read(content: bytes, columns: Mapping[str, str] | None = None) -> Read:
    """The figures of an export; `columns` says which header is what, where it doesn't say so itself.

    Raises NotTaken for a file that is no table, lacks a column, holds nothing, or has a line nobody understands.
    """
    try:
        found = tables.uploaded(content)
    except tables.Unreadable as error:
        raise NotTaken(unreadable.said(error), field="file") from error
    places = _places(found.header, columns or {})
    figures: dict[Key, Figure] = {}
    left_out: Counter[str] = Counter()
    for number, cells in found.rows:
        row = {name: tables.as_text(cells[at]) if at < len(cells) else "" for name, at in places.items()}
        if not any(row.values()):
            continue
        if row["count"].strip() in NOTHING or not row["count"].strip():
            left_out["nothing"] += 1
            continue
        one = _figure(row, number)
        if one.key in figures and figures[one.key].value != one.value:
            raise NotTaken(_twice(number, one.key), field="file")
        figures[one.key] = one
    if not figures:
        raise NotTaken(_("The file holds no figure: every line is empty or has “..”."), field="file")
    if len(figures) > MOST:
        raise NotTaken(_("The file has more than %(most)d figures.") % {"most": MOST}, field="file")
    return Read(tuple(figures.values()), left_out)


def _places(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """In which column each part stands."""
    told = tables.match(header, WORDS) | {name: column for name, column in columns.items() if column}
    missing = [name for name in NEEDED if told.get(name) not in header]
    if missing:
        said = {"missing": ", ".join(WORDS[name][0].capitalize() for name in missing), "header": ", ".join(header)}
        raise NotTaken(
            _("These columns were not found: %(missing)s. The file has: %(header)s. Say which is which.") % said,
            field=missing[0],
        )
    return {name: list(header).index(column) for name, column in told.items() if column in header}


def _figure(row: Mapping[str, str], number: int) -> Figure:
    year = _YEAR.search(row["year"])
    month = _month(row.get("period", ""))
    try:
        count = tables.number(row["count"])
    except ValueError:
        count = None
    if year is None or month is None or count is None or count < 0 or not row["place"].strip():
        said = {"line": number, "row": "; ".join(row.values())}
        raise NotTaken(_("Line %(line)d isn't understood: %(row)s. Nothing was kept.") % said, field="file")
    period = year.group() + (f"-{month:02d}" if month else "")
    key = Key(row["place"].strip(), row["what"].strip(), period)
    return Figure(key, count, "prel" in row["year"].casefold())


def _month(text: str) -> int | None:
    """The number of a month; 0 for the whole year, None for what is neither."""
    said = tables.fold(text)
    if said in WHOLE_YEAR:
        return 0
    return next((n for n, name in enumerate(MONTHS, start=1) if said.startswith(name)), None)


def _twice(line: int, key: Key) -> str:
    said = {"line": line, "what": ", ".join(key)}
    return _("Line %(line)d says something else of %(what)s than a line before. Nothing was kept.") % said


def with_series(found: Read) -> Read:
    """The figures with the sums of codes that followed each other."""
    return Read((*found.figures, *rules.joined(found.figures)), found.left_out)
