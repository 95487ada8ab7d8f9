"""How long it is known who wrote and froze. What was said stays: it names nobody."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import Keep
from kokong.kernel.retention import stays

from .models import PictureText, PictureVersion

YEARS_5: Final = 1826
RULES: Final = (
    Keep(
        PictureText, by="at", days=YEARS_5, clear="user_id", name="who wrote the picture's text",
        purpose=_("Who wrote is asked when a picture is discussed, and for questions afterwards."),
    ),
    Keep(
        PictureVersion, by="at", days=YEARS_5, clear="user_id", name="who froze pictures",
        purpose=_("Who froze a picture answers for it, while it is used and for questions afterwards."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {"cooperation.PictureText": "mapping other analysis conclusions",
         "cooperation.PictureVersion": "text contents"},
        because="What two authorities say of their municipality, in counts and words; it names no person.",
    )  # fmt: skip
