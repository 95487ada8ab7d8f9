"""What crosses the door of reading it together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from .files import Shared
from .rules import Doubt, Partner

if TYPE_CHECKING:
    from kokong.analysis.effect.pooling import Pooled


@dataclass(frozen=True)
class Came:
    """A municipality's newest counts, when they came, and the fingerprint to compare by telephone."""

    shared: Shared
    digest: str
    at: datetime

    @property
    def fingerprint(self) -> str:
        """The first twelve signs of the digest, in threes."""
        return " ".join(self.digest[k : k + 3] for k in range(0, 12, 3))


@dataclass(frozen=True)
class Pool:
    """Who takes part besides this municipality, since when, and whose counts have come."""

    evaluation_id: int
    partners: tuple[Partner, ...]
    at: datetime
    by: int | None
    came: Mapping[str, Came]


@dataclass(frozen=True)
class Read:
    """What all say together; `doubts` are why it isn't as planned, `refused` why there is no answer."""

    together: "Pooled | None"
    doubts: tuple[tuple[str, Doubt], ...]
    refused: str = ""
