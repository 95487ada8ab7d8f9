"""The door to marking. Everything works in the municipality in scope."""

from .areas import at as counted_at
from .areas import begin as begin_area
from .areas import counted, name_of
from .closing import Counted, Sheet, close, sheet
from .events import AreaFell, AreaReached, HandingMoved
from .journal import correct
from .reach.counting import Reach, is_reached, say, use, why_no_signs
from .reach.counting import all_areas as reaches
from .reading import handing, handings, lot, lots
from .stock import act, buy, hand_out, pay
from .values import Bought, Given, Handing, Lot, Missing, Refused

__all__ = [
    "AreaFell",
    "AreaReached",
    "Bought",
    "Counted",
    "Given",
    "Handing",
    "HandingMoved",
    "Lot",
    "Missing",
    "Reach",
    "Refused",
    "Sheet",
    "act",
    "begin_area",
    "buy",
    "close",
    "correct",
    "counted",
    "counted_at",
    "hand_out",
    "handing",
    "handings",
    "is_reached",
    "lot",
    "lots",
    "name_of",
    "pay",
    "reaches",
    "say",
    "sheet",
    "use",
    "why_no_signs",
]
