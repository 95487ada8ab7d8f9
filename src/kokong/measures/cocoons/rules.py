"""The words and tables of cocooning: outcomes, states, reasons, presets and deadlines. Plain Python."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, Protocol, TypeVar
from uuid import UUID

Outcome = Literal["talked", "card_left", "no_answer", "declined", "not_reachable", "no_such_address", "come_back"]
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "talked", "card_left", "no_answer", "declined", "not_reachable", "no_such_address", "come_back",
)  # fmt: skip
# A settled door needs no more visits; after the others somebody tries again, and the door stays open.
SETTLED: Final[frozenset[str]] = frozenset({"talked", "card_left", "declined", "no_such_address"})
AGAIN: Final[frozenset[str]] = frozenset(OUTCOMES) - SETTLED
# Somebody stood at the door. A locked gate or an address that isn't there is no visit.
Look = Literal["talked", "visited", "come_back", "declined"]
# The one sign and colour of an outcome, on every map, list and phone.
LOOKS: Final[dict[str, Look]] = {
    "talked": "talked", "card_left": "visited", "no_answer": "come_back", "declined": "declined",
    "not_reachable": "declined", "no_such_address": "declined", "come_back": "come_back",
}  # fmt: skip
VISITED: Final[frozenset[str]] = frozenset({"talked", "card_left", "no_answer", "declined", "come_back"})
# One home of a block needs no more visits; that there is no such address is said of all of it.
HOME_DONE: Final[frozenset[str]] = SETTLED - {"no_such_address"}
# What a household has got already and needn't get from the next cocoon, too.
SHARED: Final[frozenset[str]] = frozenset({"talked", "card_left"})

FollowUp = Literal["watch_group", "kit", "home_check", "sign"]
FOLLOW_UPS: Final[tuple[FollowUp, ...]] = ("watch_group", "kit", "home_check", "sign")

# Doors that count in a cocoon's coverage, unless their address turned out not to exist.
COUNTED: Final[frozenset[str]] = frozenset({"open", "shared", "done"})

Reason = Literal["home", "same_stairwell", "same_building", "beside", "across", "near", "rear", "added"]
REASONS: Final[tuple[Reason, ...]] = (
    "home", "same_stairwell", "same_building", "beside", "across", "near", "rear", "added",
)  # fmt: skip

# Whether one can walk from the burgled home to a door: straight on, only a long way round, or not at all.
Way = Literal["", "round", "none"]
ROUND_TIMES: Final = 3.0
ROUND_M: Final = 300.0
LONG_WAY_M: Final = 500.0


def way(*, crow_m: float, way_m: float | None) -> Way:
    """How a door is walked to: three times the crow's distance and over 300 m, or over 500 m, is a way round."""
    if way_m is None:
        return "none"
    return "round" if (way_m > ROUND_TIMES * crow_m and way_m > ROUND_M) or way_m > LONG_WAY_M else ""


DropReason = Literal["retired", "moved", "empty", "no_dwelling", "too_far", "other"]
# `retired` and `moved` (the place of the burglary was corrected) are set by the system, the others by people.
DROP_REASONS: Final[tuple[DropReason, ...]] = ("retired", "moved", "empty", "no_dwelling", "too_far", "other")
DROP_BY_HAND: Final[tuple[DropReason, ...]] = ("empty", "no_dwelling", "too_far", "other")

# Codes and no free text: the list must not describe people.

EndReason = Literal["enough", "no_answer", "no_time", "other"]
# Why no more doors of a cocoon are visited: said by whoever plans. What was reached counts as it is.
END_REASONS: Final[tuple[EndReason, ...]] = ("enough", "no_answer", "no_time", "other")

Source = Literal["phone", "paper"]
PERSONAL_DATA: Final = timedelta(days=90)
HOME_KEPT: Final = timedelta(days=5 * 365)  # as long as the burglary's own
SAME_OCCASION: Final = timedelta(hours=6)
# Whoever is out when the clock strikes finishes the walk; who is sent out later has at least a day.
LATE_VISITS: Final = timedelta(hours=6)
ROUND_AT_LEAST: Final = timedelta(hours=24)
MAX_VISITORS: Final = 4
FAR_M: Final = 500  # no preset reaches farther
# Roles that plan rounds, and may step in at any door; roles that walk them.
PLAN: Final = frozenset({"officer", "coordinator"})
WALK: Final = PLAN | {"visitor"}


