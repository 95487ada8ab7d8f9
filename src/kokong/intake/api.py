"""The door to imports. A room says once what it takes in (`Importer`), and reads rows by its fields' names.

`register` makes an importer known (a measure names it in its declaration instead); `import_file` takes a whole
file at once, for the command line; `upload`, `start` do what the pages do.
"""

from .batches import start, upload
from .importers import Doubt, Field, Importer, Need, register
from .left import report_csv
from .row import Row
from .values import Already, CellProblem, Report, RowResult, Taken, Unreadable
from .whole import import_file

__all__ = [
    "Already",
    "CellProblem",
    "Doubt",
    "Field",
    "Importer",
    "Need",
    "Report",
    "Row",
    "RowResult",
    "Taken",
    "Unreadable",
    "import_file",
    "register",
    "report_csv",
    "start",
    "upload",
]
