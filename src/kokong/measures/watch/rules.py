"""The life of a watch group, who looks after it, and what is due. Plain data and pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Final

from kokong.kernel.states import States

ROOM: Final = "watch"  # whose own the areas of groups are
DESK: Final = frozenset({"officer", "coordinator"})
OWN: Final = frozenset({"contact_person"})
MOVE: Final = frozenset({"coordinator"})

GROUP: Final = States(
    subject="watch_group",
    initial="interest",
    moves={
        ("interest", "plan_start"): "meeting",
        ("meeting", "put_off"): "interest",
        ("meeting", "train"): "trained",
        ("trained", "activate"): "active",
        ("active", "rest"): "dormant",
        ("dormant", "wake"): "active",
        ("interest", "close"): "closed",
        ("meeting", "close"): "closed",
        ("trained", "close"): "closed",
        ("active", "close"): "closed",
        ("dormant", "close"): "closed",
        ("interest", "hand_over"): "closed",
        ("meeting", "hand_over"): "closed",
        ("trained", "hand_over"): "closed",
        ("active", "hand_over"): "closed",
        ("dormant", "hand_over"): "closed",
        ("closed", "reopen"): "interest",
    },
    who=dict.fromkeys(("plan_start", "put_off", "train", "activate", "rest", "wake", "close", "reopen"), DESK)
    | {"hand_over": MOVE},
)
ENDS: Final = frozenset({"close", "hand_over"})
SPEAKERS: Final = ("police", "crime_scene")
GOES_ON: Final = ("interest", "meeting", "trained", "active", "dormant")
RUNS: Final = frozenset({"active"})  # only these may order signs
MEETS: Final = ("active", "dormant")  # whose neighbours meet every year
STARTS: Final = frozenset({"activate", "wake"})

HOMES: Final = ("joined", "declined", "left")
ROLES: Final = ("member", "contact", "head")
LOOKS_AFTER: Final = frozenset({"contact", "head"})
SEEN_BY: Final = ("contacts", "group")
ASKED: Final = ("police", "municipality")

QUIET: Final = timedelta(days=457)  # fifteen months without a meeting of the neighbours: the group is asleep
YEARLY: Final = timedelta(days=365)
STALE: Final = timedelta(days=365)
ANSWERED_WITHIN: Final = timedelta(days=7)
LONGEST_AWAY: Final = timedelta(days=366)


@dataclass(frozen=True)
class Setting:
    """What a municipality has decided: homes for one contact person, from how many contact persons on one is their
    head, the share of homes (per cent) that must have joined before a group is active, and which alerts the other
    authority approves (`alerts.rules.APPROVALS`)."""

    fewest: int = 10
    most: int = 20
    head_from: int = 3
    least_share: int = 0
    approve: str = "never"


STANDARD: Final = Setting()


def may_order_signs(state: str) -> bool:
    """Whether a group in this state may have signs: its work must be going on before they are delivered."""
    return state in RUNS


def blocks(*, homes: int, joined: int, contacts: int, heads: int, setting: Setting) -> tuple[str, ...]:
    """What keeps a group from being active: codes of `words.BLOCKS`, none where it may."""
    found = [] if homes else ["empty"]
    if not contacts:
        found.append("contact")
    if homes and 100 * joined < setting.least_share * homes:
        found.append("share")
    if contacts >= setting.head_from and not heads:
        found.append("head")
    return tuple(found)


def contacts_needed(*, joined: int, setting: Setting) -> int:
    """How many contact persons so many homes need; none without any."""
    return ceil(joined / setting.most)


def lacks_contacts(*, joined: int, contacts: int, setting: Setting) -> bool:
    """Whether more homes have joined than the contact persons can keep in touch with."""
    return contacts < contacts_needed(joined=joined, setting=setting)


def is_stale(*, checked: date | None, began: date, today: date) -> bool:
    """Whether nobody has gone through the roster for a year."""
    return (checked or began) + STALE < today


def meeting_due(*, met: date | None, since: date | None) -> date | None:
    """When the neighbours should meet next; None before the group is active."""
    start = met or since
    return None if start is None else start + YEARLY


def sleeps(*, met: date | None, since: date | None, today: date) -> bool:
    """Whether an active group has gone fifteen months without a meeting."""
    start = met or since
    return start is not None and start + QUIET < today


def stood(moves: Iterable[tuple[str, datetime]]) -> Iterable[tuple[datetime, datetime | None]]:
    """From when to when a group was active, by its moves (action, moment) in order; no end while it is."""
    since: datetime | None = None
    for action, at in moves:
        if since is not None and action in {"rest", *ENDS}:
            yield since, at
            since = None
        if action in STARTS:
            since = at
    if since is not None:
        yield since, None
