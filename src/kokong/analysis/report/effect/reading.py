"""A file of counts, one row per area and period, into a panel; refused with a reason when it can't be one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from kokong.analysis.report.files import why
from kokong.analysis.words import gettext as _
from kokong.tables import Table, Unreadable, as_text, number, opened

from ...effect import periods
from ...effect.errors import BadFile
from ...effect.panel import BUFFER, CONTROL, TREATED, Panel
from ...effect.staggered import NEVER
from ...effect.values import Floats, Ints
from . import placing

MOST_BYTES: Final = 500_000_000
MOST_AREAS: Final = 100_000
MOST_CELLS: Final = 20_000_000
SHOWN: Final = 3
YES: Final = frozenset({"1", "1.0", "1,0", "true", "yes", "y", "ja", "j", "sant", "treated", "x"})
NO: Final = frozenset({"0", "0.0", "0,0", "false", "no", "n", "nej", "falskt", "", "control"})


@dataclass(frozen=True)
class Columns:
    """The names of the columns; those from `buffer` on may be empty. `x` and `y` say where an area lies.

    `covariates` are what else is known of an area, the same in all its rows.
    """

    unit: str = "area"
    period: str = "month"
    count: str = "n"
    treated: str = "treated"
    buffer: str = ""
    population: str = ""
    x: str = ""
    y: str = ""
    covariates: tuple[str, ...] = ()

    @property
    def asked(self) -> dict[str, str]:
        """Each column that is asked for, by what it is for."""
        named = {role: name for role, name in vars(self).items() if name and role != "covariates"}
        return {**named, **{f"covariate {k}": name for k, name in enumerate(self.covariates)}}


@dataclass(frozen=True, eq=False)
class Reading:
    """What the file held. `first` is each area's first treated period, for starts at different times.

    `covariates` are areas × columns asked for, None where none was.
    """

    panel: Panel
    first: Ints
    staggered: bool
    covariates: Floats | None = None


@dataclass
class _Rows:
    """The file's rows, column by column."""

    line: list[int] = field(default_factory=list)
    unit: list[str] = field(default_factory=list)
    number: list[int] = field(default_factory=list)
    count: list[int] = field(default_factory=list)
    treated: list[bool] = field(default_factory=list)
    buffer: list[bool] = field(default_factory=list)
    population: list[float] = field(default_factory=list)
    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    covariates: list[list[float]] = field(default_factory=list)


def read_file(
    path: Path,
    columns: Columns,
    start: str,
    *,
    fill_zeros: bool = False,
    staggered: bool = False,
    per_year: int | None = None,
) -> Reading:
    """Read a CSV file or a workbook. Raises BadFile with the rows at fault.

    `fill_zeros` takes a missing area and period for no burglaries (for exports that only list what happened).
    `staggered` takes treated areas that start at different times, by where their treated column turns on.
    `per_year` tells how many periods make a year, for periods that are only numbered.
    """
    if bool(columns.x) != bool(columns.y):
        raise BadFile(_("Coordinates need both columns, x and y."))
    rows, kind = _read(path, columns)
    units, unit_of = np.unique(np.asarray(rows.unit, dtype=object).astype(str), return_inverse=True)
    numbers = np.asarray(rows.number)
    first_period, last_period = int(numbers.min()), int(numbers.max())
    begin = periods.start_of(start, kind) - first_period
    length = last_period - first_period + 1
    _check_size(len(units), length, begin, start, kind, (first_period, last_period))
    time = numbers - first_period
    labels = tuple(kind.label(first_period + k) for k in range(length))
    _check_periods(time, labels)
    cell = unit_of * length + time
    _check_twice(cell, rows, units, labels, length)
    counts = np.full(len(units) * length, np.nan)
    counts[cell] = rows.count
    filled = _complete(counts.reshape(len(units), length), units, labels, fill_zeros)
    ring, first = _rings(rows, unit_of, time, units, begin, labels, staggered)
    if not filled.any():
        raise BadFile(_("There is no burglary in the whole file, so there is nothing to compare."))
    exposure = _exposure(rows, cell, (len(units), length)) if columns.population else None
    places = placing.places(rows.x, rows.y, unit_of, units) if columns.x else None
    panel = Panel(filled, tuple(map(str, units)), labels, ring, begin, per_year or kind.per_year, exposure, places)
    known = _covariates(rows, unit_of, units) if columns.covariates else None
    return Reading(panel, first, len(np.unique(first[first != NEVER])) > 1, known)


def _covariates(rows: _Rows, unit_of: Ints, units: Ints) -> Floats:
    """Areas × covariates. Raises BadFile where an area's rows differ."""
    values = np.asarray(rows.covariates)
    found = np.empty((len(units), values.shape[1]))
    found[unit_of] = values
    moved = np.flatnonzero((values != found[unit_of]).any(axis=1))
    if moved.size:
        said = {"area": units[unit_of[moved[0]]]}
        raise BadFile(_("A covariate of %(area)s differs between rows. It has to be the same over time.") % said)
    return found


