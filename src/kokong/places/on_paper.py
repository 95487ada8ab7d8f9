"""A neighbourhood as a drawing for paper: quiet ground in greys, numbered marks. Millimetres on paper."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import atan2, degrees
from typing import Any, Final

import shapely

from . import surroundings
from .values import GroundShape

WIDTH_MM: Final = 186.0
HEIGHT_MM: Final = 80.0
MARGIN_M: Final = 30.0
SMALLEST_M: Final = 120.0
SAME_SPOT_M: Final = 1.0
LETTER_MM: Final = 1.75  # mean width of a letter of a street name
FONT: Final = "Libertinus Serif"
# Greys that stay apart on a worn printer; ink is kept for the doors.
GROUND: Final = {"water": "#d9e2e6", "green": "#eef1ea", "buildings": "#cfcfcb"}
ROAD_MM: Final = {"major": 3.2, "minor": 2.2, "path": 0.7}
WATER_MM: Final = {"river": 2.4, "canal": 1.6}
RAIL_MM: Final = 0.9


@dataclass(frozen=True)
class Mark:
    """A number in the list and its place in metres."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Frame:
    """Which box of ground the paper shows: metres of its north-west corner, and millimetres per metre."""

    west: float
    north: float
    scale: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place on paper."""
        return (x - self.west) * self.scale, (self.north - y) * self.scale


def paper_map(marks: Sequence[Mark]) -> str:
    """A map of numbered places on the ground around them, as SVG. Raises ValueError without any."""
    ground = surroundings.around(points=[(each.x, each.y) for each in marks], margin_m=reach_m(frame(marks)))
    return svg(marks, ground)


def frame(marks: Sequence[Mark]) -> Frame:
    """The frame in which all marks fit, with air around them."""
    xs, ys = [mark.x for mark in marks], [mark.y for mark in marks]
    width = max(max(xs) - min(xs) + 2 * MARGIN_M, SMALLEST_M)
    height = max(max(ys) - min(ys) + 2 * MARGIN_M, SMALLEST_M * HEIGHT_MM / WIDTH_MM)
    scale = min(WIDTH_MM / width, HEIGHT_MM / height)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return Frame(middle_x - WIDTH_MM / scale / 2, middle_y + HEIGHT_MM / scale / 2, scale)


def reach_m(shown: Frame) -> float:
    """How far around the doors ground must be fetched so that it fills the paper."""
    return max(WIDTH_MM, HEIGHT_MM) / shown.scale


def svg(marks: Sequence[Mark], ground: Iterable[GroundShape]) -> str:
    """The drawing. Doors at one spot share a mark: "3–8"."""
    shown = frame(marks)
    box = shapely.box(
        shown.west, shown.north - HEIGHT_MM / shown.scale, shown.west + WIDTH_MM / shown.scale, shown.north
    )
    pieces = [(piece, shapely.intersection(piece.shape, box)) for piece in ground]
    body = [
        *_areas(pieces, shown),
        *_waters(pieces, shown),
        *_rails(pieces, shown),
        *_roads(pieces, shown),
        *_names(pieces, shown),
        *_marks(marks, shown),
        *_scale_bar(shown),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_MM:g} {HEIGHT_MM:g}"'
        f' width="{WIDTH_MM:g}mm" height="{HEIGHT_MM:g}mm">'
        f'<rect width="100%" height="100%" fill="#fafaf8"/>{"".join(body)}</svg>'
    )


Pieces = list[tuple[GroundShape, Any]]


def _areas(pieces: Pieces, shown: Frame) -> list[str]:
    return [
        f'<path d="{path}" fill="{GROUND[layer]}" fill-rule="evenodd"/>'
        for layer in ("water", "green", "buildings")
        for piece, shape in pieces
        if piece.layer == layer and (path := _area_path(shape, shown))
    ]


def _area_path(shape: Any, shown: Frame) -> str:
    polygons = [part for part in _parts(shape) if part.geom_type == "Polygon"]
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(f"M{_points(ring.coords, shown)}Z" for ring in rings)


def _waters(pieces: Pieces, shown: Frame) -> list[str]:
    """Rivers and streams that are drawn as lines."""
    return [
        f'<path d="{path}" stroke="{GROUND["water"]}" stroke-width="{WATER_MM.get(kind, 0.8)}" fill="none"'
        ' stroke-linejoin="round" stroke-linecap="round"/>'
        for kind, path in _line_paths(pieces, "water", shown)
    ]


def _rails(pieces: Pieces, shown: Frame) -> list[str]:
    """Railways, dark and light by turns."""
    stroke = '<path d="{}" stroke="{}" stroke-width="{}" fill="none"{}/>'
    return [
        line
        for _kind, path in _line_paths(pieces, "rails", shown)
        for line in (
            stroke.format(path, "#77777a", RAIL_MM, ""),
            stroke.format(path, "#ffffff", RAIL_MM / 2, ' stroke-dasharray="2 2"'),
        )
    ]


def _line_paths(pieces: Pieces, layer: str, shown: Frame) -> list[tuple[str, str]]:
    return [
        (piece.kind, f"M{_points(line.coords, shown)}")
        for piece, shape in pieces
        if piece.layer == layer
        for line in _lines(shape)
    ]


def _roads(pieces: Pieces, shown: Frame) -> list[str]:
    """Casings first, so that crossings join."""
    lines = [
        (ROAD_MM.get(piece.kind, ROAD_MM["minor"]), f"M{_points(line.coords, shown)}")
        for piece, shape in pieces
        if piece.layer == "roads"
        for line in _lines(shape)
    ]
    look = 'fill="none" stroke-linejoin="round" stroke-linecap="round"'
    stroke = f'<path d="{{}}" stroke="{{}}" stroke-width="{{:.2f}}" {look}/>'
    casing = [stroke.format(path, "#a9a9a4", width + 0.5) for width, path in lines if width > 1]
    filling = [stroke.format(path, "#ffffff", width) for width, path in lines if width > 1]
    dashed = [stroke.format(path, "#a9a9a4", width / 2) for width, path in lines if width <= 1]
    return [*dashed, *casing, *filling]


def _names(pieces: Pieces, shown: Frame) -> list[str]:
    """Each street's name once, along its longest piece, where it fits."""
    longest: dict[str, Any] = {}
    for piece, shape in pieces:
        for line in _lines(shape) if piece.layer == "roads" and piece.name else ():
            if piece.name not in longest or line.length > longest[piece.name].length:
                longest[piece.name] = line
    return [
        _name(name, line, shown)
        for name, line in longest.items()
        if line.length * shown.scale > LETTER_MM * len(name)
    ]