@dataclass(frozen=True)
class Preset:
    """How doors are chosen and how long things last, for one kind of dwelling in one municipality.

    `each_side` counts houses along the street in each direction, on either side of it. Lengths in metres.
    """

    radius_m: float = 100.0
    at_least: int = 8
    cap: int = 30
    each_side: int = 4
    clock_hours: int = 48
    watch_days: int = 14
    share_days: int = 14
    claim_minutes: int = 20
    include_home: bool = False


PRESET_KINDS: Final[tuple[str, ...]] = ("detached", "row", "flat", "holiday")
DEFAULTS: Final[dict[str, Preset]] = {
    "detached": Preset(), "row": Preset(), "flat": replace(Preset(), cap=40), "holiday": Preset(),
}  # fmt: skip

# Which preset holds for a burglary's or an address's kind of dwelling; any other is as detached.
PRESET_OF: Final[dict[str, str]] = {
    "house": "detached", "detached": "detached", "row": "row", "flat": "flat", "cellar_attic": "flat",
    "holiday": "holiday",
}  # fmt: skip


def is_far(*, distance_m: float) -> bool:
    """Whether a door lies beyond what any ring reaches, and is there only because too few are near."""
    return distance_m > FAR_M


def is_phone(text: str) -> bool:
    """Whether `text` is a telephone number as people write them: 3 to 15 digits with spaces and marks between."""
    return re.fullmatch(r"\+?[\d ()/–-]{3,29}", text, re.ASCII) is not None and 3 <= len(dialled(text)) <= 16


def dialled(phone: str) -> str:
    """What is dialled for a telephone number: its digits, with the plus before a country's code."""
    return "".join(sign for sign in phone if sign in "+0123456789")


def due(*, opened: datetime, preset: Preset) -> datetime:
    """When every door should have been talked to."""
    return _after(opened, timedelta(hours=preset.clock_hours))


def watch_until(*, opened: datetime, preset: Preset) -> datetime:
    """How long the neighbourhood is watched; the risk of a near repeat has then mostly passed."""
    return _after(opened, timedelta(days=preset.watch_days))


def round_expires(*, made: datetime, due: datetime) -> datetime:
    """When a round leaves the phones: once its cocoon's clock has run out and a walk begun before is over.

    A round made shortly before that, or afterwards, stays a whole day: late visits are visits. `made` is also
    the moment from which a round is kept for another day.
    """
    return max(_after(due, LATE_VISITS), _after(made, ROUND_AT_LEAST))


def _after(moment: datetime, time: timedelta) -> datetime:
    """So many real hours later, also across the night when the clocks change."""
    return moment.astimezone(UTC) + time


MOST_HOMES: Final = 2000  # behind one door
MOST_COUNTED: Final = 500  # letter boxes behind one door: the longest slab block at one address has fewer
NO_HOME_AFTER: Final = 2  # visitors who found no such address
# A clock may be off, and a time on paper rounded; but nobody was at a door before it was chosen.
TIME_SLACK: Final = timedelta(minutes=15)


def too_early(at: datetime, *, opened: datetime) -> bool:
    """Whether a visit can't be of that time, as its cocoon was opened only later."""
    return at < opened - TIME_SLACK


