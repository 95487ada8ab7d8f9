"""The colours of every picture and report, by day and by night: paper, ink, deep pine, amber."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Final


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for. `pine` to `mist` are four steps of one scale, the strongest first.

    `series` are told apart by every kind of colour vision (Okabe and Ito's); the first is ours.
    """

    paper: str
    ink: str
    quiet: str
    rule: str
    pine: str
    pine_soft: str
    pine_pale: str
    mist: str
    band: str
    amber: str
    amber_pale: str
    series: tuple[str, ...]


DAY: Final = Palette(
    paper="#fbfaf6", ink="#24302d", quiet="#5f6c68", rule="#dcdfda",
    pine="#1f4d45", pine_soft="#5f9184", pine_pale="#b3cfc6", mist="#e6e8e1", band="#cfe0da",
    amber="#8a5606", amber_pale="#fbf1de",
    series=("#1f4d45", "#d55e00", "#0072b2", "#cc79a7", "#e69f00", "#56b4e9", "#009e73", "#7f7f7f"),
)  # fmt: skip
NIGHT: Final = Palette(
    paper="#141a18", ink="#e8ece9", quiet="#a3afaa", rule="#3a4541",
    pine="#a9d6c9", pine_soft="#6fa596", pine_pale="#3c5f56", mist="#313d38", band="#2b4a42",
    amber="#e8b35a", amber_pale="#3a2f1a",
    series=("#a9d6c9", "#ff8a3d", "#4fa3dd", "#e29cc4", "#f0b429", "#7cc7f2", "#3cc79b", "#a8a8a8"),
)  # fmt: skip
_now: ContextVar[Palette] = ContextVar("kokong_palette", default=DAY)


def colours() -> Palette:
    """Those that are drawn in now."""
    return _now.get()


@contextmanager
def drawn_in(palette: Palette) -> Iterator[None]:
    """Draw in these, for a while."""
    token = _now.set(palette)
    try:
        yield
    finally:
        _now.reset(token)


def sheet_of_variables() -> str:
    """The colours as a style sheet's variables: by day, by night, and by day on paper."""
    day, night = _declared(DAY), _declared(NIGHT)
    return (
        f":root {{ color-scheme: light dark; {day} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {night} }} }}\n"
    )


def as_variables(drawing: str) -> str:
    """A drawing in the colours of the day, in those of the page that it is put on instead."""
    for name, colour in _named(DAY).items():
        drawing = drawing.replace(colour, f"var(--{name})")
    return drawing


def _declared(palette: Palette) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in _named(palette).items())


def _named(palette: Palette) -> Mapping[str, str]:
    given = {name: colour for name, colour in asdict(palette).items() if name != "series"}
    return {name.replace("_", "-"): colour for name, colour in given.items()}
