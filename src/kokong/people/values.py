"""Who acts, and who works here: what crosses into other rooms."""

from dataclasses import dataclass

from . import rules
from .rules import Authority, Role


@dataclass(frozen=True)
class Actor:
    """The person who acts, in one municipality, with all the roles that they hold there now."""

    user_id: int
    name: str
    email: str
    municipality_id: int
    municipality: str
    code: str
    roles: frozenset[Role]

    @property
    def authority(self) -> Authority:
        """Under whose secrecy rules this person works."""
        return rules.authority(self.roles)

    def may(self, action: str) -> bool:
        """Whether one of this person's roles may do `action` (`people.rules.MAY`)."""
        return rules.may(self.roles, action)


@dataclass(frozen=True)
class Person:
    """A colleague as lists show them, with the roles that they hold now."""

    user_id: int
    name: str
    email: str
    roles: frozenset[Role]
    organisation: str
