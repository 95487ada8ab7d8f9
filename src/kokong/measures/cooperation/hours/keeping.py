"""How long what this part holds is kept: what was corrected stays; who corrected it goes."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Keep, stays

from .models import HoursCorrection

RULES: Final[tuple[Keep, ...]] = (
    Keep(
        HoursCorrection, by="at", days=730, clear="user_id", name="who corrected hours",
        purpose=_("Who corrected the hours of a measure can be asked, while the year is accounted for."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {"cooperation.HoursCorrection": "measure reason"},
        because="Hours of a measure in a month, and why they are others; it names no person.",
    )
