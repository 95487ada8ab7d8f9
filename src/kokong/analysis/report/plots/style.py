"""One calm look for every picture: its lines, sizes and words, by day and by night (`palette`)."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ... import words
from .palette import DAY, NIGHT, Palette, as_variables, colours, drawn_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STYLES: Final = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)), (0, (5, 2, 1, 2)))
ENDINGS: Final = (".png", ".svg", ".pdf")
_SIZE: Final = 10.0
_SMALL: Final = 9.0


def _look(size: float) -> Any:
    now = colours()
    return {
        "figure.facecolor": now.paper,
        "axes.facecolor": now.paper,
        "savefig.facecolor": now.paper,
        "text.color": now.ink,
        "axes.labelcolor": now.ink,
        "axes.edgecolor": now.quiet,
        "xtick.color": now.ink,
        "ytick.color": now.ink,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
        "axes.titlesize": size + 2,
        "axes.titleweight": "bold",
        "axes.grid": False,
        "grid.color": now.rule,
        "legend.frameon": False,
        "font.size": size,
        "svg.hashsalt": "kokong",
    }


@contextmanager
def sheet(width: float = 7.0, height: float = 4.2) -> "Iterator[tuple[Figure, Axes]]":
    """A figure without a window, in our look; inches."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_look(_SIZE)):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots()
        yield figure, axes
        _speak(axes)


@contextmanager
def within_text(width: float, height: float) -> "Iterator[tuple[Figure, Axes]]":
    """A small figure that lies on its page's own paper, with no global state and the same bytes every time."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({**_look(_SMALL), "svg.fonttype": "none", "svg.hashsalt": f"kokong{width}"}):
        figure = Figure(figsize=(width, height), layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0)
        yield figure, axes


def bare(axes: "Axes") -> None:
    """Only the two lines that numbers stand on, and these quiet."""
    for side in ("left", "bottom"):
        axes.spines[side].set_color(colours().rule)
    axes.tick_params(colors=colours().quiet, labelsize=_SMALL - 0.5, length=0)


def spoken(text: str) -> str:
    """Numbers and intervals written in English, as the language spoken now writes them."""
    return text.replace(", ", "; ").replace(".", ",") if words.current() == "sv" else text


def _speak(axes: "Axes") -> None:
    from matplotlib.ticker import FuncFormatter, ScalarFormatter

    for axis in (axes.xaxis, axes.yaxis):
        if isinstance(axis.get_major_formatter(), ScalarFormatter):
            axis.set_major_formatter(FuncFormatter(_tick))


def _tick(value: float, _place: int | None) -> str:
    return spoken(f"{value:g}")


def refuse_unknown(path: Path) -> None:
    """Raises Refused for an ending that can't be a picture, before anything is computed."""
    from ...arrays import Refused

    if path.suffix.lower() not in ENDINGS:
        raise Refused(f"{path.name} can't be a picture; end it with {', '.join(ENDINGS)}.")


def save(figure: "Figure", path: Path) -> None:
    """Write a figure; the file's ending says as what, and its title is kept with it.

    Raises Refused for an unknown ending.
    """
    from ..writing import whole

    refuse_unknown(path)
    with whole(path) as held:
        figure.savefig(held, dpi=160, bbox_inches="tight", metadata={"Title": _title(figure)})


def as_png(figure: "Figure") -> bytes:
    """A figure as the bytes of a PNG."""
    held = BytesIO()
    figure.savefig(held, format="png", dpi=160, bbox_inches="tight", metadata={"Title": _title(figure)})
    return held.getvalue()


def as_picture(draw: "Callable[[], Figure]", said: str) -> str:
    """A picture on a page, drawn for the day and for the night; `said` tells it to those who don't see it."""
    day, night = (_encoded(draw, palette) for palette in (DAY, NIGHT))
    return (
        f'<picture><source media="screen and (prefers-color-scheme: dark)" srcset="{night}">'
        f'<img alt="{escape(said)}" src="{day}"></picture>'
    )


def as_svg(figure: "Figure", key: str) -> str:
    """The drawing alone, in its page's colours and as wide as its place; `key` keeps its ids its own."""
    out = StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    for side in ("width", "height"):
        text = re.sub(rf'(<svg[^>]*?) {side}="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'( id="|url\(#|href="#)', rf"\1{key}-", text)
    # The page's own font: what matplotlib measured with is not what the reader has.
    return as_variables(re.sub(r"font-family: [^;]*;", "", text))


def _encoded(draw: "Callable[[], Figure]", palette: Palette) -> str:
    with drawn_in(palette):
        return f"data:image/png;base64,{b64encode(as_png(draw())).decode()}"


def _title(figure: "Figure") -> str:
    return figure.axes[0].get_title(loc="left") if figure.axes else ""
