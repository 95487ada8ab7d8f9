"""What becomes of what a panel reports. Pure: times and settings are arguments. Sources: README.md.

An event is assessed against the alarm it would belong to (`Standing`) and the account's `Settings` at that moment.
One event after another through `assess` gives the same as any division into batches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from kokong import dc09
from kokong.dc09 import Kind

from . import supervising
from .weekly import Slot

LINE_FAULT: Final = "line_fault"  # the receiver's own kind: a panel has not been heard within its interval

# Most urgent first. A goal is when an alarm shall be in somebody's hands; the limit is what no alarm shall pass.
PRIORITIES: Final[Mapping[str, int]] = {
    Kind.HOLD_UP: 10,
    Kind.FIRE: 10,
    Kind.GAS: 10,
    Kind.MEDICAL: 10,
    Kind.VERIFIED: 20,
    Kind.BURGLARY: 30,
    Kind.ALARM: 30,
    Kind.TAMPER: 40,
    LINE_FAULT: 50,
    Kind.COMMUNICATION: 50,
    Kind.TECHNICAL: 60,
    Kind.EXIT_ERROR: 70,
    supervising.OPENED_OUTSIDE: 72,
    supervising.NOT_CLOSED: 74,
    supervising.NOT_OPENED: 76,
    supervising.TEST_MISSED: 78,
    Kind.TROUBLE: 80,
    Kind.UNKNOWN: 90,
}
WHILE_UNSET: Final = 45  # a burglary reported while nobody had set the alarm
URGENT: Final = 10
URGENT_GOALS: Final = (timedelta(seconds=30), timedelta(seconds=60))
GOALS: Final = (timedelta(seconds=90), timedelta(seconds=180))

RAISES: Final = frozenset(PRIORITIES)
SAYS_MORE: Final = frozenset({Kind.OPEN, Kind.CLOSE, Kind.ABORT, Kind.CANCEL, Kind.RESTORE})
MATTERS: Final[frozenset[str]] = RAISES | SAYS_MORE
"""Kinds that a raiser must look at. Tests, bypasses, access, programming and status are kept and raise nothing."""

# Kinds that a burglar may cause, and those that may wait: an open fault shall not swallow a burglary.
INTRUSION: Final = frozenset({Kind.VERIFIED, Kind.BURGLARY, Kind.ALARM, Kind.TAMPER, Kind.EXIT_ERROR})
LIFE: Final = frozenset({Kind.HOLD_UP, Kind.FIRE, Kind.GAS, Kind.MEDICAL})
Group = Literal["intrusion", "life", "upkeep"]
SETTING: Final = frozenset({Kind.OPEN, Kind.CLOSE})
AT_THE_PANEL: Final = SETTING | {Kind.ABORT, Kind.CANCEL}
SEQUENCE: Final = frozenset({Kind.BURGLARY})  # kinds whose zones count towards confirmation

SAME_OCCASION: Final = timedelta(hours=1)
ABORT_WINDOW: Final = timedelta(seconds=45)
CANCEL_WINDOW: Final = timedelta(minutes=5)
ZONES_KEPT: Final = 32
CONDITIONS_KEPT: Final = 64
TOO_MANY: Final = "more"  # stands for the conditions beyond those; nothing ends it

State = Literal["waiting", "taken", "closed"]
Verification = Literal["unconfirmed", "sequential", "code", "operator"]
STATES: Final = ("waiting", "taken", "closed")
VERIFICATIONS: Final = ("unconfirmed", "sequential", "code", "operator")

# Why an alarm was closed, and whether it counts as false. `burglary` follows verification only.
CLOSE_REASONS: Final[Mapping[str, bool | None]] = {
    "burglary": False,
    "hold_up": False,
    "fire": False,
    "other_danger": False,
    "user_error": True,
    "pet": True,
    "environment": True,
    "fault": True,
    "no_cause": True,
    "aborted": True,
    "cancelled": True,
    "test": None,
    "repaired": None,
    "restored": None,
    "retired": None,
    "gathered": None,
    "other": None,
}
BY_ITSELF: Final = frozenset(
    {"aborted", "cancelled", "test", "restored", "retired", "gathered"}
)  # never chosen by an operator
TO_BE_SEEN: Final = BY_ITSELF - {
    "test",
    "retired",
    "gathered",
}  # stays in the list until an operator has seen that it went away
OPERATORS_REASONS: Final = tuple(reason for reason in CLOSE_REASONS if reason not in BY_ITSELF)

STEPS: Final = (
    "raised", "events", "escalated", "verified", "restored", "cancelled", "aborted", "unset", "set",
    "taken", "released", "handed_over", "called", "note", "closed", "message", "draft",
    "seen", "taken_over", "late", "reminder", "reminded", "put_away",
    "called_in",
)  # fmt: skip
CALL_RESULTS: Final = (
    "no_answer", "voicemail", "all_well", "false_alarm", "burglary_seen", "going_there", "wrong_number",
)  # fmt: skip
CONTACT_KINDS: Final = ("owner", "resident", "key_holder")

PERSONAL_DATA: Final = timedelta(days=90)
EVENTS_KEPT: Final = timedelta(days=2 * 365)
RETIRED_KEPT: Final = timedelta(days=90)


@dataclass(frozen=True)
class Happening:
    """An event as the rules see it. `when` is the panel's own time where it isn't in the future (`moment`).

    `heard` is our own time of it, by which test mode is judged: a panel with a slow clock must not stay in test.
    """

    kind: str
    when: datetime
    zone: str = ""
    still: bool = False
    restores: str = ""
    heard: datetime | None = None
    code: str = ""
    area: str = ""

    @property
    def condition(self) -> str:
        """What is on since this event: the panel's code, else the receiver's own kind, and zone and area."""
        return _condition(self.code or self.kind, self.zone, self.area)

    @property
    def ended(self) -> frozenset[str]:
        """The conditions that this restore ends: those its code names, in its own zone and area.

        A zone doesn't matter where what it ends has none.
        """
        if not self.code:
            return frozenset({_condition(self.restores, self.zone, self.area)})
        codes = [(code, self.zone if dc09.counts_zones(code) else "") for code in dc09.ends(self.code)]
        return frozenset(_condition(code, zone, self.area) for code, zone in codes)


def _condition(code: str, zone: str, area: str) -> str:
    return f"{code} {zone} {area}".rstrip()


@dataclass(frozen=True)
class Settings:
    """An account at the moment of an event. `is_set` is None where the panel never told."""

    is_set: bool | None = None
    set_since: datetime | None = None
    test_until: datetime | None = None
    entry: timedelta = timedelta(seconds=45)
    exit: timedelta = timedelta(seconds=60)
    confirm: timedelta = timedelta(minutes=30)
    outdoor: frozenset[str] = frozenset()
    pauses: tuple[tuple[str, datetime, datetime], ...] = ()
    weekly: tuple[Slot, ...] = ()

    def silent(self, event: Happening) -> bool:
        """Whether what an event raises is kept from operators: in test, or its panel or zone out of service.

        `pauses` are zones ("" for the whole panel), with when that begins and ends; `weekly` come again.
        """
        at = event.heard or event.when
        paused = any(zone in {"", event.zone} and begins <= at < ends for zone, begins, ends in self.pauses)
        again = any(one.covers(event.zone, at) for one in self.weekly)
        return paused or again or (self.test_until is not None and at < self.test_until)


@dataclass(frozen=True)
class Standing:
    """An alarm so far. `zones`: when each independent detector reported last. `on`: the conditions that were
    reported and not restored, as `Happening.condition` names them."""

    kind: str
    opened: datetime
    last: datetime
    state: State = "waiting"
    verification: Verification = "unconfirmed"
    priority: int = 90
    while_unset: bool = False
    suppressed: bool = False
    zones: Mapping[str, datetime] = field(default_factory=dict)
    on: frozenset[str] = frozenset()
    close_reason: str = ""


Outcome = Literal["nothing", "raise", "join"]


@dataclass(frozen=True)
class Decision:
    """What one event leads to: the alarm as it stands after it, and the words for its log."""

    outcome: Outcome
    standing: Standing | None = None
    steps: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether the alarm became verified by this event."""
        return "verified" in self.steps


