"""How the maps draw things, declared once by the room whose things they are: symbol, colours and meaning in words.

A `Look` is of one kind of thing ("burglary"), with a symbol for each state that it can be in. The page's own map
draws by it, its legend and its layers say its words, and programs get it with the layer (`kernel.features`). How a
shape is drawn is the front end's (`frontend/src/map/symbols.ts`); what it is drawn for is said here alone.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Colour = Literal[
    "pine", "mint", "amber", "red", "ink", "coal", "grey", "paper", "plum", "age", "ember", "rust", "straw", "ash",
]  # fmt: skip
Shape = Literal["disc", "diamond", "ring", "plate", "square", "line"]
Mark = Literal["", "home", "tick", "minus", "cross", "clock", "arrow", "dot"]

# On light ground and on dark.
COLOURS: Final[Mapping[Colour, tuple[str, str]]] = {
    "pine": ("#1f4d45", "#8fc9b9"),
    "mint": ("#b3cdc4", "#2f5d53"),
    "amber": ("#dd9d2c", "#e5b04e"),
    "red": ("#b02a21", "#ec958b"),
    "ink": ("#1d2422", "#eef1ef"),
    "coal": ("#1d2422", "#1d2422"),  # on amber, which is as light by night
    "grey": ("#7b786f", "#9aa5a0"),
    "paper": ("#ffffff", "#1a211f"),
    "plum": ("#5b3a70", "#c3a2d8"),
    "age": ("#1d2422", "#eef1ef"),  # that of its age (`FADING`), where it has one
    "ember": ("#a11d15", "#ff9384"),
    "rust": ("#a8540c", "#e3a55c"),
    "straw": ("#75693a", "#b9ab7c"),
    "ash": ("#6f706a", "#8f9994"),
}


@dataclass(frozen=True)
class Symbol:
    """One state in words and as it is drawn; one without words is not told in the legend.

    `size` is a disc's radius or half a square's side, `width` that of the edge; `depth`: how much of the ground an
    area's fill hides; `mark` is drawn in `ink` on top, `halo` around it.
    """

    words: str | Promise
    shape: Shape = "disc"
    fill: Colour = "paper"
    edge: Colour = "grey"
    mark: Mark = ""
    ink: Colour = "ink"
    size: float = 9
    width: float = 2.5
    depth: float = 1
    dashed: bool = False
    halo: Colour | Literal[""] = ""


@dataclass(frozen=True)
class Look:
    """How one `kind` of thing is drawn. An unknown state is drawn as the first one.

    `area`: the symbols are fills and edges of areas and lines. What has a larger `order` lies on top. `fades`: the
    older, the paler (`FADING`). `ages`: its colour "age" is that of its age, the older the smaller, and the newest
    have a frame. `backdrop`: it lies under everything, and the view doesn't follow it.
    """

    kind: str
    symbols: Mapping[str, Symbol]
    area: bool = False
    order: int = 1
    fades: bool = False
    ages: bool = False
    backdrop: bool = False


@dataclass(frozen=True)
class Fade:
    """How something is drawn that is at most so many days old; None: however old.

    Paler by `strength`; or in a `colour` and a `size` (times its own), with a frame around it if it is `fresh`.
    """

    days: int | None
    strength: float
    words: str | Promise
    colour: Colour
    size: float
    fresh: bool = False


# The first step is the usual watch after a burglary, in which another one near it is most likely.
FADING: Final = (
    Fade(14, 1.0, _("up to 2 weeks"), "ember", 1.1, fresh=True),
    Fade(92, 0.75, _("up to 3 months"), "rust", 1.0),
    Fade(366, 0.5, _("up to 1 year"), "straw", 0.85),
    Fade(None, 0.3, _("older"), "ash", 0.7),
)
PLACE: Final = Look("point", {"place": Symbol(_("Place"), fill="pine", edge="paper", size=8)})
_looks: dict[str, Look] = {PLACE.kind: PLACE}


def declare(look: Look) -> None:
    """Make a look known. Raises ValueError where another room draws this kind otherwise."""
    if _looks.setdefault(look.kind, look) is not look:
        raise ValueError(f"Two rooms say how {look.kind!r} is drawn.")


def looks() -> tuple[Look, ...]:
    """Every look, by kind."""
    return tuple(_looks[kind] for kind in sorted(_looks))


def told() -> dict[str, Any]:
    """All that `<kk-map>` needs to draw, in the reader's language."""
    return {
        "colours": COLOURS,
        "usual": _usual(),
        "fading": [asdict(each) | {"words": str(each.words)} for each in FADING],
        "looks": [_told(look) for look in looks()],
    }


def _usual() -> dict[str, Any]:
    return {each.name: each.default for each in fields(Symbol) if each.name != "words"}


def _told(look: Look) -> dict[str, Any]:
    symbols = [{"state": state} | legend(symbol) for state, symbol in look.symbols.items()]
    return _differing(look, "symbols") | {"symbols": symbols}


def legend(symbol: Symbol) -> dict[str, Any]:
    """A symbol as JSON, without what is as usual."""
    return _differing(symbol, "words") | {"words": str(symbol.words)}


def _differing(value: Look | Symbol, *without: str) -> dict[str, Any]:
    said = {each.name: (getattr(value, each.name), each.default) for each in fields(value)}
    return {name: now for name, (now, usual) in said.items() if name not in without and now != usual}
