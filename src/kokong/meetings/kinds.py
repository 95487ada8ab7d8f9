"""Kinds of meeting. Whoever holds meetings of its own says what they are called, who holds them, and for whom."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.functional import Promise

from kokong.kernel import said
from kokong.people import api as people

from . import rules

Because = tuple[str, int]
"""The record that a meeting is held because of: ("watch_group", 7)."""


@dataclass(frozen=True)
class MeetingKind:
    """A sort of meeting: "watch.start".

    People with a role in `hold` plan, announce, move, cancel and minute it; those in `see` read about it, and who
    was invited. `own` are roles that do both where they hold them for the record that the meeting is because of
    (`people.grant(role="contact_person", on=("watch_group", 7))`). `page` and `called` say where that record is
    shown and what it is called. `remind` is how long before people are reminded; None for never.
    """

    code: str
    name: str | Promise
    hold: frozenset[str] = rules.DESK
    see: frozenset[str] = rules.DESK
    own: frozenset[str] = frozenset()
    remind: timedelta | None = timedelta(days=1)
    lasts: int = 90
    places: int | None = None
    audience: str | Promise = ""
    page: Callable[[int], str] | None = None
    called: Callable[[int], str] | None = None

    def may_see(self, actor: people.Actor, because: Because | None) -> bool:
        """Whether somebody may read about a meeting of this kind, and who is invited."""
        return not actor.roles.isdisjoint(self.see | self.hold) or self._own(actor, because)

    def may_hold(self, actor: people.Actor, because: Because | None) -> bool:
        """Whether somebody may hold one."""
        return not actor.roles.isdisjoint(self.hold) or self._own(actor, because)

    def _own(self, actor: people.Actor, because: Because | None) -> bool:
        """A role for this one record: one that somebody has for everything opens no other's meetings."""
        return because is not None and any((on.kind, on.id) == because and on.role in self.own for on in actor.on)


_kinds: Final[dict[str, MeetingKind]] = {}


def declare(kind: MeetingKind) -> None:
    """Make a kind known; a room does this in its AppConfig.ready."""
    _kinds[kind.code] = kind
    said.declare(said.LogWords(values={"kind": {kind.code: kind.name}}))


def kind(code: str) -> MeetingKind:
    """The kind with this code. Raises KeyError where nobody has declared it."""
    return _kinds[code]


def find(code: str) -> MeetingKind | None:
    """The kind with this code; None where this edition has none."""
    return _kinds.get(code)


def everyone() -> tuple[MeetingKind, ...]:
    """All kinds, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds))


def seen_by(actor: people.Actor) -> tuple[MeetingKind, ...]:
    """The kinds of which this person sees every meeting."""
    return tuple(each for each in everyone() if each.may_see(actor, None))


def held_by(actor: people.Actor, among: Collection[MeetingKind] | None = None) -> tuple[MeetingKind, ...]:
    """The kinds of which this person may hold meetings that are because of nothing."""
    return tuple(each for each in (everyone() if among is None else among) if each.may_hold(actor, None))
