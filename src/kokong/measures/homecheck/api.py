"""The door to the home check. Everything works in the municipality in scope."""

from .events import DoneTogether
from .reading import area_sums
from .taking import Accounts, kept_by
from .values import Handed, PlanContact, Sum
from .words import GUARD

__all__ = ["GUARD", "Accounts", "DoneTogether", "Handed", "PlanContact", "Sum", "area_sums", "kept_by"]
