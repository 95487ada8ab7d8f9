"""The door to owners. Everything works in the municipality in scope."""

from .contacts import Person
from .contacts import add as add_contact
from .holding import claim, decide, give_up
from .joining import merge, split
from .reading import at_home, building, buildings, disputed, homes_of, owner, owners
from .registering import add, change, end
from .values import (
    Building,
    BuildingMissing,
    Claim,
    Contact,
    ContactMissing,
    Draft,
    Owner,
    OwnerMissing,
    Refused,
)

__all__ = [
    "Building",
    "BuildingMissing",
    "Claim",
    "Contact",
    "ContactMissing",
    "Draft",
    "Owner",
    "OwnerMissing",
    "Person",
    "Refused",
    "add",
    "add_contact",
    "at_home",
    "building",
    "buildings",
    "change",
    "claim",
    "decide",
    "disputed",
    "end",
    "give_up",
    "homes_of",
    "merge",
    "owner",
    "owners",
    "split",
]
