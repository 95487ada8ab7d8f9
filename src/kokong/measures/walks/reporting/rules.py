"""The course of a report to a fault-report system, and how often it is asked about. Plain data."""

import re
from datetime import datetime, timedelta
from typing import Final

from kokong.kernel.states import States

from ..rules import DESK

REPORT: Final = States(
    subject="walk_report",
    initial="waiting",
    moves={
        ("waiting", "claim"): "perhaps",
        ("waiting", "fail"): "failed",
        ("perhaps", "retry"): "waiting",
        ("perhaps", "take"): "sent",
        ("perhaps", "open"): "open",
        ("perhaps", "fail"): "failed",
        ("sent", "open"): "open",
        ("sent", "fail"): "failed",
        ("open", "renumber"): "open",
        ("open", "close"): "closed",
        ("open", "fail"): "failed",
        ("closed", "reopen"): "open",
        ("perhaps", "find"): "open",
        ("perhaps", "again"): "waiting",
        ("failed", "find"): "open",
        ("failed", "again"): "waiting",
    },
    who={"find": DESK, "again": DESK},
)
"""`perhaps` is written down before anything is said: who is killed meanwhile leaves it to be looked for."""
LIVE: Final = ("waiting", "perhaps", "sent", "open")
"""States in which a finding is not reported once more."""
ASKED_ABOUT: Final = (*LIVE, "closed")

TRIES: Final = 3
"""How often a report is given at most, before a person looks."""
LOOKS: Final = 24
"""How often it is looked for, or its number asked for, before a person looks."""
UNHURRIED: Final = timedelta(minutes=15)
"""So long a system may take to list what it was given, before what isn't listed is given again."""
CLOCKS_APART: Final = timedelta(hours=1)
"""By so much two servers' clocks may differ."""
FRESH: Final = timedelta(days=2)
OFTEN: Final = timedelta(hours=1)
SELDOM: Final = timedelta(hours=6)
DAILY: Final = timedelta(days=1)
WATCHED: Final = timedelta(days=60)
"""So long after it was closed it may be opened again there."""
LONGEST_WAIT: Final = timedelta(days=1)

_REFERENCE: Final = re.compile(r"\[kokong:([0-9a-f]{16})\]", re.IGNORECASE)


def marked(words: str, ref: str) -> str:
    """The words of a report with our own reference, by which it is known whatever number it has there."""
    return f"{words}\n\n[kokong:{ref}]"


def references(words: str) -> frozenset[str]:
    """The references of ours that words carry, whole: the beginning of one is none."""
    return frozenset(found.lower() for found in _REFERENCE.findall(words))


def pause(*, tries: int) -> timedelta:
    """How long after try number `tries` it is tried again."""
    return min(timedelta(minutes=10) * int(4 ** min(tries, 8)), LONGEST_WAIT)


def next_look(*, state: str, changed: datetime, now: datetime) -> datetime | None:
    """When a report that is in a state since `changed` is asked about next; None for never."""
    if state == "sent":
        return now + OFTEN
    if state == "open":
        return now + (OFTEN if now - changed < FRESH else SELDOM)
    return now + DAILY if state == "closed" and now - changed < WATCHED else None
