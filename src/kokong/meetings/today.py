"""What of meetings waits today: one's own of the next days, and those that have been and are not settled."""

from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from kokong.kernel.today import Day, Line, section
from kokong.people import api as people

from . import guards, lists, messages
from .values import Meeting

DAYS: Final = timedelta(days=7)


def day(*, actor: people.Actor, now: datetime) -> Day:
    """Meetings to hold, and meetings to say of that they were, to minute, or to cancel."""
    if not (actor.may("meeting.see") or guards.has_own(actor)):
        return Day()
    coming = [_line(each, messages.when(each)) for each in lists.coming(actor=actor, until=now + DAYS, now=now)]
    past = [_line(each, _missing(each)) for each in lists.unsettled(actor=actor, now=now)]
    url = reverse("meetings:list")
    return Day(
        sections=(
            section(
                "past_meetings", _("Meetings without minutes"), past, url=f"{url}?which=open", column="second"
            ),
            section("coming_meetings", _("Your meetings"), coming, url=f"{url}?whose=mine", column="below"),
        )
    )


def _line(meeting: Meeting, detail: str) -> Line:
    return Line(meeting.title, detail, reverse("meetings:meeting", args=[meeting.id]))


def _missing(meeting: Meeting) -> str:
    """What is still to be said of it."""
    if meeting.state != "held":
        return _("Was it held?")
    return _("Nobody is ticked off yet") if meeting.counts.came is None else _("No minutes are sent yet")
