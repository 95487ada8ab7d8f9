"""The door to safety walks. Everything works in the municipality in scope."""

from .asking import ask, renew, send
from .events import WalkMoved
from .finding import act as answer
from .finding import change as correct
from .finding import join, note
from .holders import add as add_holder
from .planning import act, change, plan
from .reading import finding, findings, holders, near, walk, walks
from .values import Draft, Finding, FindingMissing, Holder, Noted, Refused, Walk, WalkMissing
from .words import CATEGORIES, FOUND

__all__ = [
    "CATEGORIES",
    "FOUND",
    "Draft",
    "Finding",
    "FindingMissing",
    "Holder",
    "Noted",
    "Refused",
    "Walk",
    "WalkMissing",
    "WalkMoved",
    "act",
    "add_holder",
    "answer",
    "ask",
    "change",
    "correct",
    "finding",
    "findings",
    "holders",
    "join",
    "near",
    "note",
    "plan",
    "renew",
    "send",
    "walk",
    "walks",
]
