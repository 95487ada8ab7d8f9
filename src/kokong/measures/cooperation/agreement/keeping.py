"""How long what this part holds is kept: that something was shared stays; its words and who decided go."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Keep, stays

from . import rules
from .models import AgreementLine, AgreementSharing

RULES: Final[tuple[Keep, ...]] = (
    Keep(
        AgreementLine, by="made_at", days=5 * 365, clear="made_by ended_by", name="who wrote the agreement",
        purpose=_("Who said what an authority shares can be asked, while the agreement is in force."),
    ),
    Keep(
        AgreementSharing, by="ends", days=rules.KEPT.days, clear="text", name="facts that the police shared",
        purpose=_("What was shared is needed until its end, and for questions a month after."),
    ),
    Keep(
        AgreementSharing, by="ends", days=730, clear="decided_by ended_by", name="who decided to share",
        purpose=_("Who decided to share a fact answers for it, while its lawfulness can be looked into."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {
            "cooperation.AgreementLine": "giver what ground purpose",
            "cooperation.AgreementSharing": "fact purpose",
        },
        because="What two authorities agreed to share, and what for; it names no person.",
    )
