"""The door to burglaries. Everything works within the municipality in scope.

`report`, `confirm`, `withdraw` and `correct` change them; `burglary`, `burglaries`, `history` and
`police_part` look them up; `import_file` takes a file of them. `traces` are for counting, also those whose home
is forgotten; what was counted holds while `edition` stays the same. `headlines` from polisen.se are for reading
and never for analysis.
"""

from . import times, words
from .events import BurglaryConfirmed, BurglaryCorrected, BurglaryWithdrawn
from .features import LAYER, feature
from .importing.importer import explain_file, import_file
from .intake import confirm, correct, report, withdraw
from .news.reading import Headline, headlines
from .reading import burglaries, burglary, count, has_police_part, history, kept, police_part
from .tallying import Edition, Trace, edition, traces
from .values import Burglary, BurglaryMissing, Duplicate, FieldProblem, NotAllowed, PolicePart, Purpose, Version

__all__ = [
    "LAYER",
    "Burglary",
    "BurglaryConfirmed",
    "BurglaryCorrected",
    "BurglaryMissing",
    "BurglaryWithdrawn",
    "Duplicate",
    "Edition",
    "FieldProblem",
    "Headline",
    "NotAllowed",
    "PolicePart",
    "Purpose",
    "Trace",
    "Version",
    "burglaries",
    "burglary",
    "confirm",
    "correct",
    "count",
    "edition",
    "explain_file",
    "feature",
    "has_police_part",
    "headlines",
    "history",
    "import_file",
    "kept",
    "police_part",
    "report",
    "times",
    "traces",
    "withdraw",
    "words",
]
