"""The pieces of the console: a row of the queue, a call, a line of the log, what a panel said, a detector."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from .. import reasons, rules, words
from ..shifts.reminding import Reminder
from ..values import Alarm, Contact, Detector, Event, Operator
from . import words as script
from .words import said

WARNING: Final = frozenset({"burglary", "alarm", "tamper"})
URGENT_EVENTS: Final = script.RESCUE_NOW | WARNING
PICTURES_SHOWN: Final = 12  # of one event


def tone(alarm: Alarm) -> str:
    """The colour of an alarm; red is for danger alone."""
    if alarm.kind in script.RESCUE_NOW and not alarm.while_unset:
        return "danger"
    return "warning" if alarm.kind in WARNING else "neutral"


def milliseconds(moment: datetime) -> int:
    """As a browser counts: since 1970."""
    return round(moment.timestamp() * 1000)


@dataclass(frozen=True)
class Row:
    """An alarm with its colour, its clock and whose it is."""

    alarm: Alarm
    operator: Operator
    reminder: Reminder | None = field(default=None, kw_only=True)

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.many:
            return _("%(n)d homes silent") % {"n": self.alarm.homes}
        named = sorted({reasons.reason(code, self.alarm.kind) for code in self.alarm.on} - {""})
        return with_reason(said(words.KINDS, self.alarm.kind), named)

    @property
    def many(self) -> bool:
        """Whether it is about many homes at once."""
        return self.alarm.homes > 1

    @property
    def verified(self) -> bool:
        """Whether the burglary is verified, by whatever means."""
        return self.alarm.verification != "unconfirmed"

    @property
    def tone(self) -> str:
        """Its colour."""
        return tone(self.alarm)

    @property
    def mine(self) -> bool:
        """Whether whoever looks has it."""
        return self.alarm.state == "taken" and self.alarm.taken_by == self.operator.user_id

    @property
    def ours(self) -> bool:
        """Whether it is handled where whoever looks works; a supervisor sees a centre's alarms, too."""
        return self.operator.municipality_id is None or self.alarm.centre_id is None

    @property
    def sounds(self) -> bool:
        """Whether it sounds though somebody has it, or though it is over."""
        return (self.alarm.calls and self.ours) or self.reminded

    @property
    def reminded(self) -> bool:
        """Whether whoever looks is reminded of it now: who has it, and everybody where nobody does."""
        due = self.reminder is not None and self.reminder.is_due
        return due and self.ours and (self.mine or self.alarm.state != "taken")

    @property
    def home(self) -> str:
        """Where it is; the account's number where no address is known. Of many, since when."""
        if self.many:
            since = time_format(timezone.localtime(self.alarm.opened), "H:i")
            return _("since %(when)s: is it our line?") % {"when": since}
        return self.alarm.address or _("Account %(number)s") % {"number": self.alarm.account}

    @property
    def gone(self) -> str:
        """Why it is no longer there: nobody did anything, or somebody closed it and is reminded of it."""
        return said(words.CLOSE_REASONS, self.alarm.close_reason) if self.alarm.state == "closed" else ""

    @property
    def who(self) -> str:
        """Who has it, or why it is no longer there."""
        if self.gone or self.mine:
            return self.gone or _("You have it")
        if self.alarm.handed_to:
            return _("Handed to %(name)s") % {"name": self.alarm.handed_name}
        if self.alarm.calls:
            return _("%(name)s has it and does not answer: confirmed meanwhile") % {"name": self.alarm.taken_name}
        if self.alarm.taken_by:
            return _("%(name)s has it") % {"name": self.alarm.taken_name}
        return _("Nobody has it")

    @property
    def place(self) -> str:
        """The municipality, for those who serve several."""
        return self.alarm.municipality if self.operator.municipality_id is None else ""

    @property
    def since(self) -> int:
        """When its clock began: as it came in, whoever has taken it since."""
        return milliseconds(self.alarm.raised_at)

    @property
    def late(self) -> bool:
        """Whether it was taken past its limit: its clock stays red."""
        taken = self.alarm.taken_at if self.alarm.state == "taken" else None
        return taken is not None and taken > self.alarm.late_at

    @property
    def goal(self) -> int:
        """Seconds until it shall be in somebody's hands; 0 once it is."""
        return int(self._goal.total_seconds()) if self.alarm.state == "waiting" else 0

    @property
    def limit(self) -> int:
        """Seconds that no alarm shall wait."""
        return int(rules.goals(self.alarm.priority)[1].total_seconds())

    @property
    def _goal(self) -> timedelta:
        return rules.goals(self.alarm.priority)[0]


