"""How long what is known of a burglary is kept. How many there were, of which kind and when, stays."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, stays

from . import rules
from .models import Burglary, BurglaryVersion, NewsEvent, NewsSetting, PolicePart

RULES: Final = (
    Keep(
        PolicePart,
        by="written",
        days=rules.CONTACT_KEPT.days,
        clear="contact",
        what=_("Contact details"),
        name="burglary contacts",
        purpose=_("The contact is no longer needed; the burglary and its case number stay."),
    ),
    Keep(
        PolicePart,
        by="written",
        days=rules.CASE_NUMBER_KEPT.days,
        clear="case_number",
        what=_("Case number"),
        name="case numbers",
        purpose=_("Finds the case in the police's own system while it may be asked about; it stays there."),
    ),
    Keep(
        Burglary,
        by="latest",
        days=rules.HOME_KEPT.days,
        clear="dwelling reported_by confirmed_by withdrawn_by",
        what=_("The home"),
        name="burgled homes",
        purpose=_("Where burglaries happened is what risk and effect are reckoned from; their number stays."),
    ),
    Keep(
        BurglaryVersion,
        by="at",
        days=rules.REASON_KEPT.days,
        clear="user_id reason changes",
        name="reasons of changes",
        purpose=_(
            "Why a burglary was withdrawn or corrected, and what it said before, explains what was done then."
        ),
    ),
    Keep(
        NewsEvent,
        by="at",
        days=rules.NEWS_KEPT.days,
        clear=DELETE,
        told="kind title summary url place",
        name="police news",
        purpose=_("News are for reading, not for keeping."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    code = "A word from a list of our own; says nothing of a person once the home is forgotten."
    stays(
        {
            "incidents.Burglary": "state dwelling_kind entry_point source",
            "incidents.BurglaryVersion": "action",
        },
        because=code,
    )
    place = "Which news the municipality reads, and why fetching them failed."
    stays({NewsSetting._meta.label: "place problem"}, because=place)
