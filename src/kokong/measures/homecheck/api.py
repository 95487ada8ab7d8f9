"""The door to the home check. Everything works in the municipality in scope."""

from .events import DoneTogether
from .taking import Accounts, kept_by
from .values import Handed, PlanContact
from .words import GUARD

__all__ = ["GUARD", "Accounts", "DoneTogether", "Handed", "PlanContact", "kept_by"]
