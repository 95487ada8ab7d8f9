"""A copy of everything that an installation holds, encrypted to a key that isn't on the machine, and tried."""

from .keeping import Newest, forget_older, newest
from .keys import make_key
from .restoring import beside, restore
from .taking import Taken, take
from .values import BackupError

__all__ = ["BackupError", "Newest", "Taken", "beside", "forget_older", "make_key", "newest", "restore", "take"]
