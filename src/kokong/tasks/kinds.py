"""Kinds of task. Whoever brings a kind says what it is called, who sees to it, and what it is about."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from kokong.kernel import said

DESK: Final = frozenset({"officer", "coordinator"})


@dataclass(frozen=True)
class Kind:
    """A sort of task: "wish.kit". `words` say what is to be done, `roles` who sees it and sees to it.

    `home`: each is about a home, and says so when that is no longer kept.
    """

    code: str
    words: str | Promise
    icon: str
    roles: frozenset[str] = DESK
    home: bool = True


_kinds: Final[dict[str, Kind]] = {}


def declare(kind: Kind) -> None:
    """Make a kind known; a room does this in its AppConfig.ready."""
    _kinds[kind.code] = kind
    said.declare(said.LogWords(values={"kind": {kind.code: kind.words}}))


def kind(code: str) -> Kind:
    """The kind with this code. Raises KeyError where nobody has declared it."""
    return _kinds[code]


def seen_by(roles: Set[str]) -> tuple[Kind, ...]:
    """The kinds that somebody with these roles sees to, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds) if not _kinds[code].roles.isdisjoint(roles))
