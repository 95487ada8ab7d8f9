"""Kinds of task. Whoever brings a kind says what it is called, who sees to it, and what it is about."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from kokong.kernel import said

DESK: Final = frozenset({"officer", "coordinator"})


@dataclass(frozen=True)
class Kind:
    """A sort of task: "wish.kit". `words` say what is to be done, `roles` who sees it and sees to it.

    `home`: each is about a home, and says so when that is no longer kept. What is about something else says so by
    `about`, from the number of the row that it stems from: the name of an area, say.
    """

    code: str
    words: str | Promise
    icon: str
    roles: frozenset[str] = DESK
    home: bool = True
    about: Callable[[str], str] | None = None

    @property
    def way(self) -> "Way | None":
        """Where it is seen to, once a measure has said so."""
        return _ways.get(self.code)


@dataclass(frozen=True)
class Way:
    """The page of a measure on which tasks of a kind are seen to, what its link says, and who may go there.

    The page is asked with `?task=`, and ends the task itself.
    """

    view: str
    words: str | Promise
    action: str


_kinds: Final[dict[str, Kind]] = {}
_ways: Final[dict[str, Way]] = {}


def declare(kind: Kind) -> None:
    """Make a kind known; a room does this in its AppConfig.ready."""
    _kinds[kind.code] = kind
    said.declare(said.LogWords(values={"kind": {kind.code: kind.words}}))


def offer(code: str, way: Way) -> None:
    """Say where tasks of a kind are seen to; a measure does this when it is ready."""
    _ways[code] = way


def kind(code: str) -> Kind:
    """The kind with this code. Raises KeyError where nobody has declared it."""
    return _kinds[code]


def everyone() -> tuple[Kind, ...]:
    """All kinds, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds))


def seen_by(roles: Set[str]) -> tuple[Kind, ...]:
    """The kinds that somebody with these roles sees to, by code."""
    return tuple(kind for kind in everyone() if not kind.roles.isdisjoint(roles))