class Standing(Protocol):
    """A visit that stands: what happened, when, and at how many homes behind the door."""

    @property
    def outcome(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def homes(self) -> int: ...


@dataclass(frozen=True)
class Reached:
    """Of the homes behind a door: talked to, talked to within the clock, those where nothing is left to do, and
    those where somebody was, whatever came of it."""

    talked: int
    in_time: int
    covered: int
    tried: int


def reached(stands: Sequence[Standing], *, homes: int, due: datetime) -> Reached:
    """How many of a door's homes were reached by the visits that stand: never more than it has."""
    talks = [visit for visit in stands if visit.outcome == "talked"]
    return Reached(
        talked=min(homes, sum(visit.homes for visit in talks)),
        in_time=min(homes, sum(visit.homes for visit in talks if visit.at <= due)),
        covered=min(homes, sum(visit.homes for visit in stands if visit.outcome in HOME_DONE)),
        tried=min(homes, sum(visit.homes for visit in stands)),
    )


class Behind(Protocol):
    """A door with the homes behind it."""

    @property
    def state(self) -> str: ...
    @property
    def outcome(self) -> str | None: ...
    @property
    def homes(self) -> int: ...
    @property
    def covered(self) -> int: ...
    @property
    def tried(self) -> int: ...


def untried(door: Behind) -> int:
    """The homes that somebody is to go to for the first time: all behind a door where nobody was; of a block where
    some were tried and others not, what is left to do. Where all were tried the rest is to be tried again."""
    if door.state != "open":
        return 0
    if not door.outcome:
        return door.homes
    return door.homes - door.covered if 1 < door.homes > door.tried else 0


def state_after(
    *,
    outcome: str | None,
    before: str,
    dropped: bool,
    shared: bool,
    homes: int = 1,
    covered: int = 1,
    finished: bool = False,
) -> str:
    """A door's state once its visits say `outcome` (None: every visit was undone).

    What somebody did at a door counts although the door was dropped or shared meanwhile; a door on the
    do-not-visit list stays there. A block is done when all its homes were reached or a visitor said that it is
    `finished`, and open while only some were.
    """
    if before == "do_not_visit":
        return before
    if homes > 1 and outcome and (finished or covered >= homes):
        return "done"
    if outcome in SHARED or (outcome in HOME_DONE and covered):
        return "done" if covered >= homes else "open"
    if outcome in SETTLED:
        return "done"
    return "dropped" if dropped else "shared" if shared else "open"


class Said(Protocol):
    """One row of a door's visits: an outcome, or the undoing of the visit with client id `undoes`."""

    @property
    def client_id(self) -> UUID: ...
    @property
    def outcome(self) -> str: ...
    @property
    def undoes(self) -> UUID | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def source(self) -> str: ...


Row = TypeVar("Row", bound=Said)


def standing(visits: Iterable[Row]) -> list[Row]:
    """The visits of one door that aren't undone, oldest first by client time, whatever order they came in.

    People undo their own visits; the desk may undo anybody's.
    """
    rows = list(visits)
    undos = [row for row in rows if row.undoes is not None]
    kept = [row for row in rows if row.undoes is None and not any(_undoes(undo, row) for undo in undos)]
    return sorted(kept, key=lambda row: (row.at, row.client_id))


def counting(stands: Sequence[Row]) -> Row | None:
    """The visit that a door is known by, of those that stand: the first talk, otherwise the latest visit.

    A household that has been talked to stays so, although a colleague rings in vain later; and of two talks
    the first says whether it was within the clock.
    """
    return next((row for row in stands if row.outcome == "talked"), stands[-1] if stands else None)


def _undoes(undo: Said, visit: Said) -> bool:
    return undo.undoes == visit.client_id and (undo.source == "paper" or undo.user_id == visit.user_id)


def in_conflict(visit: Said, others: Sequence[Said]) -> bool:
    """Whether a colleague recorded something else at the same door on the same occasion.

    Trying again after nobody answered is no conflict.
    """
    return any(
        other.user_id != visit.user_id
        and other.outcome != visit.outcome
        and abs(other.at - visit.at) <= SAME_OCCASION
        and not (other.outcome in AGAIN and other.at < visit.at)
        for other in others
    )


def no_home(stands: Iterable[Said]) -> bool:
    """Whether visits that stand say that an address is no home: enough visitors, and nobody met or left a card."""
    rows = list(stands)
    deniers = {row.user_id for row in rows if row.outcome == "no_such_address"}
    return len(deniers) >= NO_HOME_AFTER and not any(row.outcome in SHARED for row in rows)


Step = Literal["assign", "walk", "revisit", "done", "no_doors", "over", "ended"]


class Counts(Protocol):
    """The homes of one cocoon, counted."""

    @property
    def eligible(self) -> int: ...
    @property
    def visited(self) -> int: ...


def next_step(
    *, closed: bool, ended: bool = False, watching: bool, counts: Counts, walking: bool, untried: int
) -> Step | None:
    """The one thing to do next with a cocoon; nothing with one that is closed.

    `walking`: a round is out; `untried`: homes as `untried` counts them.
    """
    if closed:
        return None
    if ended:
        return "ended"
    if counts.eligible == 0:
        return "no_doors"
    if counts.visited >= counts.eligible:
        return "done"
    if walking:
        return "walk"
    if not watching:
        return "over"
    return "assign" if untried else "revisit"
