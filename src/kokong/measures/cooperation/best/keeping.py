"""How long what this part holds is kept: what was decided stays; who said it goes."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Keep, stays

from .models import BestAnswer

RULES: Final[tuple[Keep, ...]] = (
    Keep(
        BestAnswer, by="at", days=730, clear="user_id", name="who answered suggestions",
        purpose=_("Who accepted or refused a suggested measure can be asked why, as long as the plan runs."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {"cooperation.BestAnswer": "measure reason figures"},
        because="A decision of two authorities about an area, with its figures; it names no person.",
    )
