"""How many cells a workbook's sheet spans, told from its XML without holding it.

A file can be written so that this is told wrong; that is what the limits on the reading process are for.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

CHUNK: Final = 1 << 20
LONGEST_TAG: Final = 1 << 16
# A cell that holds something (`<c r="B7" t="s">`); those that only have a style end in `/>` and count for nothing.
_CELL: Final = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*(?<!/)>""")
_ERROR: Final = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,40})<""",
    re.DOTALL,
)
_CELL_ENDS: Final = re.compile(rb"</(?:\w+:)?(?:c|row)>")
_SHEET: Final = re.compile(rb"""<(?:\w+:)?sheet\s[^>]*?\b\w+:id\s*=\s*["']([^"']+)["']""")
_LINK: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_PART: Final = re.compile(rb"""\b(Id|Target)\s*=\s*["']([^"']+)["']""")
_ODS: Final = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)(?![\w-])([^>]*)>")
_TIMES: Final = re.compile(rb"""table:number-(?:columns|rows)-repeated\s*=\s*["']([0-9]{1,9})["']""")


def cells(packed: zipfile.ZipFile, *, most: int, sheet: int = 0) -> int:
    """The cells of the rectangle around all that one sheet of an XLSX holds, or all sheets of an ODS.

    Stops counting where `most` is passed. 0 for what is neither. Raises BadZipFile for a part that isn't as long
    as it says.
    """
    if "content.xml" in packed.namelist():
        return _repeated(packed, "content.xml", most)
    name = _sheet(packed, sheet)
    return _spanned(packed, name, most) if name else 0


def errors(packed: zipfile.ZipFile, *, sheet: int = 0) -> dict[int, dict[int, str]]:
    """`{row: {column: "#REF!"}}` of the cells that show an error; rows from 1, columns from 0."""
    name = None if "content.xml" in packed.namelist() else _sheet(packed, sheet)
    found: dict[int, dict[int, str]] = {}
    rest = b""
    for more in _whole_tags(packed, name) if name else ():
        text = rest + more
        ends = [end.end() for end in _CELL_ENDS.finditer(text, max(0, len(text) - LONGEST_TAG))]
        cut = ends[-1] if ends else len(text)
        for letters, row, said in _ERROR.findall(text, 0, cut):
            found.setdefault(int(row), {})[_column(letters) - 1] = said.decode("utf-8", "replace")
        rest = text[cut:]
    return found


def _sheet(packed: zipfile.ZipFile, number: int) -> str | None:
    """The part that the workbook names at that place, from 0; else the one there that is named like a sheet."""
    links: dict[bytes, bytes] = {}
    with suppress(KeyError):
        for link in _LINK.findall(_start(packed, "xl/_rels/workbook.xml.rels")):
            said = dict(_PART.findall(link))
            links[said.get(b"Id", b"")] = said.get(b"Target", b"")
        named = _SHEET.findall(_start(packed, "xl/workbook.xml"))[number : number + 1]
        target = links.get(named[0], b"").decode("utf-8", "replace") if named else ""
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if name in packed.namelist():
            return name
    sheets = [name for name in packed.namelist() if re.match(r"xl/worksheets/[^/]+\.xml$", name)]
    return next(iter(sheets[number:] or sheets), None)


def _start(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        return part.read(CHUNK)


def _spanned(packed: zipfile.ZipFile, name: str, most: int) -> int:
    first, last, columns, count = 1 << 30, 0, set[bytes](), 0
    span = 0
    for text in _whole_tags(packed, name):
        found = _CELL.findall(text)
        if not found:
            continue
        numbers = [int(number) for _letters, number in found]
        first, last = min(first, *numbers), max(last, *numbers)
        columns.update(letters for letters, _number in found)
        count += len(found)
        places = sorted(map(_column, columns))
        span = max(count, (last - first + 1) * (places[-1] - places[0] + 1))
        if span > most:
            break
    return span


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _repeated(packed: zipfile.ZipFile, name: str, most: int) -> int:
    """Cells of an ODS, whose rows and cells say how many times they are repeated; empty ends don't count."""
    tally = _Tally()
    for text in _whole_tags(packed, name):
        for closing, tag, said in _ODS.findall(text):
            tally.take(tag, said, closing=bool(closing))
        if tally.cells > most:
            break
    return tally.cells


@dataclass
class _Tally:
    """Where one is in an ODS, and how far what was there reached."""

    above: int = 0  # rows of the sheets before this one
    height: int = 0  # of this sheet, to its last row with anything in it
    widest: int = 0
    row: int = 0
    times: int = 0
    place: int = 0
    width: int = 0

    @property
    def cells(self) -> int:
        return (self.above + self.height) * self.widest

    def take(self, tag: bytes, said: bytes, *, closing: bool) -> None:
        repeated = _TIMES.search(said)
        many = max(1, int(repeated[1])) if repeated else 1
        if tag == b"table":
            self.above, self.height, self.row = self.above + self.height, 0, 0
        elif tag != b"table-row":
            self.place += 0 if closing else many
            self.width = self.place if b"value-type" in said else self.width
        elif closing:
            self._end()
        else:
            self.place = self.width = 0
            self.times = many
            self.row += many

    def _end(self) -> None:
        self.widest = max(self.widest, self.width)
        self.height = self.row if self.width else self.height


def _whole_tags(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part's text, a stretch at a time, none of which ends within a tag."""
    rest = b""
    with packed.open(name) as part:
        while chunk := part.read(CHUNK):
            text = rest + chunk
            cut = text.rfind(b"<")
            cut = len(text) if cut < len(text) - LONGEST_TAG else cut
            yield text[:cut]
            rest = text[cut:]
    yield rest
