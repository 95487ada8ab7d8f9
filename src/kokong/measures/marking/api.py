"""The door to marking. Everything works in the municipality in scope."""

from .areas import begin as begin_area
from .areas import counted
from .closing import Counted, Sheet, close, sheet
from .events import HandingMoved
from .journal import correct
from .reading import handing, handings, lot, lots
from .stock import act, buy, hand_out, pay
from .values import Bought, Given, Handing, Lot, Missing, Refused

__all__ = [
    "Bought",
    "Counted",
    "Given",
    "Handing",
    "HandingMoved",
    "Lot",
    "Missing",
    "Refused",
    "Sheet",
    "act",
    "begin_area",
    "buy",
    "close",
    "correct",
    "counted",
    "hand_out",
    "handing",
    "handings",
    "lot",
    "lots",
    "pay",
    "sheet",
]
