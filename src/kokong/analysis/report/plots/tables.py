"""Near repeats as pictures: the table in colours, and how risk falls off with time and distance."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ... import figures
from ...arrays import Flags, Floats
from ...hotspots.aoristic import Hours
from ...near_repeat import Knox
from ...words import gettext as _
from .palette import colours
from .style import STYLES, sheet, spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FEW_PAIRS: Final = 5  # expected by chance, below which a ratio is drawn pale: a pair more or less would change it
_PALE: Final = 0.35
_RANGE: Final = 1.0  # doublings and halvings shown: ratios from 1/2 to 2
_MARKS: Final = "os^D"
_FINE: Final = (0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5)
_TICKS: Final = (0.1, 0.2, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 5, 10, 20, 50, 100)


def near_repeat_table(table: Knox) -> "Figure":
    """Observed over expected in every cell, dark where more than chance; a star where p is at most 0.05.

    Pale where chance alone would give fewer than FEW_PAIRS pairs and there is no star.
    """
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("pine", [colours().amber, colours().paper, colours().pine])
    rows, columns = table.ratio.shape
    with sheet(1.6 + 1.35 * columns, 1.6 + 0.55 * rows) as (figure, axes):
        shade = np.log2(np.where(table.ratio > 0, table.ratio, 2.0**-_RANGE))
        shade = np.clip(shade, -_RANGE, _RANGE) * np.where(_thin(table), _PALE, 1.0)
        axes.imshow(
            np.where(table.expected > 0, shade, np.nan), cmap=shades, vmin=-_RANGE, vmax=_RANGE, aspect="auto"
        )
        for i in range(rows):
            for j in range(columns):
                dark = shade[i, j] > 0.55 * _RANGE
                axes.text(
                    j,
                    i,
                    _cell(table, i, j),
                    ha="center",
                    va="center",
                    color=colours().paper if dark else colours().ink,
                    fontsize=9,
                )
        axes.set_xticks(range(columns), [spoken(label) for label in table.time.labels])
        axes.set_yticks(range(rows), [spoken(label) for label in table.space.labels])
        axes.set_xlabel(_("Days apart"))
        axes.set_ylabel(_("Metres apart"))
        axes.set_title(_("Pairs of burglaries: observed over expected"))
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return figure


def _thin(table: Knox) -> Flags:
    told = table.significance
    sure = np.zeros(table.expected.shape, bool) if told is None else told.p <= 0.05
    return np.asarray((table.expected < FEW_PAIRS) & ~sure)


def _cell(table: Knox, i: int, j: int) -> str:
    if not table.expected[i, j] > 0:
        return "–"
    told = table.significance
    star = " *" if told is not None and told.p[i, j] <= 0.05 else ""
    return f"{figures.decimal(table.ratio[i, j])}{star}\n{table.observed[i, j]}"


def _doublings(axes: Any, ratio: Floats) -> None:
    """A scale on which twice as many is as far up as half as many is down."""
    shown = ratio[np.isfinite(ratio) & (ratio > 0)]
    if not shown.size:
        return
    low, high = min(float(shown.min()), 1.0) / 1.1, max(float(shown.max()), 1.0) * 1.1
    axes.set_yscale("log")
    axes.set_ylim(low, high)
    ticks = [tick for tick in (_FINE if high < 2 * low else _TICKS) if low <= tick <= high]
    axes.set_yticks(ticks, [spoken(f"{tick:g}") for tick in ticks])
    axes.minorticks_off()


def decay(table: Knox, *, over: str) -> "Figure":
    """The ratio over days (a line per distance), or with `over="distance"` over metres (a line per time)."""
    by_time = over == "time"
    ratio = table.ratio if by_time else table.ratio.T
    across, lines = (table.time, table.space) if by_time else (table.space, table.time)
    unit = _("m") if by_time else _("days")
    with sheet() as (figure, axes):
        for k, label in enumerate(lines.labels):
            again, kind = divmod(k, len(colours().series))
            look: dict[str, Any] = {
                "color": colours().series[kind],
                "linestyle": STYLES[kind],
                "marker": _MARKS[again % 4],
            }
            seen = np.where(ratio[k] > 0, ratio[k], np.nan)  # no pair at all has no place on this scale
            axes.plot(range(len(across.labels)), seen, label=f"{spoken(label)} {unit}", **look)
        axes.axhline(1, color=colours().ink, linewidth=0.8)
        _doublings(axes, ratio)
        axes.set_xticks(range(len(across.labels)), [spoken(label) for label in across.labels])
        axes.set_xlabel(_("Days apart") if by_time else _("Metres apart"))
        axes.set_ylabel(_("Observed over expected"))
        axes.set_title(_("How the risk fades with time") if by_time else _("How the risk fades with distance"))
        aside: Any = {"loc": "upper left", "bbox_to_anchor": (1, 1)} if len(lines.labels) > 5 else {}
        axes.legend(**aside)
    return figure


def week_hours(found: Hours) -> "Figure":
    """Weekday by hour, the darker the more burglaries an hour."""
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("pine", [colours().paper, colours().pine])
    with sheet(8.4, 3.4) as (figure, axes):
        axes.imshow(found.table, cmap=shades, vmin=0, aspect="auto", interpolation="nearest")
        axes.set_xticks(np.arange(0, 24, 3) - 0.5, [f"{hour:02d}" for hour in range(0, 24, 3)])
        days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
        axes.set_yticks(range(7), days)
        axes.set_xlabel(_("Hour of the day"))
        axes.set_title(_("When burglaries happened, uncertain times spread over their windows"))
    return figure
