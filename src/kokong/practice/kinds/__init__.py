"""What can be practised: a module each, with the same four names.

`TITLE` and `said(drill)` tell what it is and what has happened; `steps()` what is done and how far it has come,
read from what was really done; `play(drill, actor, now)` does what somebody does who doesn't take part, and gives
what is said of it: None where there is nothing to be played now.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, Protocol

from django.utils.functional import Promise

from kokong.people.api import Actor

from .. import rules
from ..values import Drill, Step
from . import alarm, alert, burglary, walk


class Practised(Protocol):
    """A module of this folder."""

    @property
    def TITLE(self) -> Promise:  # noqa: N802 - a constant of a module
        """What it is called."""

    def said(self, drill: Drill) -> str:
        """What whoever takes part is told at the beginning."""

    def steps(self) -> Iterator[Step]:
        """What the drill goes through."""

    def play(self, *, drill: Drill, actor: Actor, now: datetime) -> str | None:
        """Do what somebody else does next; what is said of it."""


KINDS: Final[Mapping[rules.Kind, Practised]] = {
    "burglary": burglary,
    "alarm": alarm,
    "alert": alert,
    "walk": walk,
}
