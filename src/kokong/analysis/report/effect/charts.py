"""The two charts of a report as inline SVG, each drawn for a desk and for a phone."""

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kokong.analysis.words import gettext as _

from ... import figures
from ...effect.evaluation import Evaluation, Line
from ...effect.specification import Specification
from ...effect.values import Floats
from ..plots.palette import colours
from ..plots.style import as_svg, bare, within_text
from . import phrases

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

WIDE: Final = 7.0
NARROW: Final = 3.55
MOST_POINTS: Final = 40
ROW: Final = 0.46


def both(draw: Callable[[Evaluation, float], str], found: Evaluation, *, label: str) -> str:
    """A chart for wide and for narrow screens, of which the style sheet shows one."""
    return "".join(
        f'<div class="chart {name}" role="img" aria-label="{label}">{draw(found, width)}</div>'
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    )


def expected_line(found: Evaluation, width: float) -> str:
    """Counted and expected burglaries of the treated ring, with the band of chance around the latter."""
    assert found.line is not None
    line = _coarse(found.line, found.periods.index(found.start), 20 if width < WIDE else MOST_POINTS)
    labels, start, observed, expected, low, high = line
    with within_text(width, 2.75) as (figure, axes):
        where = np.arange(observed.size)
        axes.fill_between(where, low, high, color=colours().band, linewidth=0, zorder=1)
        axes.plot(where, expected, color=colours().pine, linewidth=1.3, linestyle=(0, (4, 2.5)), zorder=2)
        axes.plot(where, observed, color=colours().ink, linewidth=1.4, marker="o", markersize=2.8, zorder=3)
        axes.axvline(start - 0.5, color=colours().amber, linewidth=1.2, zorder=1)
        top = max(float(high.max()), float(observed.max())) * 1.16 or 1.0
        axes.text(start - 0.3, top * 0.995, _("start"), color=colours().amber, va="top", fontsize=9)
        axes.set_ylim(0, top)
        axes.set_xlim(-0.6, observed.size - 0.4)
        _ticks(axes, labels, 4 if width < WIDE else 9)
        axes.yaxis.set_major_locator(_whole())
        bare(axes)
        return as_svg(figure, f"line{width:.0f}")


def _coarse(line: Line, start: int, most: int) -> tuple[list[str], float, Floats, Floats, Floats, Floats]:
    """Neighbouring periods summed until at most so many points are left, counted outward from the start."""
    n = len(line.periods)
    step = next((s for s in (1, 3, 6, 12) if n / s <= most), math.ceil(n / most))
    edges = [*range(start % step, start, step), *range(start, n - step + 1, step)]
    spans = [(a, a + step) for a in edges]
    labels = [line.periods[a] for a, _b in spans]

    def summed(values: Floats) -> Floats:
        return np.array([values[a:b].sum() for a, b in spans])

    expected = summed(line.expected)
    # Variances add, so the band of a sum is the root of the summed squares.
    reach = np.sqrt(summed((line.high - line.expected) ** 2))
    before = float(sum(a < start for a, _b in spans))
    return labels, before, summed(line.observed), expected, np.maximum(expected - reach, 0), expected + reach


def designs(found: Evaluation, width: float) -> str:
    """Every design's answer in burglaries fewer or more than expected; those that decide in pine."""
    rows = [row for row in found.specifications if "event" not in row.estimate.design]
    spans = [found.in_burglaries(row) for row in rows]
    left, right = _ends(spans)
    with within_text(width, ROW * len(rows) + 0.55) as (figure, axes):
        for k, (row, (low, middle, high)) in enumerate(zip(rows, spans, strict=True)):
            y, color = -float(k), colours().pine if row.role == "decides" else colours().quiet
            axes.plot([max(low, left), min(high, right)], [y, y], color=color, linewidth=2, solid_capstyle="round")
            axes.plot([np.clip(middle, left, right)], [y], "o", color=color, markersize=5)
            axes.text(left, y + 0.3, _short(row, width), color=color, fontsize=8.5, va="bottom", bbox=_on_paper())
        axes.axvline(0, color=colours().amber, linewidth=1.2, zorder=0)
        axes.set_ylim(-len(rows) + 0.6, 0.95)
        axes.set_xlim(left, right)
        axes.set_yticks([])
        axes.xaxis.set_major_locator(_whole())
        axes.xaxis.set_major_formatter(lambda x, _at: figures.whole(x) if x <= 0 else f"+{figures.whole(x)}")
        axes.set_xlabel(
            _("burglaries fewer (left) or more (right) than expected"), fontsize=8.5, color=colours().quiet
        )
        bare(axes)
        axes.spines["left"].set_visible(False)
        return as_svg(figure, f"designs{width:.0f}")


def _ends(spans: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Left and right edge: all estimates and most intervals; the widest run off the edge."""
    edges = []
    for side, pick in ((0, min), (2, max)):
        ends = np.array([abs(span[side]) for span in spans if math.isfinite(span[side])] or [1.0])
        far = 2.5 * max((abs(span[1]) for span in spans if math.isfinite(span[1])), default=1.0)
        cut = max(float(np.quantile(ends, 0.85)), min(float(ends.max()), far), 1.0)
        kept = [float(np.clip(span[side], -cut, cut)) for span in spans]
        edges.append(pick([0.0, *kept, *(span[1] for span in spans if math.isfinite(span[1]))]))
    room = max(0.06 * (edges[1] - edges[0]), 1.0)
    return edges[0] - room, edges[1] + room


def _short(row: Specification, width: float) -> str:
    name = phrases.design(row.estimate.design)
    most = 52 if width < WIDE else 90
    return name if len(name) <= most else name[: most - 1].rstrip(" ,") + "…"


def _whole() -> "MaxNLocator":
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=5, integer=True)


def _ticks(axes: "Axes", labels: Sequence[str], most: int) -> None:
    step = max(1, math.ceil(len(labels) / most))
    axes.set_xticks(range(0, len(labels), step), [labels[k] for k in range(0, len(labels), step)])


def _on_paper() -> dict[str, Any]:
    return {"facecolor": colours().paper, "edgecolor": "none", "pad": 0.6}
