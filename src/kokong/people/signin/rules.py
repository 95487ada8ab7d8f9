"""Waits, limits and times of signing in: plain tables."""

import ipaddress
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from kokong.people.rules import Role

# Seconds to wait after so many wrong guesses in a row: a slip costs nothing, a machine gets four an hour.
# Counted apart for each account and device (or address of a device that isn't known), so that a stranger's
# guesses never make the owner wait.
WAITS: Final = (0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 900)
FORGOTTEN_AFTER: Final = timedelta(days=1)

# Wrong guesses from one address, whatever the accounts: an office has many people behind one address.
ADDRESS_WAITS: Final = (*[0] * 100, *[60] * 100, 300)

# Codes of the second step have six digits: strangers who know the password share a wait per account, too.
CODE_WAITS: Final = (*[0] * 30, 60)

# Letters that set a password, to one account: the link in an earlier one still holds, so no more are sent.
LETTERS: Final = (5, 3600)

# Requests of one person (or one token), and the seconds in which they are counted. A map that is dragged asks for
# dozens of tiles a second, for a while.
REQUESTS: Final = (1800, 60)
CALLS: Final = (600, 60)

# A session without a sign of its person ends after this. Who holds several roles: the shortest counts.
DESK: Final = timedelta(minutes=60)
SHIFT: Final = timedelta(hours=16)
DAY_OUT: Final = timedelta(hours=12)
IDLE: Final[dict[Role, timedelta]] = {
    "officer": DESK,
    "coordinator": DESK,
    "auditor": DESK,
    "police_auditor": DESK,
    "visitor": DAY_OUT,
    "contact_person": DAY_OUT,
    "owner_representative": DAY_OUT,
    "resident": DAY_OUT,
    "alarm_operator": SHIFT,
    "alarm_supervisor": SHIFT,
}
NO_ROLE: Final = DESK
NOTED_EVERY: Final = timedelta(seconds=60)

# Who must have a second step where the municipality asks for it.
COMPULSORY: Final[frozenset[Role]] = frozenset({"officer", "coordinator", "auditor", "police_auditor"})

_BROWSERS: Final = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("SamsungBrowser", "Samsung"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def idle_limit(roles: Iterable[Role]) -> timedelta:
    """How long a session of somebody with these roles may lie still."""
    return min((IDLE[role] for role in roles), default=NO_ROLE)


def device(agent: str) -> tuple[str, str]:
    """Browser and system that a User-Agent header names; empty where it names none that we know."""
    return _first(_BROWSERS, agent), _first(_SYSTEMS, agent)


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for mark, name in known if mark in agent), "")


def network(address: str) -> str:
    """Where an address is, roughly: one subscriber's network of IPv6, a neighbourhood of IPv4."""
    try:
        at = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{at}/{24 if at.version == 4 else 56}", strict=False))


def counted(address: str) -> str:
    """What counts as one address: of IPv6 the whole network that one subscriber has."""
    try:
        at = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(at) if at.version == 4 else str(ipaddress.ip_network(f"{at}/56", strict=False))
