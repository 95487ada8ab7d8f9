"""How long it is kept who saw to a line of a plan, and who wrote of it. What was decided stays."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import Keep
from kokong.kernel.retention import stays

from .models import PlanItem, PlanNote

YEARS_2: Final = 730
YEARS_5: Final = 1826

RULES: Final[tuple[Keep, ...]] = (
    Keep(
        PlanItem, by="plan__ends", days=YEARS_2, clear="owner_id", name="who saw to lines of action plans",
        purpose=_("Who sees to a line of the action plan is needed while it runs and is followed up."),
    ),
    Keep(
        PlanNote, by="at", days=YEARS_5, clear="by", name="who reported on action plans",
        purpose=_("Who wrote a report on the action plan can be asked what was meant."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {
            "cooperation.ActionPlan": "title stands_on state number body",
            "cooperation.PlanItem": "problem cause what by unit kind sign state result",
            "cooperation.PlanNote": "kind number text",
        },
        because="What a municipality decided and told its council; it names no person.",
    )
