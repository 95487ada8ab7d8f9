"""What another measure knows that keeps signs of a kind from being ordered: it says so by a flow."""

from collections.abc import Callable
from typing import Final

from kokong.kernel.fields import Point

Why = Callable[[Point], str]
"""Why no sign may be ordered for a spot (metres), in the words of whoever orders it; empty where it may."""

_asked: Final[dict[str, Why]] = {}


def ask_before_ordering(kind: str, why: Why) -> None:
    """Ask `why` before a sign of this kind is ordered, from now on."""
    _asked[kind] = why


def barred(*, kind: str, point: Point) -> str:
    """Why a sign of a kind may not be ordered for a spot now; empty where it may."""
    why = _asked.get(kind)
    return why(point) if why is not None else ""
