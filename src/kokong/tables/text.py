"""Text of whatever encoding and delimiter, as rows of cells."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, Final

from .faults import Fault, Unreadable

DELIMITERS: Final = "\t;|,"  # those that stand in names and numbers least come first
SAMPLE: Final = 256 * 1024
CHUNK: Final = 1 << 20
LINES: Final = 30  # read to tell the delimiter
PACKED: Final = (b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")  # by bzip2, xz and zstd
MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OLDER: Final = ("cp1252", "cp850", "mac_roman")  # the likeliest first
LETTERS: Final = frozenset("åäöéüæøÅÄÖÉÜÆØßèàç")


def encoding_of(file: BinaryIO) -> str:
    """By its mark; UTF-16 by its zeros; UTF-8 if all of it is; else the likeliest of the older encodings.

    Reads the file to its end, a chunk at a time. Raises Unreadable for what is no text.
    """
    file.seek(0)
    start = file.read(SAMPLE)
    named = next((name for mark, name in MARKS if start.startswith(mark)), None) or _bare_utf_16(start[:1000])
    if named:
        return named
    if b"\0" in start or start.startswith(PACKED):
        raise Unreadable(Fault.NO_TABLE)
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in chain([start], iter(lambda: file.read(CHUNK), b"")):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return _older(chunk[max(0, error.start - SAMPLE // 2) :][:SAMPLE])
    return "utf-8" if not decoder.getstate()[0] else _older(start)


def _bare_utf_16(start: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Western text is zero."""
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(zeros) > 3 and zeros.count(0) > 0.7 * len(zeros):
            return name
    return None


def _older(sample: bytes) -> str:
    """The encoding in which the sample has most of the letters that people here write."""

    def letters(encoding: str) -> int:
        return sum(map(LETTERS.__contains__, sample.decode(encoding, errors="replace")))

    return max(OLDER, key=letters)


def rows(
    text: io.TextIOBase, *, longest: int, delimiter: str = "", header: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """The rows that aren't empty, numbered from 1. Raises Unreadable at the line that makes no sense, and at a row
    of more than `longest` characters.

    Excel's own first line `sep=;` tells the delimiter and is not a row. Else the lines from number `header` on do.
    """
    sample = _said(text, longest)
    told = sample[4:5] if sample[:4].lower() == "sep=" else ""
    record = _Record(longest)
    lines = _lines((io.StringIO(sample, newline=""), text), record)
    reader = csv.reader(lines, delimiter=delimiter or told or delimiter_of(_below(sample, header)))
    numbered = enumerate(reader, start=1)
    if told:
        next(numbered, None)
    try:
        for number, cells in numbered:
            record.length = 0
            if any(map(str.strip, cells)):
                yield number, cells
    except (csv.Error, UnicodeDecodeError) as error:
        raise Unreadable(Fault.BROKEN_LINE, line=reader.line_num, problem=str(error)) from error


@dataclass
class _Record:
    """The row that is being read: how long it is, and the most that it may be."""

    most: int
    length: int = 0


def _lines(texts: Iterable[io.TextIOBase], record: _Record) -> Iterator[str]:
    """The lines of one text after the other. A row may go on over several of them; an endless one is stopped."""
    for text in texts:
        while line := text.readline(record.most + 1):
            record.length += len(line)
            if record.length > record.most:
                raise csv.Error(f"row longer than {record.most} characters")
            yield line


def _below(sample: str, header: int) -> str:
    return "".join(sample.splitlines(keepends=True)[max(0, header - 1) :])


def _said(text: io.TextIOBase, longest: int) -> str:
    try:
        sample = text.read(SAMPLE)
        sample += text.readline(longest + 1)
    except UnicodeDecodeError as error:
        raise Unreadable(Fault.NO_TABLE) from error
    if "\0" in sample:
        raise Unreadable(Fault.NO_TABLE)
    return sample


def delimiter_of(sample: str) -> str:
    """The character that divides the first line and most of those below it, into the most columns."""

    def divided(delimiter: str) -> tuple[float, int]:
        counts = _columns(sample, delimiter)
        if not counts or counts[0] == 1:
            return 0.0, 0
        return sum(count > 1 for count in counts) / len(counts), counts[0]

    best = max(DELIMITERS, key=divided)
    return best if divided(best)[1] else _below_a_title(sample)


def _below_a_title(sample: str) -> str:
    """The character that divides the lines below a title into as many columns each."""

    def even(delimiter: str) -> tuple[int, int]:
        counts = [count for count in _columns(sample, delimiter) if count > 1]
        return (len(counts), counts[0]) if len(counts) > 1 and len(set(counts)) == 1 else (0, 0)

    return max(DELIMITERS, key=even)


def _columns(sample: str, delimiter: str) -> Sequence[int]:
    """Of each of the first lines, up to one that makes no sense: that is told when it is read."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    counts: list[int] = []
    with suppress(csv.Error):
        counts.extend(len(row) for row in islice(reader, LINES) if row and (row[0].strip() or row[1:]))
    return counts
