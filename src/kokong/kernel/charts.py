"""Charts of staff pages as plain shapes, drawn by a template as SVG with classes: no style attribute may be there.

Coordinates are strings, since a template would write numbers as the language does, and SVG knows no decimal comma.
Sizes are here, colours and letters in `charts.css`, by day and by night. Pictures of analyses, which are drawn
without a page, have theirs in `analysis.report.plots`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 36, 16, 12, 34
WIDE: Final = 720


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


def grid(chart: Chart, y: float, words: str, kind: str = "grid", *, width: int = WIDTH) -> None:
    """A line across at a height, with what it stands for at its left."""
    chart.lines.append(Line(kind, at(LEFT), at(y), at(width - RIGHT), at(y)))
    chart.texts.append(Mark(at(LEFT - 6), at(y + 4), words, anchor="end", kind="tick"))


def path(points: Sequence[tuple[float, float]]) -> str:
    """A stroke through points."""
    return "M" + "L".join(f"{at(x)} {at(y)}" for x, y in points)


def at(value: float) -> str:
    """A coordinate."""
    return f"{value:.1f}"
