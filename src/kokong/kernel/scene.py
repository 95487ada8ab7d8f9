"""What a measure's scene is given, so that it can be played in a demonstration: people, homes, and what happened.

A measure names its scene in its declaration; the demonstration plays them by `scene_order`. A scene works through
its room's own door, as people would, and knows nothing of where the town comes from.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from . import tenancy


class Home(Protocol):
    """A home of the town. `kind` is detached, row, flat or holiday; `address` as `places` finds it."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def street(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...


@dataclass(frozen=True)
class Happened:
    """A confirmed burglary of the last weeks. `part` is what today needs it for ("late"); most have none."""

    key: str
    burglary_id: int
    confirmed: datetime
    part: str = ""


@dataclass(frozen=True)
class Cast:
    """Who plays in one municipality: user ids by role, and the authority that each role works under."""

    municipality_id: int
    people: Mapping[str, Sequence[int]]
    authorities: Mapping[str, tenancy.Authority]

    @contextmanager
    def acting(self, role: str, *, user_id: int | None = None) -> Iterator[int | None]:
        """Work as the first person with a role, or as this one of them. Nobody, where the role is not played."""
        who = user_id or next(iter(self.people.get(role, ())), None)
        authority = self.authorities.get(role, "municipality")
        with tenancy.scope(municipality_id=self.municipality_id, authority=authority, user_id=who, roles=(role,)):
            yield who

    @contextmanager
    def system(self) -> Iterator[None]:
        """Work as the system does at night."""
        with tenancy.scope(municipality_id=self.municipality_id):
            yield


@dataclass(frozen=True)
class Stage:
    """What one measure's scene is given. Chance is its own, so that no scene depends on another's.

    The burglaries happen while they are first looked at, oldest first: what is done around one is done before
    the next.
    """

    cast: Cast
    rng: random.Random
    now: datetime
    homes: Sequence[Home]
    burglaries: Iterable[Happened]
