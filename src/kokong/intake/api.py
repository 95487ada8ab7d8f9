"""The door to imports. A room says once what it takes in (`Importer`), and reads rows by its fields' names.

`register` makes an importer known (a measure names it in its declaration instead); `import_file` takes a whole
file at once, for the command line; `upload`, `start` do what the pages do.
"""

from .batches import start, upload
from .decisions import Decisions, decided_as
from .explaining import Explanation, explain
from .hidden import HIDDEN
from .importers import Doubt, Field, Importer, Need, register
from .left import report_csv
from .row import Row
from .values import Already, Aside, CellProblem, Placed, PlacedState, Report, RowResult, Taken, Unreadable
from .vocabulary import LEAVE, Vocabulary
from .whole import import_file

__all__ = [
    "HIDDEN",
    "LEAVE",
    "Already",
    "Aside",
    "CellProblem",
    "Decisions",
    "Doubt",
    "Explanation",
    "Field",
    "Importer",
    "Need",
    "Placed",
    "PlacedState",
    "Report",
    "Row",
    "RowResult",
    "Taken",
    "Unreadable",
    "Vocabulary",
    "decided_as",
    "explain",
    "import_file",
    "register",
    "report_csv",
    "start",
    "upload",
]