def _name(name: str, line: Any, shown: Frame) -> str:
    half = LETTER_MM * len(name) / shown.scale / 2
    middle = line.length / 2
    before, here, after = (line.interpolate(middle + step) for step in (-half, 0.0, half))
    (x0, y0), (x, y), (x1, y1) = (shown.at(point.x, point.y) for point in (before, here, after))
    angle = degrees(atan2(y1 - y0, x1 - x0))
    upright = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-family="{FONT}" font-size="3.6" fill="#444" text-anchor="middle"'
        f' dy="1.1" transform="rotate({upright:.1f} {x:.2f} {y:.2f})">{escape(name)}</text>'
    )


def _marks(marks: Sequence[Mark], shown: Frame) -> list[str]:
    spots: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        spots[round(mark.x / SAME_SPOT_M), round(mark.y / SAME_SPOT_M)].append(mark)
    return [_mark(label([m.number for m in group]), *shown.at(group[0].x, group[0].y)) for group in spots.values()]


def _mark(text: str, x: float, y: float) -> str:
    width = max(5.2, 2.0 * len(text) + 1.8)
    x = min(max(x, width / 2), WIDTH_MM - width / 2)
    return (
        f'<rect x="{x - width / 2:.2f}" y="{y - 2.6:.2f}" width="{width:.2f}" height="5.2" rx="2.6" fill="#1f4d45"'
        f' stroke="#fff" stroke-width="0.5"/><text x="{x:.2f}" y="{y + 1.25:.2f}" font-family="{FONT}"'
        f' font-weight="bold" font-size="3.7" fill="#fff" text-anchor="middle">{text}</text>'
    )


def label(numbers: Iterable[int]) -> str:
    """Numbers as short as they go: 1, 2, 3, 7 is "1–3, 7"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _scale_bar(shown: Frame) -> list[str]:
    words = f'font-family="{FONT}" font-size="3.2" fill="#333"'
    east = WIDTH_MM - 4.2
    metres = next((m for m in (200, 100, 50, 20, 10) if m * shown.scale <= 45), 10)
    long, y = metres * shown.scale, HEIGHT_MM - 3.5
    return [
        f'<path d="M3 {y - 1.2}V{y}H{3 + long:.2f}V{y - 1.2}" fill="none" stroke="#333" stroke-width="0.35"/>',
        f'<text x="{4.2 + long:.2f}" y="{y + 0.4}" {words}>{metres} m</text>',
        f'<path d="M{east - 1.8} 9.5L{east} 3.5L{east + 1.8} 9.5L{east} 8.2Z" fill="#333"/>',
    ]


def _parts(shape: Any) -> list[Any]:
    return list(shape.geoms) if hasattr(shape, "geoms") else [shape]


def _lines(shape: Any) -> list[Any]:
    return [
        part
        for part in _parts(shapely.line_merge(shape))
        if part.geom_type == "LineString" and len(part.coords) > 1
    ]


def _points(coords: Any, shown: Frame) -> str:
    return "L".join(f"{x:.2f} {y:.2f}" for x, y in (shown.at(c[0], c[1]) for c in coords))
