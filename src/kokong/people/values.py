"""Who acts, and who works here: what crosses into other rooms."""

from dataclasses import dataclass
from typing import NamedTuple

from . import rules
from .rules import Authority, Role

Subject = tuple[str, int]
"""A record of some room: ("group", 7)."""


class RoleOn(NamedTuple):
    """A role that is held for one record only."""

    role: Role
    kind: str
    id: int


@dataclass(frozen=True)
class Actor:
    """The person who acts, in one municipality, with all the roles that they hold there now.

    `roles` are held for everything there; those in `on`, for one record each.
    """

    user_id: int
    name: str
    email: str
    municipality_id: int
    municipality: str
    code: str
    roles: frozenset[Role]
    on: frozenset[RoleOn] = frozenset()
    practice_of: int | None = None
    """The municipality whose drills are held in this one."""

    @property
    def authority(self) -> Authority:
        """Under whose secrecy rules this person works."""
        return rules.authority(self.roles | {each.role for each in self.on})

    @property
    def said(self) -> tuple[str, ...]:
        """The roles as the log names them: one for a record is marked, and opens nothing else."""
        return tuple(sorted({*self.roles, *(f"{each.role}@{each.kind}" for each in self.on)}))

    def may(self, action: str, on: Subject | None = None) -> bool:
        """Whether one of this person's roles may do `action` (`people.rules.MAY`), to `on` where it is named.

        A role that is held for one record only counts for that record, and never where none is named.
        """
        return rules.may(self.roles_on(on), action)

    def roles_on(self, on: Subject | None) -> frozenset[Role]:
        """The roles that this person has towards one record."""
        return self.roles | {each.role for each in self.on if (each.kind, each.id) == on}

    def reach(self, action: str, kind: str) -> frozenset[int] | None:
        """The records of a kind to which this person may do `action`, for lists; None for all of them."""
        if rules.may(self.roles, action):
            return None
        return frozenset(each.id for each in self.on if each.kind == kind and rules.may({each.role}, action))


@dataclass(frozen=True)
class Letter:
    """What somebody is written about their account: subject and text."""

    subject: str
    text: str


@dataclass(frozen=True)
class Person:
    """A colleague as lists show them, with the roles that they hold now. `language`: what they read, if known."""

    user_id: int
    name: str
    email: str
    roles: frozenset[Role]
    organisation: str
    language: str = ""