@dataclass(frozen=True)
class Call:
    """Somebody to call; `current` is whose turn it is."""

    contact: Contact
    current: bool
    latest: str

    @property
    def what(self) -> str:
        """Who that is to the home."""
        return said(words.CONTACT_KINDS, self.contact.what)

    @property
    def dial(self) -> str:
        """The number as telephones take it."""
        return "".join(sign for sign in self.contact.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Line:
    """A line of the log."""

    at: datetime
    what: str
    result: str
    note: str
    by: str


@dataclass(frozen=True)
class Report:
    """One thing that the panel said, and how often in a row. A picture's link is kept only when it is https."""

    event: Event
    zone: str
    times: int = 1

    @property
    def at(self) -> datetime:
        """When the panel says that it happened."""
        return self.event.occurred

    @property
    def kind(self) -> str:
        """What, in words; what a restore ends is named."""
        return happened(self.event)

    @property
    def code(self) -> str:
        """The protocol's own code."""
        return self.event.code

    @property
    def label(self) -> str:
        """What the protocol calls it."""
        return self.event.label

    @property
    def text(self) -> str:
        """The panel's own words."""
        return self.event.text

    @property
    def urgent(self) -> bool:
        """Whether it is about danger."""
        return self.event.kind in URGENT_EVENTS and not self.event.still

    @property
    def pictures(self) -> tuple["Picture", ...]:
        """The pictures that may be offered, in the order in which the panel named them."""
        return tuple(Picture(link, host) for link in self._links if (host := plain_host(link)))[:PICTURES_SHOWN]

    @property
    def unsafe(self) -> bool:
        """Whether there was a link that is not offered."""
        return any(not plain_host(link) for link in self._links)

    @property
    def _links(self) -> tuple[str, ...]:
        named = [one.get("text", "") for one in self.event.xdata or () if one.get("tag") == "V"]
        return tuple(dict.fromkeys(link for link in (*named, self.event.link) if link))


@dataclass(frozen=True)
class Picture:
    """A picture at the panel's own service."""

    link: str
    host: str


def plain_host(link: str) -> str:
    """Where a picture lies; "" unless its address is a plain https one."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    named_user = "@" in parts.netloc
    return parts.hostname or "" if parts.scheme == "https" and not named_user else ""


@dataclass(frozen=True)
class Zone:
    """A detector by its number and the name that the plan gives it."""

    number: str
    name: str
    where: str
    outdoor: bool
    active: bool


@dataclass(frozen=True)
class Fired:
    """A detector that reported danger: the how-manieth of the alarm, and when it did so first."""

    order: int
    at: datetime
    zone: Zone


def happened(event: Event) -> str:
    """What an event says, in words; what a restore ends is named, and what the receiver found out by itself."""
    what = said(words.KINDS, event.kind)
    if not event.code and event.label in words.OWN:
        what = f"{what}: {words.OWN[event.label]}"
    elif event.restores:
        what = f"{what}: {reasons.reason(event.code, event.restores) or said(words.KINDS, event.restores)}"
    else:
        what = with_reason(what, [reasons.reason(event.code, event.kind)])
    off = next((one["text"] for one in event.xdata or () if one["tag"] == "clock"), None)
    if off is None:
        return what
    return _("%(what)s (arrived, clock off by %(off)s)") % {"what": what, "off": words.clock_off(int(off))}


def with_reason(what: str, named: Sequence[str]) -> str:
    """ "Trouble: mains failure"; of several reasons the first two, and that there are more."""
    shown = [one for one in named if one][:2]
    more = " …" if len(named) > len(shown) and shown else ""
    return f"{what}: {', '.join(shown)}{more}" if shown else what


def where(one: Detector) -> str:
    """What a detector is and where, in words: "door, at the back, ground floor"."""
    parts = [said(words.ZONE_KINDS, one.kind).lower(), said(words.SIDES, one.side)]
    parts += [words.floor(one.floor)] if one.floor is not None else []
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Earlier:
    """An earlier alarm of the same home."""

    at: datetime
    kind: str
    reason: str
