"""What comes back every year: neighbours meet, contact persons meet, and somebody goes through the roster.

Contact persons are told once of each; the meeting of them all is a task of the municipality.
"""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel.nightly import nightly
from kokong.meetings import api as meetings
from kokong.sending import api as sending
from kokong.tasks import api as tasks

from . import gathering, reading, rules
from .alerts import reaching
from .values import Group, GroupMissing

GROUP: Final = "watch_group"
MEET: Final = "watch.meet"
ROSTER: Final = "watch.old_roster"
SOURCE: Final = "watch.contacts_meeting"
TASK: Final = tasks.Kind(
    SOURCE, gettext_lazy("Hold the yearly meeting of contact persons"), icon="person-group",
    roles=frozenset({"coordinator"}), home=False,
)  # fmt: skip
SOON: Final = timedelta(days=30)
"""So long before the day they are told."""


@nightly("10 8 * * *", name="kokong.measures.watch.remind")
def look(_part: str) -> None:
    """Every morning: by then people are up."""
    remind(now=timezone.now())


def remind(*, now: datetime) -> None:
    """Tell contact persons what has come due, and open the task of their meeting; once, however often asked."""
    for group in reading.groups(states=rules.MEETS):
        to = reaching.watchers([group.id], now=now)
        if meets(group, now=now):
            _tell(MEET, group, to, turn=str(group.meeting_due), now=now)
        if group.stale:
            _tell(ROSTER, group, to, turn=str(group.checked or ""), now=now)
    _meet_all(now=now)


def meets(group: Group, *, now: datetime) -> bool:
    """Whether the neighbours should meet soon and no meeting of theirs is to come."""
    if group.meeting_due is None or group.meeting_due > timezone.localdate(now) + SOON:
        return False
    return gathering.next_meeting(group_id=group.id, now=now) is None


def contacts_due(*, now: datetime) -> date | None:
    """When contact persons should meet next; None while no group is active, or one is planned."""
    planned = meetings.meetings(kind=gathering.CONTACTS, states=("draft", *gathering.COMING), since=now)
    since = [each.active_since for each in reading.groups(states=rules.RUNS) if each.active_since]
    if planned or not since:
        return None
    held = [each.begins for each in meetings.meetings(kind=gathering.CONTACTS, states=("held", "minuted"))]
    return timezone.localdate(max([min(since), *held])) + rules.YEARLY


def _meet_all(*, now: datetime) -> None:
    due = contacts_due(now=now)
    wanted = str(due) if due is not None and due <= timezone.localdate(now) + SOON else ""
    for waiting in tasks.waiting(source=SOURCE):
        if waiting != wanted:
            tasks.withdraw(source=SOURCE, source_id=waiting, now=now)
    if wanted:
        tasks.open_task(kind=SOURCE, source=SOURCE, source_id=wanted, now=now)


def _tell(kind: str, group: Group, to: tuple[int, ...], *, turn: str, now: datetime) -> None:
    for user_id in to:
        sending.send(kind=kind, to=sending.To(user_id=user_id), because=(GROUP, group.id), turn=turn, now=now)


def _meet(due: sending.Due, now: datetime) -> sending.Said | None:
    """While they should, and no day is set."""
    group = _group(due.because[1])
    if group is None or group.meeting_due is None or not meets(group, now=now):
        return None
    text = _("The neighbours of %(group)s meet once a year, the next time by %(day)s. Plan the meeting.") % {
        "group": group.name, "day": date_format(group.meeting_due, "j F Y"),
    }  # fmt: skip
    return sending.Said(_("It is time to meet in your watch group"), text, _page(group))


def _old(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """Until somebody has gone through it."""
    group = _group(due.because[1])
    if group is None or not group.stale:
        return None
    text = _("Nobody has gone through the roster of %(group)s for a year. Who has moved in, who has left?")
    said = text % {"group": group.name}
    return sending.Said(_("Go through the roster of your watch group"), said, _page(group))


def _group(number: int) -> Group | None:
    try:
        found = reading.group(group_id=number)
    except GroupMissing:
        return None
    return found if found.state in rules.MEETS else None


def _page(group: Group) -> str:
    return reverse("watch:care", args=[group.id])


_CHOSEN: Final[dict[str, Any]] = {
    "offers": ("page", "email"), "usual": ("page", "email"), "roles": rules.OWN, "may_turn_off": True,
}  # fmt: skip
MEET_TOLD: Final = sending.Kind(MEET, gettext_lazy("It is time to meet in your watch group"), _meet, **_CHOSEN)
ROSTER_TOLD: Final = sending.Kind(
    ROSTER, gettext_lazy("Go through the roster of your watch group"), _old, **_CHOSEN
)
