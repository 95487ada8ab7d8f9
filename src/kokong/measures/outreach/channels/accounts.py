"""The municipality's accounts with networks and receivers: files beside the installation's other secrets.

They are never in the database, so that nobody who reads a backup or a page has them.
"""

from kokong.kernel import installation
from kokong.kernel.pages import Words as Said

from .. import words
from .values import place


def name_of(code: str, channel: str) -> str:
    """What the secret of a municipality's account is called."""
    return f"{channel}-{code}"


def find(channel: str) -> str:
    """The account of the municipality in scope, as it was given; empty where there is none."""
    return installation.current().given(name_of(place().code, channel))


def why_not(channel: str) -> Said:
    """Why the channel can't be used, "" where it can."""
    return "" if find(channel) else words.NO_ACCOUNT
