"""The demonstration's agreement: a line of each authority, and how a burglar got in, shared for a fortnight."""

from datetime import timedelta
from typing import Final

from kokong.incidents import api as incidents
from kokong.kernel.scene import Stage

from .. import people_of
from . import work

SINCE: Final = timedelta(days=120)
SHARED: Final = timedelta(days=2)
LINES: Final = (
    ("coordinator", "Hur många dörrar vi har besökt, och vad vandringarna fann, gata för gata.", "anonymous",
     "Att polisen ser var grannarna redan är nådda."),
    ("officer", "Hur någon tog sig in, i ett enskilt ärende, så länge det hjälper grannarna.", "secrecy_tested",
     "Att besökarna kan säga vad grannarna ska se till först."),
)  # fmt: skip
TEXT: Final = "Altandörren bröts upp med bräckverktyg. Inget larm fanns."
WHY: Final = "Grannarna har samma slags altandörr."


def stage(stage: Stage) -> None:
    """Agree on both lines, and share one fact; does nothing where something is agreed."""
    with stage.cast.acting("coordinator"):
        if work.lines():
            return
    for role, what, ground, purpose in LINES:
        with stage.cast.acting(role):
            if (actor := people_of.first(stage, role)) is not None:
                work.agree(what=what, ground=ground, purpose=purpose, actor=actor, now=stage.now - SINCE)
    _share(stage)


def _share(stage: Stage) -> None:
    with stage.cast.acting("officer"):
        actor, latest = people_of.first(stage, "officer"), incidents.burglaries(states=("confirmed",), limit=1)
        lines = [each for each in work.lines() if each.giver == "police"]
        if actor is not None and latest and lines:
            work.share(
                line_id=lines[0].id, burglary_id=latest[0].id, fact="modus", text=TEXT, purpose=WHY, days=14,
                actor=actor, now=stage.now - SHARED,
            )  # fmt: skip
