"""What the near-repeat page shows, from what the analysis found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from kokong.kernel.charts import Chart

from . import api, charts, reading, rules, telling
from .telling import Figures, number

THIN: Final = rules.LEAST_IN_ROW  # pairs by chance; with fewer a cell says little
SURE: Final = 0.05
STEPS: Final = (1.15, 1.5, 2.0, 3.0, 5.0)  # times the usual at which a cell's colour deepens


@dataclass(frozen=True)
class Cell:
    """A cell of the heat table; `level` 0 (as usual or less, or too thin to say) to 5."""

    ratio: str
    observed: int
    expected: str
    level: int
    thin: bool
    sure: bool


@dataclass(frozen=True)
class Row:
    """A row of a table beside a chart: pairs seen, by chance, times the usual and its interval."""

    label: str
    observed: int
    expected: str
    ratio: str
    interval: str
    raised: bool


@dataclass(frozen=True)
class Decay:
    """A chart, its sentence and its table."""

    sentence: str
    chart: Chart
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class NearRepeats:
    """The near-repeat page."""

    run: api.Run
    sentence: str
    years: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    closed: str
    global_p: str
    distance: Decay
    time: Decay
    ceilings: tuple[str, ...]


def page() -> NearRepeats | None:
    """The near-repeat page; None before there is a table."""
    found = reading.newest_result(kind="near_repeat")
    if found is None:
        return None
    figures, table = found.figures, found.figures["table"]
    columns = tuple(telling.time_band(low, high) for low, high in telling.edges(table["time"]))
    labels = [telling.space_band(low, high) for low, high in telling.edges(table["space"])]
    rings, weeks = figures["rings"], _weeks(figures)
    return NearRepeats(
        run=found.run,
        sentence=telling.near_repeat(figures),
        years=number(figures["years"]),
        columns=columns,
        rows=tuple((label, _cells(table, row, len(columns))) for row, label in enumerate(labels)),
        closed=telling.closed(table["closed"]),
        global_p=number(table.get("p_global"), 3),
        distance=_decay(rings, telling.space_band, how_far(figures)),
        time=_decay(weeks, telling.time_band, how_long(figures)),
        ceilings=tuple(telling.ceiling(cell) for cell in figures["ceilings"]),
    )


def _cells(table: Figures, row: int, columns: int) -> tuple[Cell, ...]:
    def cell(column: int) -> Cell:
        ratio, expected = table["ratio"][row][column], table["expected"][row][column]
        sure = (p := table["p"][row][column]) is not None and p <= SURE
        thin = expected < THIN
        level = 0 if thin or ratio is None else sum(ratio >= step for step in STEPS)
        return Cell(number(ratio), table["observed"][row][column], number(expected), level, thin, sure)

    return tuple(cell(column) for column in range(columns))


def _decay(rows: Sequence[Figures], band: Callable[[float, float], str], sentence: str) -> Decay:
    points = [charts.Point(number(row["to"], 0), row["ratio"], row["low"], row["high"]) for row in rows]
    return Decay(sentence, charts.decay(points, words=sentence), as_rows(rows, band))


def as_rows(rows: Sequence[Figures], band: Callable[[float, float], str]) -> tuple[Row, ...]:
    """Rings or weeks as rows of a table."""
    return tuple(
        Row(
            label=band(row["from"], row["to"]),
            observed=row["observed"],
            expected=number(row["expected"]),
            ratio=number(row["ratio"]),
            interval=f"{number(row['low'], 2)}–{number(row['high'], 2)}",
            raised=rules.raised(row),
        )
        for row in rows
    )


def how_far(figures: Figures) -> str:
    """To which distance pairs are more than by chance, in a sentence."""
    reach = rules.reach(figures["rings"])
    said = {"days": number(figures["deciding"]["within_days"], 0), "metres": number(reach, 0)}
    if reach is None:
        return _("Within %(days)s days no distance has significantly more pairs than by chance.") % said
    return _("Within %(days)s days there are significantly more pairs than by chance, out to %(metres)s m.") % said


def how_long(figures: Figures) -> str:
    """For how long pairs are more than by chance, in a sentence."""
    reach = rules.reach(_weeks(figures))
    said = {"metres": number(figures["deciding"]["within_m"], 0), "days": number(reach, 0)}
    if reach is None:
        return _("Within %(metres)s m no week has significantly more pairs than by chance.") % said
    return _("Within %(metres)s m there are significantly more pairs than by chance, for %(days)s days.") % said


def _weeks(figures: Figures) -> Sequence[Figures]:
    within = figures["deciding"]["within_m"]
    rows: Sequence[Figures] = next(each["rows"] for each in figures["weeks"] if each["within_m"] == within)
    return rows
