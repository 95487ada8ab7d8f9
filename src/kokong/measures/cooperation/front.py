"""The parts of this room, as its front page leads to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise


@dataclass(frozen=True)
class Way:
    """A way on from the front page: what it is called, what it is for, and the name of its address."""

    title: str | Promise
    says: str | Promise
    to: str


WAYS: Final[Sequence[Way]] = ()
