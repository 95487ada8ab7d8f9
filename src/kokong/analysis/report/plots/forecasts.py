"""Forecasts as pictures: the map of risk, the curves over area, the weeks one by one."""

from typing import TYPE_CHECKING

import numpy as np

from ...arrays import Floats, Ints
from ...forecast import Backtest
from ...hotspots import Grid
from ...words import gettext as _
from ..ground import Ground
from .names import translated
from .palette import colours
from .style import STYLES, sheet, spoken

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def risk_map(grid: Grid, surface: Floats, study: Ints, ground: Ground | None = None) -> "Figure":
    """The study area in shades of pine by share of area: the 1, 5 and 20 % with the highest risk, and the rest.

    Streets and names lie over it where there are any; coordinates stand at the frame.
    """
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    rank = np.empty(study.size)
    rank[np.argsort(-surface[study], kind="stable")] = (np.arange(study.size) + 0.5) / study.size
    shade = np.full(grid.size, np.nan)
    shade[study] = np.digitize(rank, (0.01, 0.05, 0.2))
    shades = (colours().pine, colours().pine_soft, colours().pine_pale, colours().mist)
    labels = (_("highest 1 % of area"), _("to 5 %"), _("to 20 %"), _("the rest"))
    row, column = np.divmod(study, grid.columns)
    box = slice(row.min(), row.max() + 1), slice(column.min(), column.max() + 1)
    with sheet(6.4, min(9.0, 1 + 5.4 * (np.ptp(row) + 1) / (np.ptp(column) + 1))) as (figure, axes):
        axes.imshow(
            shade.reshape(grid.shape)[box],
            origin="lower",
            cmap=ListedColormap(shades),
            vmin=0,
            vmax=3,
            interpolation="nearest",
        )
        axes.legend(
            handles=[Patch(color=c, label=text) for c, text in zip(shades, labels, strict=True)],
            loc="upper left",
            bbox_to_anchor=(1, 1),
        )
        corner = (grid.west + column.min() * grid.cell, grid.south + row.min() * grid.cell)
        if ground is not None:
            _streets(axes, ground, corner, grid.cell)
        _frame(axes, corner, grid.cell)
        _scale_bar(axes, grid, int(np.ptp(column)) + 1)
        axes.set_title(_("Where risk is highest in the coming week"))
    return figure


def _streets(axes: "Axes", ground: Ground, corner: tuple[float, float], cell: float) -> None:
    """Quiet lines and names, cut off at the map's frame."""
    from matplotlib.collections import LineCollection
    from matplotlib.patheffects import withStroke

    limits = axes.get_xlim(), axes.get_ylim()
    lines = [(line - corner) / cell - 0.5 for line in ground.lines]
    axes.add_collection(LineCollection(lines, colors=colours().ink, linewidths=0.4, alpha=0.45), autolim=False)
    for x, y, name in ground.names:
        at = (x - corner[0]) / cell - 0.5, (y - corner[1]) / cell - 0.5
        if limits[0][0] < at[0] < limits[0][1] and limits[1][0] < at[1] < limits[1][1]:
            halo = [withStroke(linewidth=2.5, foreground=colours().paper)]
            axes.text(*at, name, ha="center", va="center", fontsize=7.5, path_effects=halo, clip_on=True)
    axes.set(xlim=limits[0], ylim=limits[1])


def _frame(axes: "Axes", corner: tuple[float, float], cell: float) -> None:
    """Coordinates in whole metres at the frame, so that a cell can be found again on another map."""
    sides = (axes.xaxis, corner[0], axes.get_xlim()), (axes.yaxis, corner[1], axes.get_ylim())
    for axis, first, limits in sides:
        low, high = first, first + (limits[1] + 0.5) * cell
        step = 10 ** np.floor(np.log10(high - low))
        step *= next(part for part in (5, 2, 1, 0.5) if (high - low) / (part * step) >= 2)
        marks = np.arange(np.ceil(low / step) * step, high, step)
        axis.set_ticks((marks - first) / cell - 0.5, [f"{mark:.0f}" for mark in marks])
    axes.tick_params(labelsize=7, colors=colours().quiet, length=2)
    for label in axes.get_yticklabels():
        label.set(rotation=90, va="center")


