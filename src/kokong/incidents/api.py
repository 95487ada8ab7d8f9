"""The door to burglaries. Everything works within the municipality in scope.

`report`, `confirm`, `withdraw` and `correct` change them; `burglary`, `burglaries`, `history` and
`police_part` look them up; `import_file` takes a file of them. News events from polisen.se are not here:
they are for reading and never for analysis.
"""

from .intake import confirm, correct, report, withdraw
from .reading import burglaries, burglary, history, police_part
from .values import Burglary, BurglaryMissing, Duplicate, FieldProblem, NotAllowed, PolicePart, Version

__all__ = [
    "Burglary",
    "BurglaryMissing",
    "Duplicate",
    "FieldProblem",
    "NotAllowed",
    "PolicePart",
    "Version",
    "burglaries",
    "burglary",
    "confirm",
    "correct",
    "history",
    "police_part",
    "report",
    "withdraw",
]
