"""What the charts of risk show, in the shapes of `kernel.charts`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kokong.kernel.charts import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDE,
    WIDTH,
    Box,
    Chart,
    Line,
    Mark,
    Scale,
    at,
    grid,
    path,
)

from .telling import number, percent

SHOWN: Final = 4  # labels of weeks


@dataclass(frozen=True)
class Point:
    """An estimate with its interval; None where there is nothing to estimate from."""

    label: str
    value: float | None
    low: float | None
    high: float | None


def decay(points: Sequence[Point], *, words: str) -> Chart:
    """How many times the usual, band by band, with intervals, over a line at the usual."""
    values = [point.value for point in points if point.value is not None]
    highs = [point.high for point in points if point.high is not None]
    # A thin band's interval may reach anywhere: it isn't let flatten the others.
    most = max([2.0, min(max(highs, default=0.0), 2 * max(values, default=0.0))])
    y = Scale(0.0, most, HEIGHT - BOTTOM, TOP)
    chart = Chart(words)
    for tick in range(int(most) + 1):
        grid(chart, y(tick), number(tick, 0), "usual" if tick == 1 else "grid")
    step = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    for place, point in enumerate(points):
        x = LEFT + step * (place + 0.5)
        chart.texts.append(Mark(at(x), at(HEIGHT - 12), point.label))
        if point.value is not None and point.low is not None and point.high is not None:
            chart.lines.append(Line("interval", at(x), at(y(point.low)), at(x), at(y(point.high))))
            chart.dots.append(Mark(at(x), at(y(point.value))))
    return chart


def capture(shares: Sequence[float], held: Sequence[float], chance: Sequence[float], *, words: str) -> Chart:
    """The share of burglaries that a growing share of the area held, over what chance would hold."""
    widest = max(shares)
    x = Scale(0.0, widest, LEFT, WIDTH - RIGHT)
    top = max([0.1, *held])
    y = Scale(0.0, top, HEIGHT - BOTTOM, TOP)
    chart = Chart(words)
    for tick in _ticks(top):
        grid(chart, y(tick), percent(tick), "grid")
    for tick in _ticks(widest):
        chart.texts.append(Mark(at(x(tick)), at(HEIGHT - 12), percent(tick)))
    for kind, values in (("chance", chance), ("ours", held)):
        points = [(x(0.0), y(0.0)), *((x(a), y(b)) for a, b in zip(shares, values, strict=True))]
        chart.paths.append((kind, path(points)))
    chart.dots.extend(Mark(at(x(a)), at(y(b))) for a, b in zip(shares, held, strict=True))
    return chart


def weeks(labels: Sequence[str], events: Sequence[float], held: Sequence[float], *, words: str) -> Chart:
    """Burglaries week by week, those inside the chosen area below those outside."""
    most = max([1.0, *events])
    y = Scale(0.0, most, HEIGHT - BOTTOM, TOP)
    chart = Chart(words, width=WIDE)
    every = max(1, round(most / 4))
    for tick in range(0, int(most) + 1, every):
        grid(chart, y(tick), number(tick, 0), "grid", width=WIDE)
    step = (WIDE - LEFT - RIGHT) / max(len(events), 1)
    base = y(0.0)
    for place, (all_, inside) in enumerate(zip(events, held, strict=True)):
        x = LEFT + step * (place + 0.15)
        for kind, value in (("outside", all_), ("inside", inside)):
            if value:
                chart.boxes.append(Box(kind, at(x), at(y(value)), at(step * 0.7), at(base - y(value))))
        if place % max(1, len(events) // SHOWN) == 0:
            chart.texts.append(Mark(at(x), at(HEIGHT - 12), labels[place], anchor="start"))
    return chart


def _ticks(top: float) -> list[float]:
    """Round shares from nothing to `top`, at most six."""
    step = next(each for each in (0.01, 0.02, 0.05, 0.1, 0.2) if top / each <= 5 + 1e-9)
    return [step * place for place in range(int(top / step + 1e-9) + 1)]
