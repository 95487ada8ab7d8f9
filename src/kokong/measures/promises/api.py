"""The door to promises. Everything works in the municipality in scope."""

from .acting import action, add, change, drop, explain
from .counters import Counter, offer
from .foot.events import FootNoted, FootTakenBack
from .pace import Amount, Period, Progress
from .reading import actions, behind, promise, promises, with_actions
from .rules import Rule
from .values import (
    ActionDraft,
    ActionMissing,
    Behind,
    Counted,
    Draft,
    Earlier,
    Promise,
    PromiseMissing,
    Refused,
    Signed,
)
from .work import act, begin, sign, write

__all__ = [
    "ActionDraft",
    "ActionMissing",
    "Amount",
    "Behind",
    "Counted",
    "Counter",
    "Draft",
    "Earlier",
    "FootNoted",
    "FootTakenBack",
    "Period",
    "Progress",
    "Promise",
    "PromiseMissing",
    "Refused",
    "Rule",
    "Signed",
    "act",
    "action",
    "actions",
    "add",
    "begin",
    "behind",
    "change",
    "drop",
    "explain",
    "offer",
    "promise",
    "promises",
    "sign",
    "with_actions",
    "write",
]
