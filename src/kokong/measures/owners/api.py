"""The door to owners. Everything works in the municipality in scope."""

from .checks.events import BuildingChecked
from .checks.reading import check, checks
from .checks.values import Checked
from .checks.work import answer_all, finish
from .checks.work import begin as begin_check
from .contacts import Person
from .contacts import add as add_contact
from .holding import claim, decide, give_up
from .joining import merge, split
from .reading import at_home, building, buildings, disputed, homes_of, owner, owners
from .registering import add, change, end
from .telling.work import tell as tell_of_burglary
from .values import (
    Building,
    BuildingMissing,
    CheckMissing,
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
    "BuildingChecked",
    "BuildingMissing",
    "CheckMissing",
    "Checked",
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
    "answer_all",
    "at_home",
    "begin_check",
    "building",
    "buildings",
    "change",
    "check",
    "checks",
    "claim",
    "decide",
    "disputed",
    "end",
    "finish",
    "give_up",
    "homes_of",
    "merge",
    "owner",
    "owners",
    "split",
    "tell_of_burglary",
]