NOTHING: Final = Decision("nothing")


def group(kind: str) -> Group:
    """Which of an account's open alarms an event of this kind may join."""
    return "life" if kind in LIFE else "intrusion" if kind in INTRUSION else "upkeep"


def moment(*, occurred: datetime, received: datetime) -> datetime:
    """When an event happened: as the panel says, but never in the future."""
    return min(occurred, received)


def goals(priority: int) -> tuple[timedelta, timedelta]:
    """How soon an alarm shall be in somebody's hands, and the limit."""
    return URGENT_GOALS if priority <= URGENT else GOALS


def after(settings: Settings, event: Happening) -> Settings:
    """The account's settings after this event: opening and closing say whether the alarm is set.

    One that happened before the last one we know of came late, and changes nothing.
    """
    late = settings.set_since is not None and event.when < settings.set_since
    if event.kind not in SETTING or event.still or late:
        return settings
    return replace(settings, is_set=event.kind == Kind.CLOSE, set_since=event.when)


def at(settings: Settings, when: datetime) -> Settings:
    """The settings at the time of an event: before the last change that we know of, nothing is known."""
    if settings.set_since is None or when >= settings.set_since:
        return settings
    return replace(settings, is_set=None, set_since=None)


def joins(standing: Standing, event: Happening) -> bool:
    """Whether an event belongs to this alarm: the same group, still open, the same occasion.

    A restore belongs to any open one of which it ends something, of whatever group and however old.
    """
    if _ends_in(standing, event):
        return True
    near = abs(event.when - standing.last) <= SAME_OCCASION
    if event.kind in AT_THE_PANEL:
        same = group(standing.kind) == "intrusion"
    else:
        same = group(event.restores or event.kind) == group(standing.kind)
    open_or_test = standing.state != "closed" or (standing.suppressed and event.kind in RAISES)
    return same and near and open_or_test


