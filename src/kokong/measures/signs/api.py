"""The door to signs. Everything works in the municipality in scope."""

from .barring import ask_before_ordering
from .events import SignMoved
from .reading import checks, kept, near, sign, signs, standing, to_check
from .values import Draft, Refused, Sign, SignMissing
from .work import act, agree, change, check, found, plan

__all__ = [
    "Draft",
    "Refused",
    "Sign",
    "SignMissing",
    "SignMoved",
    "act",
    "agree",
    "ask_before_ordering",
    "change",
    "check",
    "checks",
    "found",
    "kept",
    "near",
    "plan",
    "sign",
    "signs",
    "standing",
    "to_check",
]