def _read(path: Path, columns: Columns) -> tuple[_Rows, periods.Kind]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadFile(_("The file is over 500 MB. Sum it to one row per area and period first."))
        with opened(path) as table:
            return _rows(table, _where(table.header, columns), columns)
    except (OSError, Unreadable) as error:
        raise BadFile(why(error, path)) from error


def _where(header: Sequence[str], columns: Columns) -> Mapping[str, int]:
    """Position of each column asked for. Raises BadFile naming those that are missing."""
    folded = [name.casefold() for name in header]
    asked = columns.asked
    missing = [name for name in asked.values() if name.strip().casefold() not in folded]
    if missing:
        raise BadFile(
            _("The file has no column %(missing)s. Its columns are: %(columns)s.")
            % {"missing": _listed(missing), "columns": ", ".join(header)}
        )
    return {role: folded.index(name.strip().casefold()) for role, name in asked.items()}


def _rows(table: Table, where: Mapping[str, int], columns: Columns) -> tuple[_Rows, periods.Kind]:
    rows, kinds, known = _Rows(), {}, {}  # type: ignore[var-annotated]
    width = max(where.values())
    for line, row in table.rows:
        cells = [as_text(cell) for cell in row]
        if len(cells) <= width:
            raise BadFile(_("Row %(row)d has too few columns.") % {"row": line})
        text = cells[where["period"]].strip()
        found = known[text] if text in known else known.setdefault(text, periods.parse(text))
        if found is None:
            said = {"row": line, "text": text}
            raise BadFile(_("Row %(row)d: “%(text)s” is not a period. Write 2017-01, 2017-Q1 or 2017.") % said)
        kinds.setdefault(found[0].name, (found[0], line, text))
        unit = cells[where["unit"]].strip()
        if not unit:
            raise BadFile(_("Row %(row)d has no area.") % {"row": line})
        rows.line.append(line)
        rows.unit.append(unit)
        rows.number.append(found[1])
        rows.count.append(_count(cells[where["count"]], line))
        rows.treated.append(_flag(cells[where["treated"]], line, columns.treated))
        rows.buffer.append(_flag(cells[where["buffer"]], line, columns.buffer) if "buffer" in where else False)
        if "population" in where:
            rows.population.append(_population(cells[where["population"]], line))
        if columns.covariates:
            held = (cells[where[f"covariate {k}"]] for k in range(len(columns.covariates)))
            rows.covariates.append([_covariate(text, line) for text in held])
        for axis in ("x", "y") if "x" in where else ():
            getattr(rows, axis).append(placing.coordinate(cells[where[axis]], line))
    if not kinds:
        raise BadFile(_("The file has a header but no rows."))
    if len(kinds) > 1:
        mixed = [_("row %(row)d “%(text)s”") % {"row": row, "text": text} for _kind, row, text in kinds.values()]
        raise BadFile(_("Periods are written in different ways: %(rows)s. Use one.") % {"rows": ", ".join(mixed)})
    return rows, next(iter(kinds.values()))[0]


def _count(text: str, line: int) -> int:
    said = {"row": line, "text": text.strip()}
    try:
        value = number(text)
    except ValueError:
        value = None
    if value is None:
        raise BadFile(_("Row %(row)d: “%(text)s” is not a count.") % said) from None
    if value < 0:
        raise BadFile(_("Row %(row)d: a count can't be negative (“%(text)s”).") % said)
    if not value.is_integer() or value > 1e9:
        raise BadFile(_("Row %(row)d: “%(text)s” is not a whole number of burglaries.") % said)
    return int(value)


def _population(text: str, line: int) -> float:
    try:
        value = number(text) or 0.0
    except ValueError:
        value = 0.0
    if not 0 < value < 1e12:
        raise BadFile(_("Row %(row)d: the population must be above 0 (“%(text)s”).") % {"row": line, "text": text})
    return value


def _covariate(text: str, line: int) -> float:
    try:
        value = number(text)
    except ValueError:
        value = None
    if value is None:
        raise BadFile(_("Row %(row)d: “%(text)s” is not a number.") % {"row": line, "text": text.strip()})
    return value


def _flag(text: str, line: int, column: str) -> bool:
    word = text.strip().casefold()
    if word not in YES and word not in NO:
        said = {"row": line, "text": text.strip(), "column": column}
        raise BadFile(_("Row %(row)d: “%(text)s” in %(column)s is neither 0 nor 1.") % said)
    return word in YES


