"""The course of a walk and of a finding, and the periods between. Plain data."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import dist, isfinite
from typing import Final

from kokong.kernel.states import States

DESK: Final = frozenset({"officer", "coordinator"})
FIELD: Final = frozenset({"visitor"})
NOTES: Final = DESK | FIELD
HOLDER: Final = "holder"
"""Whoever answers by the link of a letter, whatever their role: they hold the ground."""

MOST_PEOPLE: Final = 20
FOLLOW_UP: Final = timedelta(days=17)
"""Between two and three weeks after the walk, and not on the same day of the week alone."""
ANSWER: Final = timedelta(days=21)
"""Until when the owner of the ground is asked to answer."""
REMIND: Final = (timedelta(days=-5), timedelta(days=2), timedelta(days=14))
"""When the owner is reminded, counted from the day on which the answer is due."""
ACTION: Final = timedelta(days=183)
"""Within which what the municipality itself does is done, counted from the walk."""
URGE: Final = (timedelta(days=-30), timedelta(0), timedelta(days=30))
"""When the municipality's own are reminded of that, counted from its last day."""
AGAIN: Final = timedelta(days=364)
"""After which the same ground is walked again: a year, on the same day of the week."""
DECIDE: Final = timedelta(days=60)
"""So long before that somebody decides whether it is."""
NEAR_M: Final = 25.0
"""Two findings nearer than this may be one."""
FAR_M: Final = 300.0
"""So far from the route a finding's place is doubted: a phone's position may be off by that."""
VAGUE_M: Final = 50.0
BEFORE: Final = timedelta(hours=12)
AFTER: Final = timedelta(days=7)
"""How long before and after its beginning a walk is among the work of those who note."""

WALK: Final = States(
    subject="walk",
    initial="planned",
    moves={
        ("planned", "prepare"): "prepared",
        ("planned", "open"): "open",
        ("prepared", "open"): "open",
        ("open", "walk"): "walked",
        ("walked", "follow"): "followed",
        ("followed", "finish"): "done",
        ("planned", "cancel"): "cancelled",
        ("prepared", "cancel"): "cancelled",
        ("open", "cancel"): "cancelled",
    },
    who=dict.fromkeys(("prepare", "open", "walk", "follow", "finish", "cancel"), DESK),
    public=("cancel",),
)
COMING: Final = ("planned", "prepared", "open")
WALKED: Final = ("walked", "followed", "done")

FINDING: Final = States(
    subject="finding",
    initial="noted",
    moves={
        ("noted", "ask"): "asked",
        ("noted", "keep"): "kept",
        ("noted", "join"): "joined",
        ("asked", "promise"): "promised",
        ("asked", "refuse"): "refused",
        ("asked", "mend"): "done",
        ("promised", "promise"): "promised",
        ("promised", "refuse"): "refused",
        ("promised", "mend"): "done",
        ("refused", "promise"): "promised",
        ("refused", "mend"): "done",
        ("done", "confirm"): "confirmed",
        ("done", "doubt"): "asked",
        ("asked", "ask"): "asked",
    },
    who={
        **dict.fromkeys(("ask", "keep", "join", "confirm", "doubt"), DESK),
        **dict.fromkeys(("promise", "refuse", "mend"), DESK | {HOLDER}),
    },
    public=("promise", "refuse", "mend", "doubt"),
)
ANSWERS: Final = ("promise", "refuse", "mend")
WAITS: Final = ("asked", "promised")
"""States in which the owner of the ground still has something to do."""
MENDED: Final = ("done", "confirmed")

THEMES: Final = ("light", "green", "sight", "tunnel", "upkeep", "graffiti", "traffic", "building", "meeting")
CATEGORIES: Final = (*THEMES, "good", "other")
"""What a finding is about; "good" is what should stay as it is."""
HOW: Final = ("gps", "pin", "address")


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two points."""
    return dist(a, b)


def from_route(point: tuple[float, float], route: Iterable[tuple[float, float]]) -> float | None:
    """Metres from a point to the nearest line of a route; None where there is no route."""
    corners = list(route)
    if not corners:
        return None
    if len(corners) == 1:
        return dist(point, corners[0])
    return min(_to_line(point, a, b) for a, b in pairwise(corners))


def _to_line(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    (px, py), (ax, ay), (bx, by) = point, a, b
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return dist(point, (ax + along * (bx - ax), ay + along * (by - ay)))


def doubts(*, away_m: float | None, accuracy_m: float | None) -> tuple[str, ...]:
    """What makes one ask for the place of a finding once more: codes of `words.DOUBTS`."""
    found = ["far"] if away_m is not None and away_m > FAR_M else []
    if accuracy_m is not None and accuracy_m > VAGUE_M:
        found.append("vague")
    return tuple(found)


def is_somewhere(point: tuple[float, float]) -> bool:
    """Whether a point is one: degrees that lie beyond a municipality's coordinates become infinite."""
    return all(map(isfinite, point))


def length_m(route: Iterable[tuple[float, float]]) -> float:
    """Metres along a line."""
    corners = list(route)
    return sum(dist(a, b) for a, b in pairwise(corners))


def minutes(metres: float) -> int:
    """How long a walk of so many metres takes a group that stops often: three kilometres in an hour, at five."""
    return max(5, round(metres / 50 / 5) * 5) if metres else 0


def is_late(*, state: str, due: date | None, until: date | None, today: date, act_by: date | None = None) -> bool:
    """Whether an answer, or what was promised, or what the municipality itself does by `act_by`, is overdue."""
    if state not in WAITS:
        return False
    days = (due if state == "asked" else until, act_by)
    return any(by is not None and by < today for by in days)


def act_by(*, own: bool, state: str, walked: date | None) -> date | None:
    """By when the municipality itself has done what was found; None where it is another's, or there is nothing."""
    return walked + ACTION if own and walked is not None and state in WAITS else None


def to_urge(*, by: date, urged: int, today: date) -> bool:
    """Whether the municipality's own are reminded of that day today; `urged` is how often they have been."""
    return urged < len(URGE) and by + URGE[urged] <= today


def to_remind(*, due: date, reminded: int, today: date) -> bool:
    """Whether the owner is reminded today; `reminded` is how often they have been."""
    return reminded < len(REMIND) and due + REMIND[reminded] <= today


def is_dark(*, begins: datetime, sunset: datetime | None) -> bool:
    """Whether a walk begins after sunset; where the sun doesn't set that day it never does."""
    return sunset is not None and begins >= sunset