def _ends_in(standing: Standing, event: Happening) -> bool:
    over = event.kind == Kind.RESTORE and standing.state != "closed" and bool(standing.on)
    return over and not standing.on.isdisjoint(event.ended)


def whose(standings: Sequence[Standing], event: Happening) -> tuple[int, ...]:
    """Places of the alarms that an event is taken to, of an account's in the order in which they were raised.

    A restore goes to every alarm of which it ends something. Else it is the latest that it joins, if any.
    """
    latest_first = range(len(standings) - 1, -1, -1)
    over = tuple(place for place in latest_first if _ends_in(standings[place], event))
    return over or tuple(place for place in latest_first if joins(standings[place], event))[:1]


def assess(standing: Standing | None, event: Happening, settings: Settings) -> Decision:
    """What an event leads to. `standing` is the alarm it may join, `settings` those before the event."""
    settings = at(settings, event.when)
    joined = standing if standing is not None and joins(standing, event) else None
    suppressed = settings.silent(event)
    if joined is not None and joined.suppressed != suppressed and event.kind in RAISES:
        joined = None
    if event.kind in SAYS_MORE:
        return _says_more(joined, event, settings)
    if event.kind not in RAISES or event.still:
        return NOTHING if joined is None else Decision("join", replace(joined, last=max(joined.last, event.when)))
    return _alarm(joined, event, settings, suppressed=suppressed)


def _alarm(joined: Standing | None, event: Happening, settings: Settings, *, suppressed: bool) -> Decision:
    heard = _kind(event, settings)
    unset = settings.is_set is False and event.kind in INTRUSION
    before = joined or _fresh(heard, event.when, unset=unset, suppressed=suppressed)
    counts = _counts(heard, event, settings)
    zones = _with_zone(before.zones, event) if counts else before.zones
    how = _verification(before, event, settings, zones if counts else {})
    kind = _worst(before.kind, heard, verified=how != "unconfirmed")
    while_unset = before.while_unset and unset
    after_it = replace(
        before, kind=kind, priority=_priority(kind, while_unset=while_unset), last=max(before.last, event.when),
        verification=how, while_unset=while_unset, zones=zones, on=_with_condition(before.on, event.condition),
    )  # fmt: skip
    return Decision("join" if joined else "raise", after_it, _said(joined, before, after_it))


def _fresh(kind: str, when: datetime, *, unset: bool, suppressed: bool) -> Standing:
    if suppressed:
        return Standing(kind, when, when, "closed", while_unset=unset, suppressed=True, close_reason="test")
    return Standing(kind, when, when, while_unset=unset)


def _said(joined: Standing | None, before: Standing, after_it: Standing) -> tuple[str, ...]:
    first = "events" if joined else "raised"
    if after_it.verification != before.verification:
        return first, "verified"
    return (first, "escalated") if joined and after_it.priority < joined.priority else (first,)


