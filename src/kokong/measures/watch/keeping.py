"""How long who is in a group stays. How many were, and when the group was active, stays."""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import DELETE, Keep
from kokong.kernel.retention import stays

from .models import Alert, AlertReply, Asking, Away, Household, Member, Note, Question

RULES: Final = (
    Keep(
        Member, of="email", by="left group__ended", days=90, clear=DELETE, name="members of watch groups",
        what=_("Name and contact details"), told="name email phone language dwelling claimed",
        purpose=_(
            "Who is in a group is needed while they are. Whoever leaves is forgotten at once, their line later."
        ),
    ),
    Keep(
        Member, by="asked", days=30, clear=DELETE, among=Q(joined=None), name="people who asked to join",
        told="wants", what=_("What was asked"),
        purpose=_("Whoever asked to join is kept until they have had time to accept the link."),
    ),
    Keep(
        Asking, by="at", days=1, clear=DELETE, name="links asked for",
        purpose=_("How many links were asked for within the hour keeps the page from being misused."),
    ),
    Keep(
        Household, by="group__ended", days=90, clear=DELETE, name="homes of watch groups", told="dwelling state",
        what=_("What the home answered"),
        purpose=_("What a home answered is needed while its group goes on, so that nobody asks it again."),
    ),
    Keep(
        Away, by="until", days=0, clear=DELETE, name="homes that are away", told="dwelling since until",
        what=_("When the home is away"),
        purpose=_("When a home is away is needed by its neighbours until it is back, and by nobody afterwards."),
    ),
    Keep(
        Note, by="at", days=90, clear=DELETE, name="notes of watch groups", told="what place user_id",
        what=_("What was seen"),
        purpose=_("What was seen is needed while something can be done about it."),
    ),
    Keep(
        Question, by="asked", days=365, clear=DELETE, name="questions of watch groups",
        told="text answer user_id answered_by", what=_("Question and answer"),
        purpose=_("What was asked and answered is needed until the next year’s meeting."),
    ),
    Keep(
        AlertReply, by="at", days=180, clear=DELETE, name="answers to alerts", told="text answer by member",
        what=_("What members answered"),
        purpose=_("What a member saw is needed while the police look into it, and no longer than half a year."),
    ),
    Keep(
        Alert, by="made", days=365, clear="by", name="who wrote alerts",
        purpose=_("Whoever wrote an alert is told of answers to it, and can be asked about it for a year."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own; says nothing of a person."
    stays(
        {
            "watch.Group": "state speaker", "watch.Member": "role source", "watch.Away": "seen_by",
            "watch.Question": "whom",
        },
        because=code,
    )  # fmt: skip
    stays(
        {
            "watch.Setting": "approve", "watch.Member": "least",
            "watch.Alert": "urgency groups areas ways state proposed_by told", "watch.AlertWord": "what",
        },
        because=code,
    )  # fmt: skip
    stays(
        {"watch.Alert": "title text short", "watch.AlertWord": "text"},
        because="What groups were told: no address of a burglary and no description of a person is taken into it.",
    )
    stays(
        {"watch.Group": "name"}, because="What a group is called: a place; its page asks for no names of persons."
    )
