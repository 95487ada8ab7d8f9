"""How long it is known who was invited to a meeting, who came and who spoke. Meetings and counts stay."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import DELETE, Keep, stays

from .models import Agreed, Feed, Invitation, Meeting, Minutes, Offer, WalkIn

DAYS: Final = 365
"""Until the next year's meeting is invited to."""
WRITTEN_DAYS: Final = 730

RULES: Final = (
    Keep(
        Invitation, of="email user_id", by="meeting__begins", days=DAYS, clear="user_id name email",
        name="people invited to meetings", what=_("Names and addresses"),
        purpose=_("Who was invited is asked until the next year’s meeting; how many answered and came stays."),
    ),
    Keep(
        WalkIn, by="meeting__begins", days=DAYS, clear="name", name="people who came to meetings",
        purpose=_("Who came without being invited is asked until the next year’s meeting; how many stays."),
    ),
    Keep(
        Meeting, by="begins", days=WRITTEN_DAYS, clear="host made_by", name="who held meetings",
        purpose=_("Who held a meeting can be asked about it, for as long as people ask."),
    ),
    Keep(
        Minutes, by="written", days=WRITTEN_DAYS, clear="written_by", name="who wrote minutes",
        purpose=_("Who wrote minutes can be asked about them, for as long as people ask."),
    ),
    Keep(
        Agreed, by="meeting__begins", days=WRITTEN_DAYS, clear="user_id who", name="who took on tasks at meetings",
        purpose=_("Who took something on is needed until it is done, and for as long as people ask."),
    ),
    Keep(
        Offer, of="user_id", by="ends", days=90, clear=DELETE, told="user_id topic zone", name="times of speakers",
        purpose=_("When somebody can come and speak is needed until that time is over."),
    ),
    Keep(
        Feed, of="user_id", by="made", days=730, clear=DELETE, told="user_id", name="addresses of calendars",
        purpose=_("A calendar’s secret address is asked for anew every other year, so that none is forgotten."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {
            "meetings.Meeting": "kind subject uid zone state",
            "meetings.Invitation": "answer seat",
        },
        because="A word from a list of our own, or a random number; says nothing of a person.",
    )
    stays(
        {
            "meetings.Meeting": "title place point audience description said",
            "meetings.Material": "title url",
            "meetings.Minutes": "body",
            "meetings.Agreed": "text",
        },
        because="What those who are invited are told of a meeting, and what was agreed there: a public record.",
    )
