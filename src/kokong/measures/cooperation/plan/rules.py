"""The course of an action plan and of its lines, and what may be written when. Plain Python."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from kokong.kernel.states import States

from ..rules import DESK

PLAN: Final = States(
    subject="action_plan",
    initial="draft",
    moves={
        ("draft", "decide"): "decided",
        ("draft", "drop"): "dropped",
        ("decided", "follow_up"): "followed",
        ("decided", "replace"): "replaced",
        ("followed", "replace"): "replaced",
    },
    who={**dict.fromkeys(("decide", "drop", "follow_up"), DESK), "replace": DESK},
)
HOLDS: Final = ("decided", "followed")
"""States in which a plan is the one that holds."""
DECIDED: Final = (*HOLDS, "replaced")

ITEM: Final = States(
    subject="plan_item",
    initial="planned",
    moves={
        ("planned", "start"): "running",
        ("planned", "finish"): "done",
        ("running", "finish"): "done",
        ("planned", "give_up"): "not_done",
        ("running", "give_up"): "not_done",
        ("done", "reopen"): "running",
        ("not_done", "reopen"): "running",
    },
    who=dict.fromkeys(("start", "finish", "give_up", "reopen"), DESK),
)
OPEN: Final = ("planned", "running")
SAYS: Final = ("finish", "give_up")
"""Moves that ask what came of it."""

By = Literal["municipality", "police", "both"]
BYS: Final[tuple[By, ...]] = get_args(By)
Noted = Literal["report", "follow_up"]

YEARS: Final = 2
LONGEST: Final = {
    "title": 160, "stands_on": 4000, "problem": 600, "cause": 600, "what": 400, "sign": 300, "unit": 120,
    "result": 1000, "body": 160, "number": 60, "text": 4000,
}  # fmt: skip
ASK_AGAIN_DAYS: Final = 180
"""So long before the two years are over, following up begins."""
REPORT_MONTHS: Final = 12
"""The act wants the council to be told continuously; once a year is the least that is asked for here."""


@dataclass(frozen=True)
class Missing:
    """What a plan lacks before the board can decide it: a code for the words, and the line (0: the plan)."""

    why: str
    item: int = 0


def ends(begins: date, years: int = YEARS) -> date:
    """The day on which a plan's time is over; of a leap day the last of February."""
    year = begins.year + years
    return begins.replace(year=year, day=min(begins.day, monthrange(year, begins.month)[1]))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def late(*, state: str, due: date, today: date) -> bool:
    """Whether a line should have been done."""
    return state in OPEN and due < today


def expected(*, wanted: int, begins: date, due: date, today: date) -> float:
    """How many deliveries there should be by today, if they come evenly until the day."""
    whole, gone = (due - begins).days, (today - begins).days
    return wanted * (min(max(gone / whole, 0.0), 1.0) if whole > 0 else 1.0)


def unknown(given: Mapping[str, str]) -> str:
    """The first field that is too long; "" where none is."""
    return next((name for name, said in given.items() if len(said) > LONGEST.get(name, 10_000)), "")
