"""Roles and what they may do: the table that every door asks."""

from collections.abc import Mapping, Set
from typing import Final, Literal, get_args

Role = Literal[
    "officer",
    "coordinator",
    "visitor",
    "contact_person",
    "owner_representative",
    "alarm_operator",
    "alarm_supervisor",
    "resident",
    "auditor",
    "police_auditor",
]
Authority = Literal["police", "municipality"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
DESK: Final = frozenset({"officer", "coordinator"})
POLICE: Final[frozenset[Role]] = frozenset({"officer", "police_auditor"})
FIELD: Final = frozenset({"officer", "coordinator", "visitor"})

# Held for one record, and given on its page; or for rooms that don't exist yet. Never given on the page of people.
WAITING: Final[frozenset[Role]] = frozenset({"contact_person", "owner_representative", "resident"})

# Each authority appoints its own: a municipality can't make anybody a police officer.
APPOINTS: Final[dict[Role, frozenset[Role]]] = {
    role: frozenset(POLICE) if role == "officer"
    else frozenset(ROLES) - POLICE if role == "coordinator"
    else frozenset()
    for role in ROLES
}  # fmt: skip

# What a role may do; every room declares its own actions.
MAY: Final[dict[str, frozenset[str]]] = {
    "people.manage": DESK,
    "people.security": frozenset({"coordinator"}),
    "rights.answer": frozenset({"coordinator"}),
}


def declare(actions: Mapping[str, frozenset[str]]) -> None:
    """Add a room's actions, each with the roles that may do it. Raises ValueError where another room has it."""
    for action, roles in actions.items():
        if MAY.setdefault(action, roles) != roles:
            raise ValueError(f"Two rooms say who may do {action!r}.")


def who_may() -> dict[str, frozenset[str]]:
    """Every action that a room declared, with the roles that may do it."""
    return dict(MAY)


def may(roles: Set[str], action: str) -> bool:
    """Whether one of `roles` may do `action`. Raises KeyError for an action that nobody has declared."""
    return not MAY[action].isdisjoint(roles)


def authority(roles: Set[str]) -> Authority:
    """Whose secrecy rules bind somebody with these roles: the police's, where one of them is of the police."""
    return "municipality" if POLICE.isdisjoint(roles) else "police"


def appointed_by(roles: Set[str]) -> frozenset[Role]:
    """The roles that somebody with these roles gives and ends."""
    return frozenset(given for role, each in APPOINTS.items() if role in roles for given in each)


def offered_by(roles: Set[str]) -> tuple[Role, ...]:
    """The roles that somebody with these roles can give on a page, in the usual order."""
    given = appointed_by(roles) - WAITING
    return tuple(role for role in ROLES if role in given)
