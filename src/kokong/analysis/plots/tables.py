"""Near repeats as pictures: the table in colours, and how risk falls off with time and distance."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ..effect import figures
from ..near_repeat import Knox
from ..words import gettext as _
from .style import INK, PAPER, SERIES, STYLES, sheet, spoken

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_RANGE = 1.0  # doublings and halvings shown: ratios from 1/2 to 2


def near_repeat_table(table: Knox) -> "Figure":
    """Observed over expected in every cell, dark where more than chance; a star where p is at most 0.05."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("pine", ["#b07d2b", PAPER, "#1f4d45"])
    rows, columns = table.ratio.shape
    with sheet(1.6 + 1.35 * columns, 1.6 + 0.55 * rows) as (figure, axes):
        shade = np.log2(np.where(table.ratio > 0, table.ratio, np.nan))
        axes.imshow(np.clip(shade, -_RANGE, _RANGE), cmap=colours, vmin=-_RANGE, vmax=_RANGE, aspect="auto")
        for i in range(rows):
            for j in range(columns):
                dark = shade[i, j] > 0.55 * _RANGE
                axes.text(
                    j, i, _cell(table, i, j), ha="center", va="center", color=PAPER if dark else INK, fontsize=9
                )
        axes.set_xticks(range(columns), [spoken(label) for label in table.time.labels])
        axes.set_yticks(range(rows), [spoken(label) for label in table.space.labels])
        axes.set_xlabel(_("Days apart"))
        axes.set_ylabel(_("Metres apart"))
        axes.set_title(_("Pairs of burglaries: observed over expected"))
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return figure


def _cell(table: Knox, i: int, j: int) -> str:
    if not table.expected[i, j] > 0:
        return "–"
    told = table.significance
    star = " *" if told is not None and told.p[i, j] <= 0.05 else ""
    return f"{figures.decimal(table.ratio[i, j])}{star}\n{table.observed[i, j]}"


def decay(table: Knox, *, over: str) -> "Figure":
    """The ratio over days (a line per distance), or with `over="distance"` over metres (a line per time)."""
    by_time = over == "time"
    ratio = table.ratio if by_time else table.ratio.T
    across, lines = (table.time, table.space) if by_time else (table.space, table.time)
    unit = _("m") if by_time else _("days")
    with sheet() as (figure, axes):
        for k, label in enumerate(lines.labels):
            look: dict[str, Any] = {"color": SERIES[k % len(SERIES)], "linestyle": STYLES[k % len(STYLES)]}
            axes.plot(range(len(across.labels)), ratio[k], marker="o", label=f"{spoken(label)} {unit}", **look)
        axes.axhline(1, color=INK, linewidth=0.8)
        axes.set_xticks(range(len(across.labels)), [spoken(label) for label in across.labels])
        axes.set_xlabel(_("Days apart") if by_time else _("Metres apart"))
        axes.set_ylabel(_("Observed over expected"))
        axes.set_title(_("How the risk fades with time") if by_time else _("How the risk fades with distance"))
        axes.legend()
    return figure