def _scale_bar(axes: "Axes", grid: Grid, columns: int) -> None:
    metres = columns * grid.cell / 4
    nice = 10 ** np.floor(np.log10(metres))
    nice *= max(step for step in (1, 2, 5) if step * nice <= metres)
    length = nice / grid.cell
    label = f"{nice / 1000:g} km" if nice >= 1000 else f"{nice:g} m"
    below = axes.get_xaxis_transform()  # under the coordinates, however tall the map is
    axes.plot([0, length], [-0.06, -0.06], color=colours().ink, linewidth=2, clip_on=False, transform=below)
    axes.text(length / 2, -0.07, label, ha="center", va="top", fontsize=9, transform=below)


def backtest_curves(result: Backtest) -> "Figure":
    """Hit rate over share of area for every method, chance beneath; the last method drawn strongest."""
    with sheet(7.4, 4.6) as (figure, axes):
        area = 100 * result.area
        axes.plot(area, 100 * result.chance, color=colours().quiet, linewidth=1, label=_("chance"))
        for k, score in enumerate(result.scores):
            strongest = k == len(result.scores) - 1
            axes.plot(
                area,
                100 * result.hit_rate(score),
                color=colours().series[0 if strongest else (k % (len(colours().series) - 1)) + 1],
                linestyle="-" if strongest else STYLES[k % len(STYLES)],
                linewidth=2.4 if strongest else 1.2,
                marker="o",
                markersize=3,
                label=translated(score.method),
            )
        axes.set_xscale("log")
        axes.set_xticks(area, [spoken(f"{share:g}") for share in 100 * np.array(result.shares)])
        axes.minorticks_off()
        axes.set_xlabel(_("Share of area, per cent"))
        axes.set_ylabel(_("Share of burglaries, per cent"))
        axes.set_title(_("How many burglaries lay where the forecast pointed"))
        axes.legend(fontsize=8)
    return figure


def pai_curves(result: Backtest) -> "Figure":
    """How many times denser burglaries lay in the flagged than in the study area: last method and baseline."""
    with sheet() as (figure, axes):
        for k, score in enumerate((result.scores[-1], result.scores[0])):
            axes.plot(
                100 * result.area,
                result.pai(score),
                color=colours().series[k],
                linestyle=STYLES[k],
                marker="o",
                label=translated(score.method),
            )
        axes.axhline(1, color=colours().quiet, linewidth=1)
        axes.set_xscale("log")
        axes.set_xticks(100 * result.area, [spoken(f"{share:g}") for share in 100 * np.array(result.shares)])
        axes.minorticks_off()
        axes.set_xlabel(_("Share of area, per cent"))
        axes.set_ylabel(_("Times denser than on average"))
        axes.set_title(_("How much denser burglaries lay in the flagged area"))
        axes.legend()
    return figure


def weeks(result: Backtest, *, share: int) -> "Figure":
    """Hits week by week at one share of area (its place in `result.shares`): bars, and the baseline as a line."""
    best, rival = result.scores[-1], result.scores[0]
    dates = result.starts.astype("int64").astype("datetime64[D]")
    with sheet(7.4, 3.6) as (figure, axes):
        axes.bar(dates, result.events, width=6, color=colours().mist, label=_("all burglaries"))
        axes.bar(
            dates,
            best.hits[:, share],
            width=6,
            color=colours().pine,
            edgecolor=colours().paper,
            label=translated(best.method),
        )
        axes.step(
            dates,
            rival.hits[:, share],
            where="mid",
            color=colours().series[1],
            linewidth=1.2,
            label=translated(rival.method),
        )
        axes.set_ylim(0, 1.35 * float(result.events.max()))  # room for the legend
        axes.set_ylabel(_("Burglaries a week"))
        axes.set_title(
            _("Week by week, in the highest %(share)g %% of area") % {"share": 100 * result.shares[share]}
        )
        axes.legend(fontsize=8)
    return figure
