"""The door to risk. Everything works within the municipality in scope, but for `run_now` and `repeat`.

`ask` has analyses made in the background, `run_now` makes them at once; `latest`, `runs` and `result` look them
up; `repeat` proves that one can be made again. `zones` are for maps. `settings` is what cocoons use;
`proposal`, `accept`, `decline` and `back_to_defaults` are the coordinator's. What each analysis finds is told in
`kokong.analysis.studies`.
"""

from . import words
from .asking import ask
from .doors import DoorOrder, door_order
from .maps import expected_at, zones
from .proposals import (
    PUBLISHED,
    REASON_LIMIT,
    accept,
    back_to_defaults,
    decline,
    enough,
    proposal,
    proposals,
    settings,
)
from .reading import latest, newest, result, run, runs
from .running import KINDS, repeat, run_everywhere, run_now
from .values import (
    Busy,
    Decided,
    Enough,
    Everywhere,
    MadeFor,
    NotRepeatable,
    Proposal,
    ProposalMissing,
    Refused,
    Repetition,
    Result,
    Run,
    RunMissing,
    Settings,
    Zone,
)

__all__ = [
    "KINDS", "PUBLISHED", "REASON_LIMIT", "Busy", "Decided", "DoorOrder", "Enough", "Everywhere",
    "MadeFor", "NotRepeatable", "Proposal", "ProposalMissing", "Refused", "Repetition", "Result", "Run",
    "RunMissing", "Settings", "Zone",
    "accept", "ask", "back_to_defaults", "decline", "door_order", "enough", "expected_at",
    "latest", "newest", "proposal",
    "proposals", "repeat", "result", "run", "run_everywhere", "run_now", "runs", "settings", "words",
    "zones",
]  # fmt: skip
