"""Tables as people have them, as a header and rows of cells."""

from .bounds import OWN, UPLOADED, Bounds
from .cells import Cell, as_text
from .cleaning import clean, cleaned, impossible
from .faults import Fault, Unreadable
from .headers import fold, match, nearest, unaccented
from .meanings import clock_time, moment, number, spelled, word
from .reading import Table, opened
from .sheets import as_xlsx
from .uploaded import Uploaded, uploaded
from .writing import as_csv, guarded, unguarded

__all__ = [
    "OWN",
    "UPLOADED",
    "Bounds",
    "Cell",
    "Fault",
    "Table",
    "Unreadable",
    "Uploaded",
    "as_csv",
    "as_text",
    "as_xlsx",
    "clean",
    "cleaned",
    "clock_time",
    "fold",
    "guarded",
    "impossible",
    "match",
    "moment",
    "nearest",
    "number",
    "opened",
    "spelled",
    "unaccented",
    "unguarded",
    "uploaded",
    "word",
]
