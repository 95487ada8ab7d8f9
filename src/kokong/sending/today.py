"""What of messages waits today: those that did not go out, for those who can see to it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.kernel.today import SHOWN, Day, Line, Section
from kokong.people import api as people

from . import reading, words


def day(*, actor: people.Actor, now: datetime) -> Day:
    """Messages that failed, or of which nobody knows whether they arrived."""
    del now
    total = reading.count_undelivered() if actor.may("message.mend") else 0
    if not total:
        return Day()
    page = reverse("sending:undelivered")
    lines = [
        Line(
            title=each.words,
            detail=f"{words.WAYS[each.way]}: {words.STATES[each.state]}",
            url=f"{page}#message-{each.id}",
            moment=each.made,
        )
        for each in reading.undelivered(limit=SHOWN)
    ]
    return Day(sections=(Section("undelivered", _("Messages that did not go out"), lines, total, page, "second"),))
