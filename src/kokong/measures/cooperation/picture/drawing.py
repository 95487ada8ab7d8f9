"""Parts as pages draw them: bars beside their rows, months and years as columns, a week by the hour."""

from dataclasses import dataclass
from typing import Final

from kokong.kernel.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDE, Box, Chart, Mark, Scale, at, grid

from .values import Row, Said

LEVELS: Final = 5
_LABELS: Final = 84
"""Room at the left for the names of weekdays."""
_CELL: Final = 24
_WIDEST: Final = 40
BARS: Final = 100


@dataclass(frozen=True)
class Bar:
    """A row and the length of its bar, of a hundred; empty for none. As text: SVG knows no decimal comma."""

    row: Row
    length: str


@dataclass(frozen=True)
class Shown:
    """A part for a page."""

    said: Said
    bars: tuple[Bar, ...] = ()
    chart: Chart | None = None
    wide: bool = False


def shown(said: Said) -> Shown:
    """A part with its picture."""
    body = said.body
    if body.drawn == "heat" and body.heat:
        return Shown(said, chart=_heat(said), wide=True)
    if body.drawn == "columns" and any(row.value for row in body.rows):
        return Shown(said, chart=_columns(said))
    return Shown(said, bars=_bars(body.rows))


def level(value: float, most: float) -> int:
    """How deep a cell's colour is, 0 to 5."""
    return min(LEVELS, int(value / most * LEVELS + 0.5)) if most else 0


def _bars(rows: tuple[Row, ...]) -> tuple[Bar, ...]:
    most = max((row.value or 0 for row in rows), default=0)
    return tuple(Bar(row, at(BARS * row.value / most) if row.value and most else "") for row in rows)


def _columns(said: Said) -> Chart:
    rows = said.body.rows
    most = max(row.value or 0 for row in rows)
    up = Scale(0, most * 1.08, HEIGHT - BOTTOM, TOP)
    chart = Chart(said.body.sentence)
    for value in sorted({0, round(most / 2), round(most)}):
        grid(chart, up(value), str(value))
    step = (chart.width - LEFT - RIGHT) / len(rows)
    for number, row in enumerate(rows):
        x, y = LEFT + step * number, up(row.value or 0)
        width = min(step * 0.7, _WIDEST)
        chart.boxes.append(Box("column", at(x + (step - width) / 2), at(y), at(width), at(up(0) - y)))
        chart.texts.append(Mark(at(x + step / 2), at(HEIGHT - BOTTOM + 18), row.label[:4]))
    return chart


def _heat(said: Said) -> Chart:
    table = said.body.heat
    most = max(map(max, table))
    chart = Chart(said.body.sentence, width=WIDE, height=_CELL * len(table) + BOTTOM)
    step = (WIDE - _LABELS - RIGHT) / 24
    for day, line in enumerate(table):
        y = _CELL * day
        chart.texts.append(Mark(at(_LABELS - 8), at(y + _CELL * 0.7), said.body.rows[day].label, anchor="end"))
        for hour, value in enumerate(line):
            kind = f"heat{level(value, most)}"
            chart.boxes.append(Box(kind, at(_LABELS + step * hour), at(y), at(step - 1), at(_CELL - 1)))
    for hour in range(0, 24, 3):
        chart.texts.append(
            Mark(at(_LABELS + step * hour), at(_CELL * len(table) + 16), f"{hour:02d}", anchor="start")
        )
    return chart
