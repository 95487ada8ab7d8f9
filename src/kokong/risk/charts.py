"""Charts as plain shapes, drawn by templates as SVG with classes: the security policy allows no style attributes.

Coordinates are strings, since a template would write numbers as the language does, and SVG knows no decimal comma.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .telling import number, percent

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 36, 16, 12, 34
WIDE: Final = 720
SHOWN: Final = 4  # labels of weeks


@dataclass(frozen=True)
class Line:
    """A stroke from one point to another, with what it is."""

    kind: str
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Box:
    """A bar."""

    kind: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Mark:
    """A dot, or words at a place; `anchor` as SVG has it."""

    x: str
    y: str
    words: str = ""
    anchor: str = "middle"
    kind: str = ""


@dataclass(frozen=True)
class Chart:
    """What a template draws, back to front. `words` says the chart to those who don't see it."""

    words: str
    width: int = WIDTH
    height: int = HEIGHT
    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    paths: list[tuple[str, str]] = field(default_factory=list)
    dots: list[Mark] = field(default_factory=list)
    texts: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Scale:
    """Values to places on the sheet."""

    low: float
    high: float
    first: float
    last: float

    def __call__(self, value: float) -> float:
        """The place of a value; values outside lie on the edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.first + share * (self.last - self.first)


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
        _grid(chart, y(tick), number(tick, 0), "usual" if tick == 1 else "grid")
    step = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    for place, point in enumerate(points):
        x = LEFT + step * (place + 0.5)
        chart.texts.append(Mark(_at(x), _at(HEIGHT - 12), point.label))
        if point.value is not None and point.low is not None and point.high is not None:
            chart.lines.append(Line("interval", _at(x), _at(y(point.low)), _at(x), _at(y(point.high))))
            chart.dots.append(Mark(_at(x), _at(y(point.value))))
    return chart


def capture(shares: Sequence[float], held: Sequence[float], chance: Sequence[float], *, words: str) -> Chart:
    """The share of burglaries that a growing share of the area held, over what chance would hold."""
    widest = max(shares)
    x = Scale(0.0, widest, LEFT, WIDTH - RIGHT)
    top = max([0.1, *held])
    y = Scale(0.0, top, HEIGHT - BOTTOM, TOP)
    chart = Chart(words)
    for tick in _ticks(top):
        _grid(chart, y(tick), percent(tick), "grid")
    for tick in _ticks(widest):
        chart.texts.append(Mark(_at(x(tick)), _at(HEIGHT - 12), percent(tick)))
    for kind, values in (("chance", chance), ("ours", held)):
        points = [(x(0.0), y(0.0)), *((x(a), y(b)) for a, b in zip(shares, values, strict=True))]
        chart.paths.append((kind, "M" + "L".join(f"{_at(a)} {_at(b)}" for a, b in points)))
    chart.dots.extend(Mark(_at(x(a)), _at(y(b))) for a, b in zip(shares, held, strict=True))
    return chart


def weeks(labels: Sequence[str], events: Sequence[float], held: Sequence[float], *, words: str) -> Chart:
    """Burglaries week by week, those inside the chosen area below those outside."""
    most = max([1.0, *events])
    y = Scale(0.0, most, HEIGHT - BOTTOM, TOP)
    chart = Chart(words, width=WIDE)
    every = max(1, round(most / 4))
    for tick in range(0, int(most) + 1, every):
        _grid(chart, y(tick), number(tick, 0), "grid", width=WIDE)
    step = (WIDE - LEFT - RIGHT) / max(len(events), 1)
    base = y(0.0)
    for place, (all_, inside) in enumerate(zip(events, held, strict=True)):
        x = LEFT + step * (place + 0.15)
        for kind, value in (("outside", all_), ("inside", inside)):
            if value:
                chart.boxes.append(Box(kind, _at(x), _at(y(value)), _at(step * 0.7), _at(base - y(value))))
        if place % max(1, len(events) // SHOWN) == 0:
            chart.texts.append(Mark(_at(x), _at(HEIGHT - 12), labels[place], anchor="start"))
    return chart


def _ticks(top: float) -> list[float]:
    """Round shares from nothing to `top`, at most six."""
    step = next(each for each in (0.01, 0.02, 0.05, 0.1, 0.2) if top / each <= 5 + 1e-9)
    return [step * place for place in range(int(top / step + 1e-9) + 1)]


def _grid(chart: Chart, y: float, words: str, kind: str, *, width: int = WIDTH) -> None:
    chart.lines.append(Line(kind, _at(LEFT), _at(y), _at(width - RIGHT), _at(y)))
    chart.texts.append(Mark(_at(LEFT - 6), _at(y + 4), words, anchor="end", kind="tick"))


def _at(value: float) -> str:
    return f"{value:.1f}"
