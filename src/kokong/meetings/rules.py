"""The course of a meeting, who is in and who waits, and what an answer may say when. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from kokong.kernel.states import States

DESK: Final = frozenset({"officer", "coordinator"})
SPEAKERS: Final = frozenset({"officer", "coordinator"})
MAY: Final = {"meeting.see": DESK, "meeting.hold": DESK, "meeting.speak": SPEAKERS}

HOLDER: Final = "holder"
"""Who may hold a meeting of this kind, whatever their role: the kind says which roles those are."""

MEETING: Final = States(
    subject="meeting",
    initial="draft",
    moves={
        ("draft", "announce"): "announced",
        ("announced", "move"): "moved",
        ("moved", "move"): "moved",
        ("announced", "hold"): "held",
        ("moved", "hold"): "held",
        ("held", "minute"): "minuted",
        ("minuted", "minute"): "minuted",
        ("draft", "cancel"): "cancelled",
        ("announced", "cancel"): "cancelled",
        ("moved", "cancel"): "cancelled",
    },
    who=dict.fromkeys(("announce", "move", "hold", "minute", "cancel"), frozenset({HOLDER})),
    public=("move", "cancel"),
)
COMING: Final = ("announced", "moved")
"""States in which people are invited and may answer."""
OVER: Final = ("held", "minuted")

Answer = Literal["yes", "maybe", "no"]
ANSWERS: Final[tuple[Answer, ...]] = ("yes", "maybe", "no")
Seat = Literal["", "in", "waiting"]
SEATS: Final[tuple[Seat, ...]] = ("", "in", "waiting")

LONGEST: Final = {
    "title": 120, "place": 200, "host": 120, "audience": 200, "description": 10_000, "said": 400, "name": 120,
    "body": 40_000, "text": 400,
}  # fmt: skip
MOST_PEOPLE: Final = 20
"""How many one invitation may bring: a household or a board, not a hall."""
MOST_INVITED: Final = 2_000
MOST_ASKING: Final = 60
"""How many ask on a public page to be invited to one meeting, within an hour."""
SHORTEST_MIN: Final = 10
LONGEST_MIN: Final = 24 * 60
EARLY: Final = timedelta(hours=2)
"""From so long before a meeting begins, who comes is ticked off."""


@dataclass(frozen=True)
class Waiting:
    """Somebody on the waiting list: their invitation's number, and how many they are."""

    id: int
    people: int


def seat(*, answer: str, people: int, taken: int, places: int | None) -> Seat:
    """Whether somebody who answers is in, waits, or takes no place; `taken` by all others."""
    if answer != "yes":
        return ""
    return "in" if places is None or taken + people <= places else "waiting"


def moved_up(waiting: Iterable[Waiting], *, taken: int, places: int | None) -> tuple[int, ...]:
    """Who of the waiting list gets a place now, in its order. Whoever is too many for what is free keeps waiting,
    and lets those behind go first: a place that stands empty helps nobody.
    """
    found = []
    for each in waiting:
        if places is None or taken + each.people <= places:
            found.append(each.id)
            taken += each.people
    return tuple(found)


def may_answer(*, state: str, ends: datetime, now: datetime) -> Literal["", "cancelled", "over", "draft"]:
    """Why no answer is taken any more (or yet); empty where it is."""
    if state == "cancelled":
        return "cancelled"
    if state in OVER or now >= ends:
        return "over"
    return "" if state in COMING else "draft"


def may_attend(*, state: str, begins: datetime, now: datetime) -> bool:
    """Whether who came is ticked off now: from a while before it begins, and after it."""
    return state in OVER or (state in COMING and now >= begins - EARLY)


def may_hold(*, state: str, begins: datetime, now: datetime) -> bool:
    """Whether somebody can say that it was held: once it has begun."""
    return state in COMING and now >= begins


def sequence(number: int, *, before: Sequence[object], after: Sequence[object]) -> int:
    """The number of an event's revision: one more where its time changed, so that answers to it are asked anew.

    A corrected title or place is no other event, and leaves what people answered as it is (RFC 5546).
    """
    return number if tuple(before) == tuple(after) else number + 1


def fits(*, begins: datetime, offered_from: datetime, offered_until: datetime) -> bool:
    """Whether a speaker's offered time covers the beginning of a meeting."""
    return offered_from <= begins < offered_until


def remind_at(begins: datetime, before: timedelta | None) -> datetime | None:
    """When people are reminded; None for a kind that reminds nobody."""
    return None if before is None else begins - before


def reminded(begins: datetime, before: timedelta | None, *, now: datetime) -> datetime | None:
    """Since when people who are told of a time now need no reminder of it: at once, where that would be due."""
    at = remind_at(begins, before)
    return now if at is not None and at <= now else None
