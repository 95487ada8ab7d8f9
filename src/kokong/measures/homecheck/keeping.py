"""How long checks and those who keep them stay. Nothing else of a resident is ever written down."""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import DELETE, Keep
from kokong.kernel.retention import stays

from .models import Asking, Check, Contact, Keeper, Plan

RULES: Final = (
    Keep(
        Keeper, of="email", by="active", days=730, clear=DELETE, name="keepers of home checks",
        told="email language area_id page", what=_("E-mail address and answers"),
        purpose=_("Whoever keeps a home check is known for as long as they come back to it, and two years more."),
    ),
    Keep(
        Keeper, by="asked", days=14, clear=DELETE, among=Q(proven=None), name="addresses that were not proven",
        told="email", what=_("E-mail address and answers"),
        purpose=_("An address is kept until whoever has it had time to press the link."),
    ),
    Keep(
        Check, by="at", days=14, clear=DELETE, among=Q(kept=None), name="home checks that nobody said yes to",
        told="answers", what=_("Answers"),
        purpose=_("Answers wait until whoever has the address says that they are theirs."),
    ),
    Keep(
        Check, by="at", days=1825, clear=DELETE, name="home checks", told="answers", what=_("Answers"),
        purpose=_("Checks are compared over the years; after five they say nothing of the home any more."),
    ),
    Keep(
        Plan, by="keeper__active", days=730, clear=DELETE, name="alarm plans",
        told="called home routine guard", what=_("Alarm plan and who is called"),
        purpose=_("Whom an alarm’s operators call is needed while the household keeps its plan."),
    ),
    Keep(
        Contact, of="email", by="plan__keeper__active", days=730, clear=DELETE, name="people on alarm plans",
        told="name phone email what", what=_("Alarm plan and who is called"),
        purpose=_("Whom an alarm’s operators call is needed while the household keeps its plan."),
    ),
    Keep(
        Contact, by="asked", days=60, clear=DELETE, among=Q(answer=""), name="people who never answered",
        what=_("Who was named and never answered"),
        purpose=_("Whoever was asked is kept until they have had time to answer."),
    ),
    Keep(
        Asking, by="at", days=1, clear=DELETE, name="links to home checks asked for",
        purpose=_("How many links were asked for within the hour keeps the page from being misused."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {
            "homecheck.Keeper": "shared shares reminds",
            "homecheck.Check": "edition",
            "homecheck.Plan": "ticket account_id",
            "homecheck.Contact": "position answer",
        },
        because="A number or a word of our own; says nothing of a person.",
    )
