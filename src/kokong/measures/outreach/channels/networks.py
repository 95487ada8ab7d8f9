"""Social networks, through Apprise: an account for each municipality and network.

Apprise answers yes or no. What the network said stands only in its log, in the words that all its plugins use
("error=429"), so its log is listened to while it works: what was refused for now is tried again, and what broke
off on the way has perhaps been posted, and is looked at by a person. See decision 109.
"""

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kokong.kernel import gateways

from .. import wording, words
from . import accounts
from .values import Came, Channel, ForGood, NotNow, NotSent, Outgoing, Unsure

_AWAY: Final = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE}


def channel(name: str, *, title: Any, says: Any, longest: int) -> Channel:
    """A network that Apprise knows; `longest` is what it takes in one piece."""
    return Channel(
        name=name, title=title, says=says, form="short", adapt=wording.short, longest=longest,
        carry=carry, ready=lambda: accounts.why_not(name), account=lambda: accounts.find(name),
    )  # fmt: skip


def understood(address: str) -> bool:
    """Whether Apprise knows what to do with an address."""
    return gateways.account(address) is not None


def carry(out: Outgoing) -> Came:
    """Post it. Raises NotNow, ForGood and Unsure."""
    account = gateways.account(out.account)
    if account is None:
        raise ForGood(str(words.NO_ACCOUNT))
    _reachable(account)
    with gateways.listening() as said:
        taken = account.notify(body=out.text)
    if not taken:
        raise what_it_was(said)
    return Came()


def what_it_was(said: list[str]) -> NotSent:
    """What the log of Apprise says of a post that was not taken; `Unsure` where it says nothing."""
    last = gateways.code(said)
    if not last:
        return Unsure(" ".join(said)[-200:] or "no answer")
    if last in _AWAY:
        return NotNow(f"HTTP {last}")
    return ForGood(f"HTTP {last}") if last < HTTPStatus.INTERNAL_SERVER_ERROR else Unsure(f"HTTP {last}")


def _reachable(account: Any) -> None:
    """Raises NotNow where nobody answers at all: nothing was said to them yet."""
    try:
        gateways.reach(account)
    except OSError as error:
        raise NotNow(type(error).__name__) from error


MASTODON: Final = channel(
    "mastodon",
    title=pgettext_lazy("channel", "Mastodon"),
    says=_("Posted in the municipality's account, for everybody."),
    longest=500,
)
BLUESKY: Final = channel(
    "bluesky",
    title=pgettext_lazy("channel", "Bluesky"),
    says=_("Posted in the municipality's account, for everybody."),
    longest=300,
)
