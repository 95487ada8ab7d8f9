"""What crosses this room's door: frozen values, in the words of the glossary."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kokong.kernel import audit
from kokong.kernel.errors import UserError

from .holding import Hold, hold


def number(account: str, receiver: str, line: str, *, prefixed: bool) -> str:
    """An account's number as people say it: with receiver and line only where they aren't the usual ones."""
    usual = receiver == "0" and (prefixed or line == "0")
    return account if usual else f"{receiver}-{line}-{account}"


@dataclass(frozen=True)
class Detector:
    """A zone of a panel, as the plan tells of it. `floor` 0 is the ground floor; `side` front, rear, left or right
    as seen from the street. `lon`, `lat` are set where somebody pointed it out on the map.
    """

    zone: str
    name: str = ""
    kind: str = ""
    floor: int | None = None
    side: str = ""
    lon: float | None = None
    lat: float | None = None
    outdoor: bool = False


@dataclass(frozen=True)
class Account:
    """A panel that reports here. `keyed`: it has a key; the key itself never leaves the room.

    `prefixed`: `line` is its municipality's own. `heard` and `fault_since` are what the receiver knows;
    `set_state` is "set", "unset" or "" where the panel never told. `false_alarms` are those of the last year.
    """

    id: int
    municipality_id: int
    centre_id: int | None
    account: str
    receiver: str
    line: str
    prefixed: bool
    written: str
    dwelling_id: int | None
    address: str
    lon: float | None
    lat: float | None
    keyed: bool
    key_notation: str
    transport: str
    interval_s: int | None
    quirks: int
    clock_s: int
    entry_s: int
    exit_s: int
    confirm_minutes: int
    enrolled: datetime
    retired: datetime | None
    test_until: datetime | None
    set_state: str
    set_since: datetime | None
    plan: Mapping[str, Any]
    notes: str
    follow_up: date | None
    heard: datetime | None
    fault_since: datetime | None

    @property
    def detectors(self) -> tuple[Detector, ...]:
        """The plan's zones."""
        return tuple(Detector(**one) for one in self.plan.get("zones", ()))

    @property
    def number(self) -> str:
        """Account as people say it; with receiver and line where they aren't the usual ones."""
        return number(self.account, self.receiver, self.line, prefixed=self.prefixed)

    def testing(self, now: datetime) -> bool:
        """Whether the panel is in test mode."""
        return self.test_until is not None and now < self.test_until


@audit.personal
@dataclass(frozen=True)
class Contact:
    """Somebody to call, by `position` from 1. `what`: owner, resident or key_holder."""

    id: int
    account_id: int
    position: int
    name: str
    phone: str
    email: str
    what: str
    consent_at: datetime
    consent_by: int | None


@dataclass(frozen=True)
class Event:
    """One thing a panel reported. `text` and `raw` are read as UTF-8, else Windows-1252."""

    id: int
    account_id: int
    account: str
    receiver: str
    line: str
    part: int
    protocol: str
    sequence: str
    code: str
    kind: str
    label: str
    zone: str
    area: str
    user_number: str
    still: bool
    restores: str
    text: str
    raw: str
    xdata: Any
    link: str
    lon: float | None
    lat: float | None
    encrypted: bool
    received: datetime
    occurred: datetime
    alarm_id: int | None


@dataclass(frozen=True)
class Alarm:
    """What an operator handles. `opened` is the panel's time, `raised_at` when it reached the queue. `goal_at` is
    when it shall be in somebody's hands (`rules.goals`), `late_at` the limit. `false` is None until it is closed.
    `unseen`: it went away by itself, and no operator has seen it yet. `there_at` is when the console of whoever
    has it was last heard from, `acted_at` when they last did something about it. `homes`: how many it is about;
    of many, `zones` are the accounts, and `silent` how many of them still are. `on` are the panel's codes of what
    was reported and not restored.
    """

    id: int
    municipality_id: int
    municipality: str
    centre_id: int | None
    account_id: int
    account: str
    address: str
    lon: float | None
    lat: float | None
    kind: str
    priority: int
    opened: datetime
    raised_at: datetime
    last_event_at: datetime
    events: int
    zones: tuple[str, ...]
    state: str
    verification: str
    verified_at: datetime | None
    taken_by: int | None
    taken_name: str
    taken_at: datetime | None
    acted_at: datetime | None
    there_at: datetime | None
    handed_to: int | None
    handed_name: str
    closed_at: datetime | None
    closed_by: int | None
    close_reason: str
    false: bool | None
    suppressed: bool
    while_unset: bool
    unseen: bool
    homes: int
    silent: int
    on: tuple[str, ...]
    burglary_id: int | None
    goal_at: datetime
    late_at: datetime

    @property
    def hold(self) -> Hold | None:
        """Whose it is and whether they are there; None while nobody has it."""
        return hold(
            state=self.state, taken_at=self.taken_at, acted_at=self.acted_at, there=self.there_at,
            verified_at=self.verified_at, verification=self.verification,
        )  # fmt: skip

    @property
    def calls(self) -> bool:
        """Whether everybody is called, though somebody has it: a burglary is confirmed, and they do nothing."""
        return self.hold is not None and self.hold.calls


@dataclass(frozen=True)
class Step:
    """Something that happened to an alarm, in the order of `id`. `what`: see `rules.STEPS`."""

    id: int
    alarm_id: int
    at: datetime
    what: str
    result: str
    user_id: int | None
    by: str
    note: str
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class FalseAlarms:
    """How often an account has raised a false alarm since a moment, among how many alarms; the worst first."""

    account_id: int
    account: str
    address: str
    alarms: int
    false: int
    latest: datetime | None


@dataclass(frozen=True)
class Operator:
    """Who works with alarms now: in a municipality, or for a centre (`municipality_id` None)."""

    user_id: int
    name: str
    municipality_id: int | None
    place: str
    actions: frozenset[str]

    def may(self, action: str) -> bool:
        """Whether this person may do `action`."""
        return action in self.actions


class AccountMissing(UserError):
    """There is no such account for this person."""

    status = 404


class AlarmMissing(UserError):
    """There is no such alarm for this person."""

    status = 404


class ContactMissing(UserError):
    """There is no such contact for this person."""

    status = 404


class NumberTaken(UserError):
    """A live account has this number already."""


class Refused(UserError):
    """The alarm or account can't take this now; the message says why."""


class AlarmTaken(UserError):
    """A colleague holds the alarm. `by` is who, by user id."""

    status = 409

    def __init__(self, message: str, *, by: int | None) -> None:
        super().__init__(message)
        self.by = by


class FieldProblem(UserError):
    """What a field can't be; `field` names it."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field
