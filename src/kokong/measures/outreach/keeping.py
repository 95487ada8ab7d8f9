"""How long it is known who wrote a campaign and who wants the newsletter. What was said to everybody stays."""

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop as _

from kokong.kernel.keep import DELETE, Keep
from kokong.kernel.retention import stays

from .models import Asking, PressOffice, Reply, Revision, Subscriber

RULES: Final = (
    Keep(
        Revision, by="at", days=730, clear="by", name="who wrote campaigns",
        purpose=_("Who wrote a campaign can be asked about it, for as long as people ask."),
    ),
    Keep(
        Subscriber, of="email", by="asked", days=30, clear=DELETE, among=Q(confirmed=None),
        name="people who asked for the newsletter", told="email areas homes language", what=_("E-mail address"),
        purpose=_(
            "Whoever asked for the newsletter is kept until they have had time to confirm it; whoever has, until "
            "they leave."
        ),
    ),
    Keep(
        Subscriber, by="phone_asked", days=1, clear="phone", among=Q(phone_confirmed=None), told="phone",
        name="numbers that nobody proved", what=_("Telephone number"),
        purpose=_("A number is kept for a day until the code that went there is written back."),
    ),
    Keep(
        PressOffice, of="email", by="added", days=1095, clear=DELETE, name="the press list", told="outlet email",
        what=_("E-mail address"),
        purpose=_("Editorial offices get our releases until they are taken off the list, at most three years."),
    ),
    Keep(
        Reply, of="email", by="got", days=365, clear="email title text answer taken_by", name="replies to letters",
        told="email title text answer taken_by language", what=_("Address and words"),
        purpose=_("Whoever wrote to us is answered, and can be answered again for a year. Counts stay."),
    ),
    Keep(
        Asking, by="at", days=1, clear=DELETE, name="links to newsletters asked for",
        purpose=_("How many links were asked for within the hour keeps the page from being misused."),
    ),
)  # fmt: skip


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {
            "outreach.Campaign": "season language homes areas state proposed_by",
            "outreach.Revision": "channels",
            "outreach.Part": "channel state reference key",
            "outreach.Link": "channel code",
            "outreach.Reply": "channel key state",
        },
        because="A word from a list of our own, a number, or a random code; says nothing of a person.",
    )
    stays(
        {"outreach.Campaign": "name goal", "outreach.Revision": "title lead body link own",
         "outreach.Link": "address"},
        because="What the municipality says to everybody, and why: a public record, without a person in it.",
    )  # fmt: skip
    stays(
        {"outreach.Part": "where answer"},
        because="Where it was published, and what another program answered; no address of a person is among it.",
    )
