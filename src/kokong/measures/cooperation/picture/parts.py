"""The parts of a picture: declared by whoever knows them, counted in supplies, said in the language spoken.

This room supplies what stands in `incidents`, `places` and `ledger`; flows offer what other rooms know.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from .values import Asked, Body, Numbers, Said

Words = str | Promise


@dataclass(frozen=True)
class Part:
    """One figure with its picture. `say` puts numbers into words, in the language spoken now.

    `order` is its place. Of a `standing` part the numbers are of the moment when it is counted: they can't be
    counted anew for a time that is over.
    """

    code: str
    order: int
    title: Words
    source: Words
    say: Callable[[Numbers], Body]
    standing: bool = False

    def said(self, numbers: Numbers) -> Said:
        """The part with its title and source."""
        return Said(self.code, str(self.title), str(self.source), self.say(numbers), counted=not self.standing)


@dataclass(frozen=True)
class Supply:
    """Parts that are counted together. `count` gives numbers by code; parts that it leaves out have none.

    `stamp` tells cheaply whether they would come out otherwise; without it they are counted for each reader.
    Only what both authorities may see is counted: what is frozen goes to a board.
    """

    name: str
    parts: tuple[Part, ...]
    count: Callable[[Asked], Mapping[str, Numbers]]
    stamp: Callable[[], Hashable] | None = None


_offered: Final[dict[str, Supply]] = {}


def offer(supply: Supply) -> None:
    """Have parts shown; whoever knows them does this when Django is ready."""
    _offered[supply.name] = supply


def offered() -> tuple[Supply, ...]:
    """All that flows have offered."""
    return tuple(_offered.values())
