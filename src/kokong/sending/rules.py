"""What a message can be, when somebody wants quiet, and by which ways they are told. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from kokong.kernel.retrying import wait
from kokong.kernel.states import States

DESK: Final = frozenset({"officer", "coordinator"})
MAY: Final = {"message.mend": DESK, "mailing.steer": DESK}

Way = Literal["page", "email", "push", "sms"]
WAYS: Final[tuple[Way, ...]] = get_args(Way)
CHOSEN: Final[tuple[Way, ...]] = ("page", "email", "push")
"""The ways that a person chooses among; text messages go only to numbers that somebody gave for that."""
HEARD: Final[frozenset[Way]] = frozenset({"email", "push", "sms"})
"""What may wake somebody up waits while they want quiet; a notice on a page does not."""

Reason = Literal[
    "off", "consent", "gone", "address", "device", "over", "not_set_up", "suppressed", "stopped", "drill"
]
"""Why it was withheld: switched off, no consent, works here no longer, nowhere to send it, it is over, the address
takes nothing from us or its reader wants nothing, somebody stopped the mailing before, or its reader takes no part
in the drill."""

CUT_OFF: Final = timedelta(minutes=15)
"""A message under way for longer was cut off: its worker is gone."""
OVERDUE: Final = timedelta(minutes=10)
"""A message that should have gone out by then has lost its job, and gets another."""
FORGOTTEN: Final = timedelta(days=30)
"""A message of a kind that no edition knows any more is asked after for so long."""
TOLERATED: Final = 5
"""So many refusals in a row, whoever they were for, and a gateway is left alone for a while."""
LONGEST_PAUSE: Final = timedelta(minutes=30)

MESSAGE: Final = States(
    "message",
    "waiting",
    {
        ("waiting", "claim"): "sending",
        ("waiting", "withhold"): "withheld",
        ("waiting", "give_up"): "failed",
        ("sending", "send"): "sent",
        ("sending", "put_off"): "waiting",
        ("sending", "refuse"): "failed",
        ("sending", "turn_back"): "withheld",
        ("sending", "lose"): "perhaps",
        ("perhaps", "send"): "sent",  # its worker was slow, not gone
        ("perhaps", "put_off"): "waiting",
        ("perhaps", "refuse"): "failed",
        ("perhaps", "turn_back"): "withheld",
        ("perhaps", "again"): "waiting",
        ("perhaps", "leave"): "left",
        ("failed", "again"): "waiting",
        ("failed", "leave"): "left",
        ("sent", "bounce"): "failed",
        ("perhaps", "bounce"): "failed",
    },
    who={"again": DESK, "leave": DESK},
)
OPEN: Final = ("failed", "perhaps")
"""States that somebody has to look at."""
PENDING: Final = ("waiting", "sending")
"""States of a message that a mailing is not finished with."""

MAILING: Final = States(
    "mailing",
    "expanding",
    {
        ("expanding", "begin"): "running",
        ("expanding", "pause"): "paused",
        ("expanding", "stop"): "stopped",
        ("running", "pause"): "paused",
        ("running", "stop"): "stopped",
        ("running", "again"): "running",
        ("running", "finish"): "done",
        ("paused", "resume"): "running",
        ("paused", "expand"): "expanding",  # it was paused before everybody was written down
        ("paused", "again"): "paused",
        ("paused", "stop"): "stopped",
        ("done", "again"): "running",
    },
    who={"pause": DESK, "resume": DESK, "expand": DESK, "stop": DESK, "again": DESK},
)
BEGUN: Final = ("expanding", "running", "paused")
"""States of a mailing that has not ended."""
WINDOW: Final = 200
"""So many of the last answers of gateways say how a mailing fares."""
TAKEN: Final = "+"
REFUSED: Final = "-"
"""A letter for each answer of a gateway."""


def fares_badly(answers: str, *, share: float) -> bool:
    """Whether more than a share (0–1) of the last answers were refusals; not before there are `WINDOW` of them."""
    last = answers[-WINDOW:]
    return len(last) == WINDOW and last.count(REFUSED) > share * WINDOW


@dataclass(frozen=True)
class Quiet:
    """From when to when somebody wants no sound, by the clock on the wall; over midnight where it ends earlier."""

    begins: time
    ends: time

    def until(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours end that a moment lies in; None where it lies in none."""
        local = moment.astimezone(zone)
        clock, over_midnight = local.time(), self.begins > self.ends
        if self.begins == self.ends:
            return None
        if not (clock >= self.begins or clock < self.ends if over_midnight else self.begins <= clock < self.ends):
            return None
        day = local.date() + timedelta(days=1 if over_midnight and clock >= self.begins else 0)
        ends = datetime.combine(day, self.ends, tzinfo=zone)
        # Where the clock goes back there are two such moments; the first may be over.
        return ends if ends.astimezone(ZoneInfo("UTC")) > moment else ends.replace(fold=1)


def digest_due(now: datetime, *, hour: int, zone: ZoneInfo) -> datetime:
    """The next time after `now` that the clock on the wall says this hour (0–23); once on each day.

    An hour that the clock leaves out is the one after; of one that comes twice it is the first.
    """
    today = now.astimezone(zone).date()
    for day in (today, today + timedelta(days=1)):
        at = datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
        if at > now:
            break
    return at


def wanted(way: Way, *, usual: Collection[str], may_turn_off: bool, chosen: Mapping[str, bool]) -> bool:
    """Whether somebody is told by a way: what they chose, else what is usual for this kind of message."""
    return chosen.get(way, way in usual) if may_turn_off else way in usual


def pause(refusals: int, *, chance: float) -> timedelta | None:
    """How long a gateway is left alone after so many refusals in a row; None while it may be chance."""
    over = refusals - TOLERATED
    return None if over < 0 else wait(over, chance=chance, first=timedelta(minutes=1), longest=LONGEST_PAUSE)


Suppressed = Literal["bounce", "complaint", "unsubscribed", "staff"]
SUPPRESSED: Final[tuple[Suppressed, ...]] = get_args(Suppressed)
"""Why an address gets nothing: it is refused for good, somebody complained, unsubscribed, or staff said so."""

_ENHANCED: Final = re.compile(r"(?:5\d\d[ -]\s*)?#?5\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_OF_THE_ADDRESS: Final = 1, 2, 4
_NOT_FOR_GOOD: Final = frozenset({(2, 2), (2, 3), (4, 5), (4, 7)})  # full, too long for it, busy, too late


def is_hard(answer: str) -> bool:
    """Whether a mail server's answer says that an address takes nothing, for good (RFC 3463): "550 5.1.1 unknown".

    Only what begins with such a code, and is about the address, its mailbox or the way there. A full mailbox may
    be emptied; 5.7.x is about us, 5.3.x and 5.5.x about servers, 5.6.x about the text; a bare 550 may be any.
    """
    found = _ENHANCED.match(answer)
    if found is None:
        return False
    subject, detail = int(found[1]), int(found[2])
    return subject in _OF_THE_ADDRESS and (subject, detail) not in _NOT_FOR_GOOD
