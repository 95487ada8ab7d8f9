"""What crosses the door of this room."""

from dataclasses import dataclass
from datetime import datetime

from kokong.kernel.errors import UserError

from .rules import Kind


@dataclass(frozen=True)
class Drill:
    """The drill that is held now. What never happened there did so between `earliest` and `latest`."""

    kind: Kind
    place: str
    dwelling_id: int
    began: datetime
    ends: datetime
    earliest: datetime
    latest: datetime


@dataclass(frozen=True)
class Step:
    """One thing to do in a drill, and where; `done` once it is. `play` is what happens instead of somebody who
    doesn't take part, as a button says it; empty where nothing does.
    """

    title: str
    words: str
    url: str
    done: bool
    play: str = ""


class Refused(UserError):
    """A drill that can't begin so, in words for whoever asked."""
