"""The meetings of groups: to start one, of its neighbours each year, and of all contact persons."""

from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.meetings import api as meetings

from . import models as rows
from . import rules

START: Final = "watch.start"
NEIGHBOURS: Final = "watch.neighbours"
CONTACTS: Final = "watch.contacts"
COMING: Final = ("announced", "moved")


def _page(group_id: int) -> str:
    return reverse("watch:group", args=[group_id])


def _called(group_id: int) -> str:
    return rows.Group.objects.filter(pk=group_id).values_list("name", flat=True).first() or ""


KINDS: Final = (
    meetings.MeetingKind(
        START, _("Start meeting of a watch group"), page=_page, called=_called,
        audience=_("Everybody who lives in the group’s area"),
    ),
    meetings.MeetingKind(
        NEIGHBOURS, _("Neighbours’ meeting of a watch group"), own=rules.OWN, page=_page, called=_called,
        audience=_("Members of the group"),
    ),
    meetings.MeetingKind(CONTACTS, _("Meeting of contact persons"), audience=_("Contact persons of all groups")),
)  # fmt: skip


def next_meeting(*, group_id: int, now: datetime) -> meetings.Meeting | None:
    """The next meeting of a group that people know of; None where none is announced."""
    found = meetings.meetings_of(("watch_group", group_id), states=COMING, since=now)
    return found[-1] if found else None
