"""How long it is kept who did what of the year wheel, and whose calendar fetches it."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import DELETE, Keep
from kokong.kernel.retention import stays

from .models import WheelFeed, WheelTurn

YEARS_2: Final = 730

RULES: Final[tuple[Keep, ...]] = (
    Keep(
        WheelTurn, by="at", days=YEARS_2, clear="by", name="who did items of the year wheel",
        purpose=_("Who did an item of the year wheel can be asked how it went until the next one is planned."),
    ),
    Keep(
        WheelFeed, by="made", days=YEARS_2, clear=DELETE, told="user_id", name="calendars of the year wheel",
        purpose=_("A calendar fetches the year wheel by a secret address, which its reader may end."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {
            "cooperation.WheelItem": "code months title who material purpose",
            "cooperation.WheelTurn": "state said",
            "cooperation.KeptAgenda": "points",
        },
        because="What comes round each year, and counts that a meeting looked at; it names no person.",
    )
