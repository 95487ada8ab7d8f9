"""How long what this room holds is kept; each part says it of its own."""

from typing import Final

from .agreement import keeping as agreement
from .best import keeping as best
from .hours import keeping as hours
from .picture import keeping as picture
from .plan import keeping as plan
from .rhythm import keeping as rhythm

PARTS: Final = (picture, plan, rhythm, best, hours, agreement)
RULES: Final = tuple(rule for part in PARTS for rule in part.RULES)


def declare_what_stays() -> None:
    """Columns without a period."""
    for part in PARTS:
        part.declare_what_stays()
