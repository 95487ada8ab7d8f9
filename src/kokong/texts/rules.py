"""From a draft to what everybody reads: states, moves, and who may. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

DESK: Final = frozenset({"officer", "coordinator"})
MAY: Final = {
    "text.see": DESK,
    "text.write": DESK,
    "text.approve": DESK,
    "text.publish": frozenset({"coordinator"}),
}

LANGUAGES: Final = ("sv", "sv-easy", "en")  # easy Swedish is a language of its own, as readers choose it

State = Literal["draft", "proposed", "approved", "scheduled", "published", "expired"]
Move = Literal["propose", "send_back", "approve", "schedule", "call_off", "publish", "take_back", "expire"]

MOVES: Final[dict[tuple[str, str], State]] = {
    ("draft", "propose"): "proposed",
    ("proposed", "send_back"): "draft",
    ("proposed", "approve"): "approved",
    ("approved", "schedule"): "scheduled",
    ("scheduled", "call_off"): "approved",
    ("approved", "publish"): "published",
    ("scheduled", "publish"): "published",
    ("published", "take_back"): "draft",
    ("published", "expire"): "expired",
}
"""Of a text that speaks for both authorities. One that speaks for one of them needs nobody's approval."""

_ALONE: Final[dict[tuple[str, str], State]] = {
    ("draft", "schedule"): "scheduled",
    ("scheduled", "call_off"): "draft",
    ("draft", "publish"): "published",
}

BY_THE_CLOCK: Final[tuple[Move, ...]] = ("expire",)
# What a person chooses, in the order in which it is offered.
BY_HAND: Final[tuple[Move, ...]] = (
    "publish", "schedule", "approve", "propose", "send_back", "call_off", "take_back",
)  # fmt: skip
ACTION: Final[dict[str, str]] = {
    "propose": "text.write",
    "send_back": "text.approve",
    "approve": "text.approve",
    "schedule": "text.publish",
    "call_off": "text.publish",
    "publish": "text.publish",
    "take_back": "text.publish",
}

LONGEST: Final = {"title": 120, "lead": 300, "body": 40_000}
LONGEST_SAID: Final = 300
LONGEST_KIND: Final = 20
LONGEST_SLUG: Final = 80
MOST_COVERED: Final = 40
LONGEST_COVERED: Final = 200
"""Lines of what else an approval covers, and how long one is."""


@dataclass(frozen=True)
class Standing:
    """How a text stands, as far as moves ask: `shown` says whether everybody reads a revision of it now."""

    state: str
    both: bool
    proposed_by: str = ""
    shown: bool = False


def after(now: Standing, move: str) -> State | None:
    """What a text is after `move`; None where that can't be done.

    A draft that somebody wrote while an earlier revision is shown can be taken back as well: that is about the
    revision that is shown.
    """
    if move == "take_back" and now.shown:
        return "draft"
    if not now.both and (now.state, move) in _ALONE:
        return _ALONE[now.state, move]
    return MOVES.get((now.state, move))


def approves(now: Standing, authority: str) -> bool:
    """Whether a person of this authority is the other one: nobody approves what their own authority proposed."""
    return bool(now.proposed_by) and authority != now.proposed_by


def moves(now: Standing, *, authority: str) -> tuple[Move, ...]:
    """What can be done with a text by hand, by somebody of an authority who may do all of it."""
    found = tuple(move for move in BY_HAND if after(now, move) is not None)
    if not now.both:
        return tuple(move for move in found if move not in {"propose", "approve"})
    return tuple(move for move in found if move != "approve" or approves(now, authority))


def due(*, state: str, publish_at: datetime | None, expires: datetime | None, now: datetime) -> Move | None:
    """What the clock does with a text by now."""
    if state == "scheduled" and publish_at is not None and publish_at <= now:
        return "publish"
    if state == "published" and expires is not None and expires <= now:
        return "expire"
    return None


_LETTERS: Final = str.maketrans({"å": "a", "ä": "a", "ö": "o", "ø": "o", "æ": "a", "ß": "ss", "ð": "d", "þ": "th"})


def slug(title: str) -> str:
    """A title as the end of an address: "Lås på altandörren" is "las-pa-altandorren". Empty for no letter."""
    plain = unicodedata.normalize("NFC", title).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-")
