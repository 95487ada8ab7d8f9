"""The course of a dialogue, and what may be asked in it. Pure."""

from typing import Final

from kokong.kernel.states import States

from ..rules import DESK

DIALOGUE: Final = States(
    subject="dialogue",
    initial="draft",
    moves={
        ("draft", "open"): "open",
        ("open", "close"): "closed",
        ("closed", "open"): "open",
        ("closed", "tell"): "told",
        ("draft", "drop"): "dropped",
    },
    who=dict.fromkeys(("open", "close", "tell", "drop"), DESK),
    public=("tell",),
)
KINDS: Final = ("choice", "pin", "text")
WAYS: Final = ("page", "meeting", "paper")
MOST_QUESTIONS: Final = 12
MOST_CHOICES: Final = 12
LONGEST: Final = 1000
FEWEST: Final = 5
"""Counts of fewer answers than this are not shown to everybody."""


def shown(count: int) -> int | None:
    """A count as everybody may read it: none, or five and more; None where it is said as "fewer than five"."""
    return count if count == 0 or count >= FEWEST else None
