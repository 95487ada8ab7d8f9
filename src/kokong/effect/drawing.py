"""Counted and expected burglaries, month by month, as a page draws them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from kokong.kernel.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDE, Chart, Line, Mark, Scale, at, grid, path

MOST: Final = 48  # points; more are summed by the quarter


def line(rows: Sequence[Mapping[str, Any]], *, start: str) -> Chart:
    """`rows` have a period, counts observed and expected, and the band of chance (low, high)."""
    step = 1 if len(rows) <= MOST else 3
    points = [_summed(part) for part in _parts(rows, step)]
    top = max(max(p["high"], p["observed"]) for p in points) or 1.0
    across = Scale(0, max(len(points) - 1, 1), LEFT, WIDE - RIGHT)
    up = Scale(0, top * 1.08, HEIGHT - BOTTOM, TOP)
    chart = Chart(_("Burglaries counted and expected in the areas with the measure"), width=WIDE)
    for value in (0, round(top / 2), round(top)):
        grid(chart, up(value), str(value), width=WIDE)
    band = [(across(k), up(p["high"])) for k, p in enumerate(points)]
    band += [(across(k), up(p["low"])) for k, p in reversed(list(enumerate(points)))]
    chart.paths.append(("band", path(band) + "Z"))
    chart.paths.append(("chance", path([(across(k), up(p["expected"])) for k, p in enumerate(points)])))
    chart.paths.append(("ours", path([(across(k), up(p["observed"])) for k, p in enumerate(points)])))
    begins = next((k for k, p in enumerate(points) if p["until"] >= start), 0)
    x = across(max(begins - 0.5, 0))
    chart.lines.append(Line("usual", at(x), at(TOP), at(x), at(HEIGHT - BOTTOM)))
    chart.texts.append(Mark(at(x + 4), at(TOP + 10), _("start"), anchor="start", kind="tick"))
    for k in sorted({0, len(points) // 2, len(points) - 1}):
        ends = "start" if k == 0 else "end" if k == len(points) - 1 else "middle"
        chart.texts.append(
            Mark(at(across(k)), at(HEIGHT - BOTTOM + 18), points[k]["period"], anchor=ends, kind="tick")
        )
    return chart


def _parts(rows: Sequence[Mapping[str, Any]], step: int) -> list[tuple[Mapping[str, Any], ...]]:
    return [tuple(rows[k : k + step]) for k in range(0, len(rows), step)]


def _summed(part: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Months together; variances add, so the band is the root of the summed squares."""
    expected = sum(each["expected"] for each in part)
    reach = sum((each["high"] - each["expected"]) ** 2 for each in part) ** 0.5
    return {
        "period": part[0]["period"],
        "until": part[-1]["period"],
        "observed": sum(each["observed"] for each in part),
        "expected": expected,
        "low": max(0.0, expected - reach),
        "high": expected + reach,
    }
