"""Secrets of links that prove an address: computed, never kept, so that no table gives one away."""

from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

_SALT: Final = "kokong.people.links"


def secret(*said: object) -> str:
    """The secret of a link about `said`; it changes with any of it, and with the installation's key."""
    return salted_hmac(_SALT, "\0".join(str(one) for one in said), algorithm="sha256").hexdigest()


def holds(given: str, *said: object) -> bool:
    """Whether a secret is the one about `said`."""
    return constant_time_compare(given, secret(*said))
