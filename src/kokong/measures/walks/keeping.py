"""How long it is known who had which part, who noted, and who wished. What was found and answered stays."""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import DELETE, Keep
from kokong.kernel.retention import stays

from .models import Finding, Holder, Report, Walk, Wish

RULES: Final = (
    Keep(
        Walk, by="ended", days=365, clear="leader notes photos police owners", name="parts of safety walks",
        what=_("Who had which part"),
        purpose=_("Who leads and takes notes is needed until the walk has ended, and for questions afterwards."),
    ),
    Keep(
        Finding, by="at", days=365, clear="user_id", name="who noted findings",
        purpose=_("Who noted a finding is needed for questions until its owner has answered."),
    ),
    Keep(
        Finding, by="walk__ended", days=730, clear="feels why proposal", name="notes of safety walks",
        what=_("What the note-taker wrote"),
        purpose=_("The note-taker’s own words are needed until every answer is in; what everybody reads stays."),
    ),
    Keep(
        Report, by="finding__walk__ended", days=730, clear="token notes media said",
        name="what a fault-report system said", what=_("What the fault-report system said"),
        purpose=_("What another system said of a report is needed until every answer is in."),
    ),
    Keep(
        Holder, of="email", by="ended", days=365, clear="email", name="addresses of ground owners",
        purpose=_("Where an owner is asked is needed while they are, and for questions afterwards."),
    ),
    Keep(
        Wish, of="email", by="ended", days=365, clear=DELETE, name="wishes for safety walks",
        told="name email where why access answer", what=_("Who wished for a walk, and why"),
        purpose=_("A wish is kept until the walk was planned or declined, and for questions afterwards."),
    ),
    Keep(
        Wish, by="asked", days=30, clear=DELETE, among=Q(proven=None), name="unproven wishes for safety walks",
        purpose=_("Whoever asked is kept until they have had time to confirm it."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, or a random number; says nothing of a person."
    stays(
        {
            "walks.Walk": "themes state",
            "walks.Finding": "client_id category how state",
            "walks.Ask": "key",
            "walks.Report": "ref service state number doubles",
        },
        because=code,
    )
    stays(
        {"walks.Walk": "title purpose access stops route", "walks.Finding": "point"},
        because="A place in public ground and why it is walked; the page asks for no names of persons.",
    )
    stays({"walks.Finding": "shown"}, because="What everybody reads: a coordinator has approved it.")
    stays({"walks.Holder": "service"}, because=code)
    stays({"walks.Holder": "name"}, because="A department, a company or an association.")
