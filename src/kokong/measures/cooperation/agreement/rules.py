"""Who shares what with whom on what ground, and for how long. Plain Python."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final, Literal

Authority = Literal["municipality", "police"]
AUTHORITIES: Final[tuple[Authority, ...]] = ("municipality", "police")
Ground = Literal["public", "secrecy_tested", "consent", "duty", "anonymous"]
GROUNDS: Final[tuple[Ground, ...]] = ("anonymous", "public", "consent", "secrecy_tested", "duty")
Fact = Literal["modus", "time", "goods", "place", "other"]
FACTS: Final[tuple[Fact, ...]] = ("modus", "time", "goods", "place", "other")
"""What of a case may be told at all: never a person, a case number, or a contact."""

LONGEST: Final = 400
LONGEST_TEXT: Final = 1000
USUAL_DAYS: Final = 14
MOST_DAYS: Final = 90
KEPT: Final = timedelta(days=30)  # the words of a sharing after its end, for questions; the decision stays


def other(authority: Authority) -> Authority:
    """The other of the two."""
    return "police" if authority == "municipality" else "municipality"


def days_fit(days: int) -> bool:
    """Whether something may be shared for so long."""
    return 1 <= days <= MOST_DAYS


RISKS: Final[Mapping[str, tuple[int, int]]] = {
    "told_home": (2, 3),
    "wrong_reader": (2, 3),
    "kept_long": (2, 2),
    "function_creep": (1, 3),
    "lost_phone": (2, 2),
    "suspects": (1, 3),
    "profiles": (1, 2),
    "mixed_tenants": (1, 3),
}
"""Risks of the draft by code: how likely and how grave they are before measures, of 3, as a proposal."""
