"""The door to promises. Everything works in the municipality in scope."""

from .acting import action, add, change, drop, explain
from .counters import Counter, offer
from .dialogue.reading import dialogues, heard
from .dialogue.values import Dialogue, Heard
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
    "Dialogue",
    "Draft",
    "Earlier",
    "FootNoted",
    "FootTakenBack",
    "Heard",
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
    "dialogues",
    "drop",
    "explain",
    "heard",
    "offer",
    "promise",
    "promises",
    "sign",
    "with_actions",
    "write",
]
