"""What a channel is, what it is given to carry, and what it says came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from kokong.kernel import tenancy
from kokong.kernel.models import Municipality
from kokong.kernel.pages import Words as Said
from kokong.sending import api as sending

from ..values import Audience
from ..wording import Words

Form = Literal["whole", "short", "message"]
"""CommonMark under the title; plain text; plain text that is counted in text messages."""


@dataclass(frozen=True)
class Outgoing:
    """What a channel carries. `text` is in its own form, with its link; `key` is the same at each try.

    `account` is the secret of the municipality's account, where the channel has one.
    """

    campaign_id: int
    name: str
    key: str
    words: Words
    text: str
    link: str
    language: str
    both: bool
    audience: Audience
    until: datetime
    now: datetime
    account: str = field(default="", repr=False)


@dataclass(frozen=True)
class Came:
    """What came of it: `move` is one of `rules.PART`. `where` is its address on the web, `reference` the other
    side's own number for it (of a mailing after "pass_on"); `planned` and `delivered` how many it was for and
    how many have it."""

    move: Literal["deliver", "hand_over", "pass_on"] = "deliver"
    planned: int | None = None
    delivered: int | None = None
    bounced: int = 0
    perhaps: int = 0
    cost: Decimal | None = None
    where: str = ""
    reference: str = ""
    answer: str = ""


class NotSent(Exception):
    """It was not sent; the message is what the other side said, in its own words."""


class NotNow(NotSent):
    """Not now: it may be tried again, after a while where that is said."""

    def __init__(self, said: str, *, after: timedelta | None = None) -> None:
        super().__init__(said)
        self.after = after


class ForGood(NotSent):
    """Refused for good."""


class Unsure(NotSent):
    """Nobody knows whether it was: the line broke after the text was given."""


@dataclass(frozen=True)
class Channel:
    """One way out. `adapt` makes its text of the main text; `longest` is in characters, its link among them.

    `carry` sends it, once. `inside`: it only writes here, in the transaction in which it is written down. `end`
    takes it down again; `ready` says why it can't be used, "" where it can. What is only passed on is asked by
    `look(reference)` how it fares: "pass_on" as long as it goes on, None where nobody knows any more. `reach` is
    for how many it is now. `account` is the secret that `carry` is given, as `Outgoing.account`. `foot` is what
    stands below every text of it.
    """

    name: str
    title: Said
    says: Said
    form: Form
    adapt: Callable[[Words], str]
    carry: Callable[[Outgoing], Came]
    longest: int | None = None
    inside: bool = False
    end: Callable[[str, datetime], None] | None = None
    ready: Callable[[], Said] | None = None
    look: Callable[[str], Came | None] | None = None
    reach: Callable[[Audience], int] | None = None
    account: Callable[[], str] | None = None
    foot: Callable[[], str] | None = None

    @property
    def why_not(self) -> Said:
        """Why it can't be used, "" where it can."""
        return self.ready() if self.ready is not None else ""


def place() -> Municipality:
    """The municipality in scope."""
    return Municipality.objects.get(pk=tenancy.municipality_id())


def mailing(reference: str) -> Came | None:
    """How a mailing fares. Withheld messages (who has left meanwhile, whose address takes nothing) are neither
    delivered nor refused."""
    found = sending.mailing(int(reference))
    if found is None:
        return None
    cost = None if found.sms_cost is None or not found.sms_parts else Decimal(str(round(found.sms_cost, 2)))
    return Came(
        move="deliver" if found.ended is not None else "pass_on", planned=found.number(),
        delivered=found.number("sent"), bounced=found.number("failed"), perhaps=found.number("perhaps"),
        cost=cost, reference=reference,
    )  # fmt: skip