def _kind(event: Happening, settings: Settings) -> str:
    """Exit error: the panel says so, or a detector within the exit time after the alarm was set."""
    if event.kind != Kind.BURGLARY or not settings.is_set or settings.set_since is None:
        return event.kind
    leaving = timedelta(0) <= event.when - settings.set_since <= settings.exit
    return Kind.EXIT_ERROR if leaving else event.kind


def _counts(heard: str, event: Happening, settings: Settings) -> bool:
    """Whether this is an independent detector: indoors, while set, and not on somebody's way out."""
    indoors = event.zone != "" and event.zone not in settings.outdoor
    return heard in SEQUENCE and indoors and settings.is_set is not False


def _with_zone(zones: Mapping[str, datetime], event: Happening) -> Mapping[str, datetime]:
    known = zones.get(event.zone)
    if known is None and len(zones) >= ZONES_KEPT:
        return zones
    return {**zones, event.zone: event.when if known is None else max(known, event.when)}


def _with_condition(on: frozenset[str], condition: str) -> frozenset[str]:
    return on | {condition if condition in on or len(on) < CONDITIONS_KEPT else TOO_MANY}


def _verification(
    before: Standing, event: Happening, settings: Settings, zones: Mapping[str, datetime]
) -> Verification:
    """Confirmed by the panel's own code, or by a second detector in time. Never while unset, never in a test.

    `zones` are those that count together with this event; empty where it doesn't count.
    """
    if before.verification != "unconfirmed" or settings.is_set is False or before.suppressed:
        return before.verification
    if event.kind == Kind.VERIFIED:
        return "code"
    second = any(zone != event.zone and abs(event.when - at) <= settings.confirm for zone, at in zones.items())
    return "sequential" if second else "unconfirmed"


def _worst(kind: str, heard: str, *, verified: bool) -> str:
    """The most urgent kind so far; the panel's word that it is verified counts only where the alarm is."""
    if verified:
        return Kind.VERIFIED
    return min(
        (Kind.BURGLARY if one == Kind.VERIFIED else one for one in (kind, heard)), key=PRIORITIES.__getitem__
    )


def _priority(kind: str, *, while_unset: bool) -> int:
    unset = while_unset and kind in INTRUSION
    return max(PRIORITIES[kind], WHILE_UNSET) if unset else PRIORITIES[kind]


def _says_more(joined: Standing | None, event: Happening, settings: Settings) -> Decision:
    """Open, close, restore, abort and cancel: words about an alarm, and sometimes its end."""
    if joined is None or (event.kind == Kind.CLOSE and event.still):
        return NOTHING
    left = joined.on - event.ended if event.kind == Kind.RESTORE else joined.on
    word = {Kind.OPEN: "unset", Kind.CLOSE: "set", Kind.RESTORE: "restored", Kind.ABORT: "aborted"}
    step = word.get(Kind(event.kind), "cancelled")
    after_it = replace(joined, on=left)
    if reason := _ends(joined, event, settings, over=bool(joined.on) and not left):
        return Decision("join", replace(after_it, state="closed", close_reason=reason), (step, "closed"))
    return Decision("join", after_it, (step,))


def _ends(standing: Standing, event: Happening, settings: Settings, *, over: bool) -> str:
    """Why this word closes the alarm by itself, or "": only one that waits, is unconfirmed, and in time.

    `over`: nothing that it is about is on any more.
    """
    if standing.state != "waiting" or standing.verification != "unconfirmed":
        return ""
    since = event.when - standing.opened
    if group(standing.kind) == "upkeep":
        return "restored" if over else ""
    if group(standing.kind) != "intrusion" or standing.kind == Kind.TAMPER or since < timedelta(0):
        return ""
    if event.kind == Kind.ABORT:
        return "aborted" if since <= ABORT_WINDOW else ""
    if event.kind == Kind.CANCEL:
        return "cancelled" if since <= CANCEL_WINDOW else ""
    return "cancelled" if event.kind == Kind.OPEN and since <= settings.entry else ""


TRANSITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "take": {"waiting": "taken"},
    "release": {"taken": "waiting"},
    "hand_over": {"taken": "waiting"},
    "take_over": {"taken": "taken"},
    "call": {"taken": "taken"},
    "verify": {"taken": "taken"},
    "note": {"waiting": "waiting", "taken": "taken", "closed": "closed"},
    "close": {"taken": "closed"},
}


def next_state(state: str, action: str) -> str | None:
    """The state after an action, or None where it can't be done."""
    return TRANSITIONS[action].get(state)
