"""The words and tables of cocooning: outcomes, states, reasons, presets and deadlines. Plain Python."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

Outcome = Literal["talked", "card_left", "no_answer", "declined", "not_reachable", "no_such_address", "come_back"]
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "talked", "card_left", "no_answer", "declined", "not_reachable", "no_such_address", "come_back",
)  # fmt: skip
# A settled door needs no more visits; after the others somebody tries again, and the door stays open.
SETTLED: Final[frozenset[str]] = frozenset({"talked", "card_left", "declined", "no_such_address"})
AGAIN: Final[frozenset[str]] = frozenset(OUTCOMES) - SETTLED
# Somebody stood at the door. A locked gate or an address that isn't there is no visit.
VISITED: Final[frozenset[str]] = frozenset({"talked", "card_left", "no_answer", "declined", "come_back"})
# What a household has got already and needn't get from the next cocoon, too.
SHARED: Final[frozenset[str]] = frozenset({"talked", "card_left"})

FollowUp = Literal["watch_group", "kit", "home_check", "sign"]
FOLLOW_UPS: Final[tuple[FollowUp, ...]] = ("watch_group", "kit", "home_check", "sign")

DoorState = Literal["open", "shared", "dropped", "do_not_visit", "done"]
# Doors that count in a cocoon's coverage, unless their address turned out not to exist.
COUNTED: Final[frozenset[str]] = frozenset({"open", "shared", "done"})

Reason = Literal["home", "same_stairwell", "same_building", "beside", "across", "near", "rear", "added"]
REASONS: Final[tuple[Reason, ...]] = (
    "home", "same_stairwell", "same_building", "beside", "across", "near", "rear", "added",
)  # fmt: skip

DropReason = Literal["retired", "moved", "empty", "no_dwelling", "too_far", "other"]
# `retired` and `moved` (the place of the burglary was corrected) are set by the system, the others by people.
DROP_REASONS: Final[tuple[DropReason, ...]] = ("retired", "moved", "empty", "no_dwelling", "too_far", "other")
DROP_BY_HAND: Final[tuple[DropReason, ...]] = ("empty", "no_dwelling", "too_far", "other")

# Codes and no free text: the list must not describe people.
DO_NOT_VISIT_REASONS: Final[tuple[str, ...]] = ("asked", "safety", "vacant", "other")

Source = Literal["phone", "paper"]
CloseReason = Literal["withdrawn"]
PERSONAL_DATA: Final = timedelta(days=90)
SILENT: Final = timedelta(minutes=30)
CLOCK_SLACK: Final = timedelta(minutes=5)
MAX_VISITORS: Final = 4


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
DEFAULTS: Final[dict[str, Preset]] = {kind: Preset() for kind in PRESET_KINDS} | {"flat": replace(Preset(), cap=40)}

_KIND_OF_BURGLARY: Final = {
    "house": "detached", "detached": "detached", "row": "row", "flat": "flat", "holiday": "holiday", "cellar_attic": "flat",
}  # fmt: skip


def preset_kind(*, burgled: str, dwelling: str) -> str:
    """Which preset holds: by the burglary's kind of dwelling, else by the address's; unknown is as detached."""
    return _KIND_OF_BURGLARY.get(burgled) or _KIND_OF_BURGLARY.get(dwelling) or "detached"


def due(*, opened: datetime, preset: Preset) -> datetime:
    """When every door should have been talked to."""
    return opened + timedelta(hours=preset.clock_hours)


def watch_until(*, opened: datetime, preset: Preset) -> datetime:
    """How long the neighbourhood is watched; the risk of a near repeat has then mostly passed."""
    return opened + timedelta(days=preset.watch_days)


def round_expires(*, now: datetime) -> datetime:
    """When a round made at local time `now` leaves the phones: four in the morning after its day.

    A round made after nine in the evening is meant for the next day.
    """
    day = now + timedelta(hours=3)
    return (day + timedelta(days=1)).replace(hour=4, minute=0, second=0, microsecond=0)


def state_after(*, outcome: str | None, before: str, dropped: bool, shared: bool) -> str:
    """A door's state once its visits say `outcome` (None: every visit was undone).

    What somebody did at a door counts although the door was dropped or shared meanwhile; a door on the
    do-not-visit list stays there.
    """
    if before == "do_not_visit":
        return before
    if outcome in SETTLED:
        return "done"
    return "dropped" if dropped else "shared" if shared else "open"
