"""The door to the home check. Everything works in the municipality in scope."""

from .taking import Accounts, kept_by
from .values import Handed, PlanContact
from .words import GUARD

__all__ = ["GUARD", "Accounts", "Handed", "PlanContact", "kept_by"]
