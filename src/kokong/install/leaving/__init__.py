"""A municipality leaves as open files, comes in elsewhere as the same, and is forgotten here."""

from .exporting import Exported, export
from .forgetting import forget
from .importing import Imported, take_in
from .values import Forgotten, LeavingError

__all__ = ["Exported", "Forgotten", "Imported", "LeavingError", "export", "forget", "take_in"]
