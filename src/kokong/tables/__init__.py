"""Tables as people have them, as a header and rows of cells."""

from .bounds import OWN, UPLOADED, Bounds
from .cells import Cell, as_text
from .cleaning import clean, cleaned, impossible
from .faults import Fault, Unreadable
from .headers import fold, match, nearest, unaccented
from .meanings import Grouped, clock, day, moment, number, spelled, word
from .misreading import Misread, misread
from .moments import Said, orders, said
from .reading import Table, opened
from .sheets import as_xlsx
from .uploaded import Uploaded, uploaded
from .windows import Window, window
from .writing import as_csv, guarded, unguarded
from .written import TwoReadings, Written, agreed

__all__ = [
    "OWN",
    "UPLOADED",
    "Bounds",
    "Cell",
    "Fault",
    "Grouped",
    "Misread",
    "Said",
    "Table",
    "TwoReadings",
    "Unreadable",
    "Uploaded",
    "Window",
    "Written",
    "agreed",
    "as_csv",
    "as_text",
    "as_xlsx",
    "clean",
    "cleaned",
    "clock",
    "day",
    "fold",
    "guarded",
    "impossible",
    "match",
    "misread",
    "moment",
    "nearest",
    "number",
    "opened",
    "orders",
    "said",
    "spelled",
    "unaccented",
    "unguarded",
    "uploaded",
    "window",
    "word",
]
