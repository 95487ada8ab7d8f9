"""How long whoever borrowed a kit stays. How many kits went where, and what they cost, stays."""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import Keep
from kokong.kernel.retention import stays

from .models import Closing, Find, Handing, Question, Said

RULES: Final = (
    Keep(
        Handing, of="email", by="ended", days=90, clear="name email phone", name="who had lost kits",
        what=_("Contact details"),
        purpose=_("Who has a kit that was lent is needed until it is back, or for questions once it is lost."),
    ),
    Keep(
        Handing, by="due", days=365, clear="name email phone", name="who never brought kits back",
        what=_("Contact details"), purpose=_("A kit that is a year late is not asked for again."),
    ),
    Keep(
        Handing, by="asked", days=60, clear="email", name="who was asked whether a kit was used",
        what=_("E-mail address"), purpose=_("Where to ask is needed until the household has answered, or didn’t."),
    ),
    Keep(
        Handing, by="at", days=500, clear="email", among=~Q(way="lent"), name="who was never asked about a kit",
        what=_("E-mail address"), purpose=_("Where to ask is needed until the household has answered, or didn’t."),
    ),
    Keep(
        Handing, by="at", days=730, clear="user_id", name="who handed kits out",
        purpose=_("Who handed a kit out is needed for questions while its account is followed."),
    ),
    Keep(
        Closing, by="at", days=730, clear="user_id", name="who closed the account of kits",
        purpose=_("Who counted is needed for questions while the account is followed."),
    ),
    Keep(
        Said, by="at", days=730, clear="user_id", name="who counted households that mark",
        purpose=_("Who counted is needed for questions while the account is followed."),
    ),
    Keep(
        Find, by="at", days=730, clear="user_id", name="who noted found property",
        purpose=_("Who asked a register, and why, is looked after by the police’s auditor; the log keeps it."),
    ),
    Keep(
        Question, by="at", days=730, clear="user_id", name="who asked suppliers’ registers",
        purpose=_("Who asked a register, and why, is looked after by the police’s auditor; the log keeps it."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own, or a random number; says nothing of a person."
    stays(
        {
            "marking.Lot": "supplier label", "marking.Handing": "client_id way occasion state",
            "marking.Entry": "kind", "marking.Said": "client_id", "marking.Find": "colour decal form",
            "marking.Question": "supplier why",
        },
        because=code,
    )  # fmt: skip
    stays({"marking.Lot": "batch"}, because="What the supplier calls a batch of kits; no code of an owner.")
    stays({"marking.Entry": "reason"}, because="Why an account was corrected; it is part of the account.")
