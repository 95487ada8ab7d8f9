"""A file from somebody else as a table, opened in a process of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, BinaryIO, Final

from .apart import Limits, Stopped, Why, apart
from .bounds import UPLOADED, Bounds
from .cells import Cell, as_text
from .cleaning import clean
from .faults import Fault, Unreadable
from .reading import Numbered, opened

_FAULTS: Final[dict[Why, Fault]] = {
    "memory": Fault.COSTLY, "time": Fault.COSTLY, "answer": Fault.HUGE_TEXT, "broken": Fault.BROKEN_WORKBOOK,
    "busy": Fault.BUSY,
}  # fmt: skip
TALLIED: Final = 400  # different words of a column; one that has more is no column of words
WORD: Final = 120


@dataclass(frozen=True)
class Uploaded:
    """A file's header, its rows (or the first of them) with their numbers, and how many rows it has.

    `at`, `sheets`, `sheet` and `epoch_1904` are as those of a `Table`. `tally` says of each column how many of the
    other rows say what, where it was asked for and they don't say too much; else None.
    """

    header: tuple[str, ...]
    rows: tuple[Numbered, ...]
    total: int
    at: int = 1
    sheets: tuple[str, ...] = ()
    sheet: int = 0
    epoch_1904: bool = False
    tally: tuple[Mapping[str, int] | None, ...] = ()


def uploaded(
    content: bytes,
    *,
    first: int | None = None,
    sheet: int | None = None,
    header: int = 0,
    bounds: Bounds = UPLOADED,
    limits: Limits | None = None,
    tally: bool = False,
) -> Uploaded:
    """The table in a file's content; of its rows only the `first`, if given, and where meant with a `tally` of the
    others; else as `opened`.

    Raises Unreadable, also where reading it took more memory or time than a file may.
    """
    try:
        given = {"first": first, "sheet": sheet, "header": header, "bounds": asdict(bounds),
                 "tally": tally}  # fmt: skip
        head, *rows, end = apart(lines, content, limits=limits, **given)
        return _understood(head, rows, end)
    except Stopped as error:
        raise Unreadable(_FAULTS[error.why]) from error
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as error:  # not what `lines` says
        raise Unreadable(Fault.BROKEN_WORKBOOK) from error


def lines(
    file: BinaryIO, *, first: int | None, sheet: int | None, header: int, bounds: dict[str, int], tally: bool
) -> Iterator[Any]:
    """The header, rows and number of rows of a table, or its fault, as plain values."""
    total, words = 0, list[dict[str, int] | None]()
    try:
        with opened(file.read(), bounds=Bounds(**bounds), sheet=sheet, header=header) as table:
            yield list(table.header)
            for total, (number, cells) in enumerate(table.rows, start=1):
                if first is None or total <= first:
                    yield [number, list(map(_plain, cells))]
                elif tally:
                    _count(words, cells)
            yield {"total": total, "at": table.at, "sheets": list(table.sheets), "sheet": table.sheet,
                   "epoch_1904": table.epoch_1904, "tally": words}  # fmt: skip
    except Unreadable as error:
        yield []
        yield {"fault": error.fault.name, "line": error.line, "problem": error.problem, "count": error.count}


def _count(words: list[dict[str, int] | None], cells: Sequence[Cell]) -> None:
    words.extend({} for _more in range(len(cells) - len(words)))
    for at, cell in enumerate(cells):
        if (known := words[at]) is not None:
            said = as_text(cell)[:WORD]
            known[said] = known.get(said, 0) + 1
            if len(known) > TALLIED:
                words[at] = None


def _plain(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return {"datetime": cell.isoformat()}
    if isinstance(cell, date | time):
        return {type(cell).__name__: cell.isoformat()}
    return {"seconds": cell.total_seconds()} if isinstance(cell, timedelta) else cell


def _understood(header: list[Any], rows: list[Any], end: dict[str, Any]) -> Uploaded:
    if "fault" in end:
        raise Unreadable(
            Fault[end["fault"]], line=int(end["line"]), problem=clean(str(end["problem"]))[:200],
            count=int(end["count"]),
        )  # fmt: skip
    return Uploaded(
        tuple(clean(str(name)) for name in header),
        tuple((int(number), tuple(map(_cell, cells))) for number, cells in rows),
        int(end["total"]),
        at=int(end["at"]),
        sheets=tuple(clean(str(name)) for name in end["sheets"]),
        sheet=int(end["sheet"]),
        epoch_1904=bool(end["epoch_1904"]),
        tally=tuple(None if each is None else _tally(each) for each in end["tally"]),
    )


def _tally(said: Mapping[str, Any]) -> dict[str, int]:
    return {clean(str(word)): int(rows) for word, rows in said.items()}


def _cell(said: Any) -> Cell:
    """A cell again. Raises ValueError for what is none."""
    match said:
        case str():
            return said if said.isprintable() else clean(said)
        case float() if not isfinite(said):  # 1e999 in a workbook: no number that anybody can count with
            return as_text(said)
        case bool() | int() | float():
            return said
        case {"datetime": moment}:
            return datetime.fromisoformat(moment)
        case {"date": day}:
            return date.fromisoformat(day)
        case {"time": clock}:
            return time.fromisoformat(clock)
        case {"seconds": seconds}:
            return timedelta(seconds=float(seconds))
    raise ValueError(said)
