"""A figure of public statistics, and where figures came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from kokong.kernel.errors import UserError


class Key(NamedTuple):
    """What a figure is about: a place, what was counted, and a year ("2025") or a month ("2025-08")."""

    place: str
    what: str
    period: str


@dataclass(frozen=True)
class Figure:
    """A value. `preliminary`: the source says that it may still change."""

    key: Key
    value: float
    preliminary: bool = False

    def stored(self) -> list[Any]:
        """As JSON."""
        return [*self.key, self.value, self.preliminary]


def figure(kept: list[Any]) -> Figure:
    """The figure that was stored."""
    place, what, period, value, preliminary = kept
    return Figure(Key(place, what, period), value, preliminary)


@dataclass(frozen=True)
class Read:
    """What a source gave: its figures, and how many lines gave none, by the reason."""

    figures: tuple[Figure, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Dataset:
    """Figures as they were got once: from where, when, by whom."""

    id: int
    source: str
    title: str
    origin: str
    at: datetime
    by: int | None
    figures: tuple[Figure, ...]
    left_out: Mapping[str, int]

    @property
    def preliminary(self) -> int:
        """How many figures may still change."""
        return sum(each.preliminary for each in self.figures)


class NotTaken(UserError):
    """A file or an answer that gives no figures; nothing was kept. `field` names what to mend."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
