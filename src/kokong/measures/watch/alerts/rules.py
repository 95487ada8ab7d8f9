"""The course of an alert, how urgent it is, who approves it, and what it may say of when. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

from kokong.kernel.states import States

DESK: Final = frozenset({"officer", "coordinator"})
URGENCY: Final = ("now", "today", "calm")
"""Going on now; today; when it suits."""
INSTANT: Final = frozenset({"now"})
WAYS: Final = ("email", "sms", "push")
APPROVALS: Final = ("never", "calm", "always")
"""Which alerts the other authority approves: none, all but what is going on now, all."""
LONGEST: Final = {"title": 80, "text": 1500, "short": 320, "why": 300, "said": 600, "answer": 600}
LASTS: Final = {"now": timedelta(hours=6), "today": timedelta(days=1), "calm": timedelta(days=14)}
LONGEST_LIFE: Final = timedelta(days=60)
ANSWER_WITHIN: Final = {"now": timedelta(hours=1), "today": timedelta(hours=8), "calm": timedelta(days=3)}
QUIET: Final = (time(21), time(7))
"""When nobody is to hear of what can wait, if nobody says otherwise."""
WORDS_A_MINUTE: Final = 200  # of a calm reader, for Swedish

COURSE: Final = States(
    subject="watch_alert",
    initial="draft",
    moves={
        ("draft", "propose"): "proposed",
        ("draft", "send"): "out",  # only where nobody else approves it
        ("draft", "rewrite"): "draft",
        ("draft", "drop"): "dropped",
        ("proposed", "approve"): "approved",
        ("proposed", "send_back"): "draft",
        ("proposed", "rewrite"): "draft",
        ("proposed", "drop"): "dropped",
        ("approved", "send"): "out",
        ("approved", "rewrite"): "draft",
        ("approved", "drop"): "dropped",
        ("out", "correct"): "out",
        ("out", "stop"): "stopped",
        ("out", "finish"): "over",
        ("out", "withdraw"): "withdrawn",
        ("stopped", "correct"): "stopped",
        ("stopped", "finish"): "over",
        ("stopped", "withdraw"): "withdrawn",
    },
    who=dict.fromkeys(
        ("propose", "send", "rewrite", "drop", "approve", "send_back", "correct", "stop", "finish", "withdraw"),
        DESK,
    ),
)
BY_HAND: Final = ("send", "approve", "propose", "send_back", "finish", "correct", "stop", "withdraw", "drop")
"""What a person chooses, in the order in which it is offered."""
WRITABLE: Final = frozenset({"draft", "proposed", "approved"})
TOLD: Final = frozenset({"correct", "finish", "withdraw"})
"""What those who got it are told of, in a sentence."""
STARTED: Final = frozenset({"out", "stopped", "over", "withdrawn"})


@dataclass(frozen=True)
class Standing:
    """How an alert stands, as far as moves ask. `told`: groups that go on; `approve` of the municipality."""

    state: str
    urgency: str
    expires: datetime
    proposed_by: str
    approve: str
    told: int
    ways: int


def needs_approval(*, urgency: str, approve: str) -> bool:
    """Whether the other authority has to approve an alert before it goes out."""
    return approve == "always" or (approve == "calm" and urgency not in INSTANT)


def against(now: Standing, action: str, *, authority: str, at: datetime) -> str:
    """What keeps somebody of an authority from doing this: a code of `words.AGAINST`, "" where nothing does."""
    needed = needs_approval(urgency=now.urgency, approve=now.approve)
    if action == "approve" and (not now.proposed_by or authority == now.proposed_by):
        return "own"
    if action in {"propose", "approve", "send"} and at >= now.expires:
        return "expired"
    if action in {"propose", "approve", "send"} and not now.told:
        return "nobody"
    if action in {"propose", "approve", "send"} and not now.ways:
        return "ways"
    if action == "propose" and not needed:
        return "alone"
    return "both" if action == "send" and now.state == "draft" and needed else ""


def moves(now: Standing, *, authority: str, roles: frozenset[str], at: datetime) -> tuple[str, ...]:
    """What somebody can do with an alert by hand; what only waits for something to be mended is among them."""
    hidden = {"own", "alone", "both"}
    found = (action for action in BY_HAND if COURSE.may(action, now.state, roles))
    return tuple(a for a in found if against(now, a, authority=authority, at=at) not in hidden)


def wanted(urgency: str, *, least: str) -> bool:
    """Whether somebody who wants nothing less urgent than `least` is told of this."""
    return URGENCY.index(urgency) <= URGENCY.index(least)


def digest_hour(*, urgency: str, own: int, quiet: tuple[time, time] | None, local: datetime) -> int:
    """At which hour a digest with this is due: of what is for today the next that isn't quiet, else their own."""
    if urgency != "today":
        return own
    coming = (local.hour + 1) % 24
    if quiet is None or not _within(time(coming), quiet):
        return coming
    return (quiet[1].hour + (1 if quiet[1].minute else 0)) % 24


def _within(clock: time, quiet: tuple[time, time]) -> bool:
    since, until = quiet
    return since <= clock < until if since <= until else clock >= since or clock < until


def seconds(text: str) -> int:
    """How long a text takes to read."""
    return ceil(len(text.split()) / WORDS_A_MINUTE * 60)


# What a proposal says of when: parts of a day, never a time of day.

PARTS: Final = ("night", "morning", "afternoon", "evening")


@dataclass(frozen=True)
class When:
    """A day and its part; `part` is "" where it may have been any."""

    day: date
    part: str


def when(earliest: datetime, latest: datetime, *, zone: ZoneInfo) -> tuple[When, When]:
    """From which part of which day to which; twice the same where it was within one."""
    first, last = _part(earliest, zone), _part(latest, zone)
    if first.day == last.day and first.part != last.part:
        return When(first.day, ""), When(first.day, "")
    return first, last


def _part(moment: datetime, zone: ZoneInfo) -> When:
    local = moment.astimezone(zone)
    return When(local.date(), PARTS[local.hour // 6])