def _check_size(
    units: int, length: int, begin: int, start: str, kind: periods.Kind, ends: tuple[int, int]
) -> None:
    if units > MOST_AREAS or units * length > MOST_CELLS:
        raise BadFile(
            _("%(areas)d areas × %(periods)d periods are more than can be compared at once. Use larger areas.")
            % {"areas": units, "periods": length}
        )
    if not 1 <= begin < length:
        raise BadFile(
            _("The start %(start)s leaves no period on one side: the file runs from %(first)s to %(last)s.")
            % {"start": start, "first": kind.label(ends[0]), "last": kind.label(ends[1])}
        )


def _check_periods(time: Ints, labels: Sequence[str]) -> None:
    absent = sorted(set(range(len(labels))) - set(np.unique(time).tolist()))
    if absent:
        said = {"number": len(absent), "which": _listed(labels[k] for k in absent)}
        raise BadFile(
            _("Some periods are missing for every area (%(number)d): %(which)s. These can't be filled in.") % said
        )


def _check_twice(cell: Ints, rows: _Rows, units: Ints, labels: Sequence[str], length: int) -> None:
    values, times = np.unique(cell, return_counts=True)
    again = values[times > 1]
    if again.size:
        lines = [str(rows.line[k]) for k in np.flatnonzero(cell == again[0])]
        raise BadFile(
            _("Areas and periods stand twice (%(number)d), first %(which)s in rows %(rows)s. Keep one row each.")
            % {"number": again.size, "which": _cell(again[0], units, labels, length), "rows": _listed(lines)}
        )


def _complete(table: Floats, units: Ints, labels: Sequence[str], fill_zeros: bool) -> Floats:
    absent = np.flatnonzero(np.isnan(table).ravel())
    if absent.size and not fill_zeros:
        which = _listed(_cell(k, units, labels, len(labels)) for k in absent[: SHOWN + 1])
        raise BadFile(
            _("Areas and periods are missing (%(number)d): %(which)s. Write 0 for none, or use --fill-zeros.")
            % {"number": absent.size, "which": which}
        )
    return np.nan_to_num(table)


def _rings(
    rows: _Rows,
    unit_of: Ints,
    time: Ints,
    units: Ints,
    begin: int,
    labels: Sequence[str],
    staggered: bool,
) -> tuple[Ints, Ints]:
    treated, buffer = np.asarray(rows.treated), np.asarray(rows.buffer)
    ever = np.bincount(unit_of, treated, len(units)) > 0
    always = np.bincount(unit_of, ~treated, len(units)) == 0
    near = np.bincount(unit_of, buffer, len(units)) > 0
    if not ever.any():
        raise BadFile(_("No area is treated: the treated column is 0 everywhere."))
    both = np.flatnonzero(ever & near)
    if both.size:
        said = {"areas": _listed(units[both])}
        raise BadFile(_("%(areas)s is both treated and buffer. An area belongs to one ring.") % said)
    first = np.full(len(units), NEVER)
    first[always] = begin
    for unit in np.flatnonzero(ever & ~always):
        first[unit] = _turns_on(time[unit_of == unit], treated[unit_of == unit], str(units[unit]))
    starts = {int(s) for s in first[ever]}
    if starts != {begin} and not staggered:
        _refuse_starts(first, units, begin, labels)
    return np.where(ever, TREATED, np.where(near, BUFFER, CONTROL)), first


def _turns_on(time: Ints, treated: Ints, unit: str) -> int:
    order = np.argsort(time)
    on = treated[order]
    first = int(np.argmax(on))
    if not on[first:].all():
        raise BadFile(
            _("%(area)s is treated, then not, then again. Give one start for each area.") % {"area": unit}
        )
    return int(time[order][first])


def _refuse_starts(first: Ints, units: Ints, begin: int, labels: Sequence[str]) -> None:
    others = [f"{units[k]} ({labels[first[k]]})" for k in np.flatnonzero((first != NEVER) & (first != begin))]
    raise BadFile(
        _("Treated areas start at different times: %(areas)s, while the start given is %(start)s. "
          "Use --staggered to compare them each by its own start.")
        % {"areas": _listed(others), "start": labels[begin]}
    )  # fmt: skip


def _exposure(rows: _Rows, cell: Ints, shape: tuple[int, int]) -> Floats:
    exposure = np.full(shape[0] * shape[1], np.nan)
    exposure[cell] = rows.population
    table = exposure.reshape(shape)
    # Filled-in periods take the area's mean population.
    return np.where(np.isnan(table), np.nanmean(table, axis=1, keepdims=True), table)


def _cell(index: int, units: Ints, labels: Sequence[str], length: int) -> str:
    return f"{units[int(index) // length]} {labels[int(index) % length]}"


def _listed(names: Iterable[object]) -> str:
    every = [str(name) for name in names]
    return ", ".join(every[:SHOWN]) + (" …" if len(every) > SHOWN else "")
