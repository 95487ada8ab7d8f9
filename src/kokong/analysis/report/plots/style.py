"""One calm look for every picture: paper white, deep pine, colours that the colour-blind can tell apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ... import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAPER: Final = "#fbfaf6"
INK: Final = "#22302b"
PINE: Final = "#1f4d45"
QUIET: Final = "#8a938f"
LINE: Final = "#dcdcd5"
# Okabe and Ito's colours, told apart by every kind of colour vision; the first is ours.
SERIES: Final = (PINE, "#d55e00", "#0072b2", "#cc79a7", "#e69f00", "#56b4e9", "#009e73", "#7f7f7f")
STYLES: Final = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)), (0, (5, 2, 1, 2)))
ENDINGS: Final = (".png", ".svg", ".pdf")
_LOOK: Final[Any] = {
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.grid": False,
    "grid.color": LINE,
    "legend.frameon": False,
    "font.size": 10,
    "svg.hashsalt": "kokong",
}


@contextmanager
def sheet(width: float = 7.0, height: float = 4.2) -> "Iterator[tuple[Figure, Axes]]":
    """A figure without a window, in our look; inches."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_LOOK):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots()
        yield figure, axes
        _speak(axes)


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
    """Write a figure; the file's ending says as what. Raises Refused for an unknown one."""
    from ..writing import whole

    refuse_unknown(path)
    with whole(path) as held:
        figure.savefig(held, dpi=160, bbox_inches="tight")


def as_png(figure: "Figure") -> bytes:
    """A figure as the bytes of a PNG."""
    held = BytesIO()
    figure.savefig(held, format="png", dpi=160, bbox_inches="tight")
    return held.getvalue()
