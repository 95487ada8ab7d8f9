"""The ways out: one module for each, and no other code that reaches a mail server or a gateway."""

from typing import Final

from . import email, push, sms
from .values import Carried, Letter

_WAYS: Final = {"email": email.carry, "push": push.carry, "sms": sms.carry}


def carry(letter: Letter) -> Carried:
    """Send one letter by its way, once. Raises one of `values.NotSent` where it wasn't, or nobody knows."""
    return _WAYS[letter.way](letter)
