"""Tables as people have them, as a header and rows of cells."""

from .cells import Cell, as_text
from .faults import Fault, Unreadable
from .headers import fold, match, nearest, unaccented
from .reading import Table, opened

__all__ = ["Cell", "Fault", "Table", "Unreadable", "as_text", "fold", "match", "nearest", "opened", "unaccented"]
