"""Kinds of message. Whoever brings a kind says what it is called, what is written, and to whom it may be sent."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.functional import Promise

from kokong.kernel import said
from kokong.kernel.retrying import AGAIN, Growing

from . import rules
from .answers import Answer
from .channels.values import Calendar
from .rules import Quiet, Way
from .values import Asked, Page


@dataclass(frozen=True)
class Due:
    """A message that is about to be sent, as its kind sees it."""

    id: int
    because: tuple[str, int]
    turn: str
    user_id: int | None
    whom: str
    way: Way
    context: Mapping[str, Any]
    made: datetime
    attempts: int


@dataclass(frozen=True)
class Said:
    """What is written: the title, the text, and the page where it is dealt with (a path of this site).

    `calendar` goes with the e-mail, so that the reader's program can put it down. `html` is the text in another
    form: cleaned by `texts`, a part of a page; the text is always there, too.
    """

    title: str
    text: str = ""
    url: str = ""
    calendar: Calendar | None = None
    html: str = ""


Compose = Callable[[Due, datetime], Said | None]
Tell = Callable[[Due, str, int], object]
Reach = Callable[[Due], str]
Audience = Callable[[Asked, str, int], Page]
Heard = Callable[[Due, Answer, datetime], object]
Agree = Callable[[Sequence[Due], datetime], Collection[int]]


@dataclass(frozen=True)
class Kind:
    """A sort of message: "round.assigned".

    `compose(due, now)` writes it at the moment of sending, in the reader's language; None where there is nothing
    to say any more. `title` is what a locked screen may show, so it names nobody. `offers` are the ways by which
    it may be sent, `usual` those by which it is while nobody chose; `roles` see it among what they are told.
    `urgent` knows no quiet hours and no rest for gateways. `consent` is the purpose that must have been agreed to.
    `twice`: what was perhaps sent is sent again, since twice is better than never. `tell(due, result, attempt)`
    hears what became of it, in the same transaction: sent, failed, given_up, perhaps_sent. After `lasts` nobody
    wants it. `reach(due)` gives the address of people who work elsewhere, at the moment of sending: then none of
    theirs lies among the municipality's messages.

    A kind of mailing has an `audience(asked, after, limit)`: the first `limit` recipients whose key is greater
    than `after` ("" for the first page), as a `Page`. `purpose` is what people unsubscribe from; without one it
    is a message that must arrive, and no unsubscription holds it back. `agree(dues, now)` gives the ids of those
    among some messages whose recipients still agree to it, asked just before they are sent.

    `quiet` is when nobody is disturbed with it who has not said otherwise, e.g. `Quiet(time(21), time(7))`, by
    the clock on the wall. `digest` is the code of the digest in which it may be collected (`sending.later`).
    `for_everybody`: it is public, so that a locked screen shows the title that was written instead of the kind's.
    `heard(due, answer, now)` is told when somebody writes back to one of its letters.
    """

    code: str
    title: str | Promise
    compose: Compose
    offers: tuple[Way, ...] = rules.CHOSEN
    usual: tuple[Way, ...] = rules.CHOSEN
    roles: frozenset[str] = field(default_factory=frozenset)
    may_turn_off: bool = False
    urgent: bool = False
    consent: str = ""
    twice: bool = False
    tell: Tell | None = None
    reach: Reach | None = None
    again: Growing = AGAIN
    lasts: timedelta = timedelta(days=3)
    audience: Audience | None = None
    purpose: str = ""
    agree: Agree | None = None
    quiet: Quiet | None = None
    digest: str = ""
    for_everybody: bool = False
    heard: Heard | None = None


_kinds: Final[dict[str, Kind]] = {}


def declare(kind: Kind) -> None:
    """Make a kind known; a room or flow does this when it is loaded. Raises ValueError for ways it lacks.

    What is looked up at the moment of sending is an e-mail address.
    """
    if kind.reach is not None and kind.offers != ("email",):
        raise ValueError(f"{kind.code!r} looks its addresses up, so that it goes by e-mail alone.")
    if not set(kind.usual) <= set(kind.offers):
        raise ValueError(f"{kind.code!r} is usually sent by ways that it does not offer.")
    _kinds[kind.code] = kind
    said.declare(said.LogWords(values={"kind": {kind.code: kind.title}}))


def kind(code: str) -> Kind:
    """The kind with this code. Raises KeyError where nobody has declared it."""
    return _kinds[code]


def find(code: str) -> Kind | None:
    """The kind with this code; None where this edition has none."""
    return _kinds.get(code)


def words(code: str) -> str:
    """What a kind is called; its code where an edition has forgotten it."""
    return str(_kinds[code].title) if code in _kinds else code


def purpose_words(purpose: str) -> str:
    """What a purpose is called: as the first kind that has it; its code where this edition has none."""
    return next((str(each.title) for _code, each in sorted(_kinds.items()) if each.purpose == purpose), purpose)


def chosen_by(roles: frozenset[str]) -> tuple[Kind, ...]:
    """The kinds that somebody with these roles is told of and chooses about, by code."""
    return tuple(
        _kinds[code] for code in sorted(_kinds)
        if _kinds[code].may_turn_off and not _kinds[code].roles.isdisjoint(roles)
    )  # fmt: skip
