"""The ways out: one module for each, and no other code that reaches a mail server or a gateway."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from . import email, push, sms
from .values import Carried, Carry, Letter


def _shown(_letter: Letter) -> Carried:
    """A notice on a page is there by being written down."""
    return Carried()


_WAYS: Final = {"page": _shown, "email": email.carry, "push": push.carry, "sms": sms.carry}


def carry(letter: Letter, _following: Letter | None = None) -> Carried:
    """Send one letter by its way, once. Raises one of `values.NotSent` where it wasn't, or nobody knows."""
    return _WAYS[letter.way](letter)


@contextmanager
def many() -> Iterator[Carry]:
    """Send letters one after the other, those by e-mail over one connection for as long as it holds."""
    with email.line() as by_email:

        def by_its_way(letter: Letter, following: Letter | None = None) -> Carried:
            return by_email(letter, following) if letter.way == "email" else carry(letter)

        yield by_its_way
