"""The course of a campaign and of each of its channels, who may, and what keeps one back. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from kokong.kernel.states import States

DESK: Final = frozenset({"officer", "coordinator"})
LEAD: Final = frozenset({"coordinator"})
MAY: Final = {
    "campaign.see": DESK,
    "campaign.write": DESK,
    "campaign.approve": DESK,
    "campaign.send": LEAD,
}

SEASONS: Final = ("dark", "holidays", "summer", "always")
"""Of the year wheel: October to February, school and public holidays, June to August, and any time."""
LANGUAGES: Final = ("sv", "en")
HOMES: Final = ("detached", "row", "flat", "holiday")
LONGEST: Final = {"name": 80, "goal": 300, "title": 120, "lead": 300, "body": 20_000, "link": 400, "own": 5_000}
SENTENCE: Final = 300
MOST_BUDGET: Final = 100_000_000

COURSE: Final = States(
    subject="campaign",
    initial="draft",
    moves={
        ("draft", "propose"): "proposed",
        ("draft", "schedule"): "scheduled",  # only where it speaks for the municipality alone
        ("draft", "rewrite"): "draft",
        ("proposed", "approve"): "approved",
        ("proposed", "send_back"): "draft",
        ("proposed", "rewrite"): "draft",
        ("approved", "schedule"): "scheduled",
        ("approved", "rewrite"): "draft",
        ("scheduled", "call_off"): "approved",
        ("scheduled", "rewrite"): "draft",
        ("scheduled", "go"): "going",
        ("going", "arrive"): "out",
        ("going", "end"): "over",
        ("out", "end"): "over",
        **{(state, "withdraw"): "withdrawn" for state in ("draft", "proposed", "approved", "scheduled")},
        **{(state, "withdraw"): "withdrawn" for state in ("going", "out")},
    },
    who={
        **dict.fromkeys(("propose", "rewrite", "approve", "send_back"), DESK),
        **dict.fromkeys(("schedule", "call_off", "withdraw"), LEAD),
    },
)
BY_HAND: Final = ("schedule", "approve", "propose", "send_back", "call_off", "withdraw")
"""What a person chooses, in the order in which it is offered."""
WRITABLE: Final = frozenset({"draft", "proposed", "approved", "scheduled"})
STARTED: Final = frozenset({"going", "out", "over"})

PART: Final = States(
    subject="campaign_part",
    initial="planned",
    moves={
        ("planned", "claim"): "sending",
        ("sending", "deliver"): "delivered",
        ("sending", "hand_over"): "ready",
        ("sending", "pass_on"): "running",
        ("running", "deliver"): "delivered",
        ("sending", "put_off"): "planned",
        ("sending", "lose"): "perhaps",
        ("sending", "refuse"): "failed",
        ("ready", "posted"): "delivered",
        ("perhaps", "posted"): "delivered",
        ("perhaps", "again"): "planned",
        ("failed", "again"): "planned",
        **{(state, "drop"): "dropped" for state in ("planned", "ready", "failed", "perhaps")},
    },
    who={**dict.fromkeys(("posted", "again", "drop"), LEAD)},
)
"""One channel of a campaign: `ready` waits for a person to print, hand out or post; `perhaps` for one to look.
`running`: the sending engine has it, and tells how it fares."""
BUSY: Final = frozenset({"planned", "sending", "running"})

REPLY: Final = States(
    subject="campaign_reply",
    initial="open",
    moves={
        ("open", "take"): "taken",
        ("taken", "give_back"): "open",
        ("taken", "answer"): "answered",
        **{(state, "close"): "closed" for state in ("open", "taken")},
    },
    who={**dict.fromkeys(("take", "give_back", "answer", "close"), LEAD)},
)
"""What somebody wrote back: taken by one person, answered, or closed without an answer."""
REPLY_DAYS: Final = 3
LONGEST_ANSWER: Final = 5_000


def reply_due(got: datetime, *, zone: ZoneInfo) -> datetime:
    """By when a reply is answered: the end of the third day after it came that is no Saturday or Sunday."""
    day, left = got.astimezone(zone).date(), REPLY_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return ends_at(day, zone=zone)


Why = Literal["own", "over", "empty", "long", "alone", "both", "channels"]


@dataclass(frozen=True)
class Standing:
    """How a campaign stands, as far as moves ask. `ends` is its last day; `problems` of its words and channels."""

    state: str
    both: bool
    proposed_by: str
    ends: date
    problems: tuple[str, ...] = ()


def against(now: Standing, action: str, *, authority: str, today: date) -> str:
    """What keeps somebody of an authority from doing this: a code of `words.AGAINST`, "" where nothing does."""
    if action == "approve" and (not now.proposed_by or authority == now.proposed_by):
        return "own"
    if action in {"propose", "approve", "schedule"} and today > now.ends:
        return "over"
    if action in {"propose", "approve", "schedule"} and now.problems:
        return now.problems[0]
    if action == "propose" and not now.both:
        return "alone"
    if action == "schedule" and now.state == "draft" and now.both:
        return "both"
    return ""


def moves(now: Standing, *, authority: str, roles: frozenset[str], today: date) -> tuple[str, ...]:
    """What somebody can do with a campaign by hand; what only waits for its words to be mended is among them."""
    hidden = {"own", "alone", "both"}
    found = (action for action in BY_HAND if COURSE.may(action, now.state, roles))
    return tuple(a for a in found if against(now, a, authority=authority, today=today) not in hidden)


def ends_at(last: date, *, zone: ZoneInfo) -> datetime:
    """The moment at which a campaign with this last day is over: local midnight."""
    return datetime.combine(last + timedelta(days=1), time(), tzinfo=zone)


def due(*, state: str, at: datetime | None, ends: datetime, now: datetime) -> str:
    """What the clock does with a campaign by now: "go", "end" or nothing."""
    if state == "scheduled" and at is not None and at <= now:
        return "go"
    return "end" if state in {"going", "out"} and ends <= now else ""


def arrived(states: Iterable[str]) -> bool:
    """Whether no channel is on its way any more; what waits for a person holds up nothing."""
    return BUSY.isdisjoint(states)
