"""A chart as a picture for paper: the shapes of `kernel.charts` with their colours in them."""

from html import escape
from typing import Final

from kokong.kernel.charts import Chart

_LINES: Final = {"grid": 'stroke="#d9d9d9"', "usual": 'stroke="#5a5a5a" stroke-dasharray="2 4"'}
_PATHS: Final = {
    "band": 'fill="#b3cdc4" fill-opacity="0.5"',
    "chance": 'fill="none" stroke="#5a5a5a" stroke-width="1.5" stroke-dasharray="5 4"',
    "ours": 'fill="none" stroke="#1f4d45" stroke-width="2.5"',
}


def svg(chart: Chart) -> str:
    """The picture; letters by the fonts that paper brings."""
    lines = (
        f'<line x1="{each.x1}" y1="{each.y1}" x2="{each.x2}" y2="{each.y2}" '
        f"{_LINES.get(each.kind, _LINES['grid'])}/>"
        for each in chart.lines
    )
    paths = (f'<path d="{path}" {_PATHS.get(kind, _PATHS["chance"])}/>' for kind, path in chart.paths)
    texts = (
        f'<text x="{each.x}" y="{each.y}" font-size="12" font-family="Libertinus Serif" '
        f'text-anchor="{each.anchor}">{escape(each.words)}</text>'
        for each in chart.texts
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {chart.width} {chart.height}">'
        f"{''.join(lines)}{''.join(paths)}{''.join(texts)}</svg>"
    )
