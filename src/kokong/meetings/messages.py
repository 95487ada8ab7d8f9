"""What those who are invited are written, in their own language, from what is true when it is sent."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kokong.kernel import installation, times
from kokong.kernel.models import Municipality
from kokong.kernel.moves import history
from kokong.people import api as people
from kokong.sending import api as sending

from . import calendar, links, reading, rules, telling
from . import models as rows
from .values import Meeting, MeetingMissing

Found = tuple[rows.Invitation, Meeting]


def _found(due: sending.Due) -> Found | None:
    """The invitation and its meeting; None where they are gone."""
    row = rows.Invitation.objects.filter(pk=due.because[1]).first()
    try:
        return (row, reading.meeting(meeting_id=row.meeting_id)) if row is not None else None
    except MeetingMissing:
        return None


def _say_invited(due: sending.Due, now: datetime) -> sending.Said | None:
    """While people may answer."""
    found = _found(due)
    if found is None or _closed(found[1], now):
        return None
    title = _("Invitation: %(title)s") % {"title": found[1].title}
    said = _said(title, *found, _description(found[1]), _("Answer here whether you come, yes, no or maybe:"))
    return _with_event(said, due, found, now)


def _say_moved(due: sending.Due, now: datetime) -> sending.Said | None:
    """The last change only: an earlier one is no longer true."""
    found = _found(due)
    if found is None or _closed(found[1], now) or due.turn != telling.turn(_last_move(found[1])):
        return None
    row, meeting = found
    title = _("New time or place: %(title)s") % {"title": meeting.title}
    was = _("You have said that you come. If this does not suit you, change your answer here:")
    other = _("Answer here whether you come, yes, no or maybe:")
    said = _said(title, row, meeting, meeting.said, was if row.answer == "yes" else other)
    return _with_event(said, due, found, now)


def _say_cancelled(due: sending.Due, now: datetime) -> sending.Said | None:
    """Also after its time: somebody may stand at the door."""
    found = _found(due)
    if found is None or found[1].state != "cancelled":
        return None
    title = _("Cancelled: %(title)s") % {"title": found[1].title}
    return _with_event(_said(title, *found, found[1].said), due, found, now)


def _say_seated(due: sending.Due, now: datetime) -> sending.Said | None:
    """While they have the place."""
    found = _found(due)
    if found is None or _closed(found[1], now) or found[0].seat != "in":
        return None
    title = _("You have a place: %(title)s") % {"title": found[1].title}
    why = _("Somebody else could not come, so there is a place for you. If you can’t come, say so here:")
    return _with_event(_said(title, *found, why), due, found, now)


def _say_reminder(due: sending.Due, now: datetime) -> sending.Said | None:
    """Before it begins, to those who still come, of the time that still holds."""
    found = _found(due)
    if found is None or _closed(found[1], now) or found[1].begins <= now:
        return None
    row, meeting = found
    if row.answer not in {"yes", "maybe"} or row.seat == "waiting" or telling.turn(meeting.begins) != due.turn:
        return None
    title = _("Reminder: %(title)s") % {"title": meeting.title}
    return _said(title, row, meeting, _("If you can’t come, say so here, so that somebody else gets the place:"))


def _say_minutes(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """The latest wording only."""
    found = _found(due)
    written = rows.Minutes.objects.filter(meeting_id=found[0].meeting_id).first() if found else None
    if found is None or written is None or str(written.version) != due.turn:
        return None
    title = _("Minutes: %(title)s") % {"title": found[1].title}
    return _said(title, *found, written.body, _("What was decided, and who does what, is here:"))


def _say_booked(due: sending.Due, now: datetime) -> sending.Said | None:
    """While it is booked."""
    row = rows.Offer.objects.filter(pk=due.because[1], meeting__begins__gt=now).first()
    if row is None or row.meeting_id is None or row.meeting_id != due.context.get("meeting"):
        return None
    meeting = reading.meeting(meeting_id=row.meeting_id)
    title = _("You are booked as a speaker: %(title)s") % {"title": meeting.title}
    facts = "\n".join(line for line in (when(meeting), meeting.place, row.topic) if line)
    return sending.Said(title, facts, reverse("meetings:speakers"))


def _say_freed(due: sending.Due, now: datetime) -> sending.Said | None:
    """While nobody has booked it again."""
    row = rows.Offer.objects.filter(pk=due.because[1], begins__gt=now, meeting=None).first()
    if row is None:
        return None
    day = date_format(times.on_the_wall(row.begins, row.zone), pgettext("day of a meeting", "l j F Y"))
    text = _("You are not needed as a speaker on %(day)s. Your time is free again.") % {"day": day}
    return sending.Said(_("A meeting does without you"), text, reverse("meetings:speakers"))


def preview(meeting: Meeting) -> tuple[str, str]:
    """The title and the words of the invitation, as people are sent it; without the link, which each has own."""
    facts = "\n".join(line for line in (when(meeting), meeting.place) if line)
    title = _("Invitation: %(title)s") % {"title": meeting.title}
    return title, "\n\n".join(part for part in (facts, _description(meeting)) if part)


def _last_move(meeting: Meeting) -> datetime:
    return max(each.at for each in history(subject="meeting", subject_id=meeting.id) if each.action == "move")


def _closed(meeting: Meeting, now: datetime) -> bool:
    return bool(rules.may_answer(state=meeting.state, ends=meeting.ends, now=now))


def _said(title: str, row: rows.Invitation, meeting: Meeting, *more: str) -> sending.Said:
    """The letter: when and where first, then what there is to say."""
    facts = "\n".join(line for line in (when(meeting), meeting.place) if line)
    return sending.Said(title, "\n\n".join(part for part in (facts, *more) if part), link(row))


def _with_event(said: sending.Said, due: sending.Due, found: Found, now: datetime) -> sending.Said:
    """The same with the event for the reader's calendar, in a letter."""
    row, meeting = found
    attendee = _attendee(row, now)
    if due.way != "email" or attendee is None:
        return said
    method: calendar.Method = "CANCEL" if meeting.state == "cancelled" else "REQUEST"
    home = Municipality.objects.get(pk=row.municipality_id).signed
    text = calendar.letter(
        meeting, method=method, attendee=attendee, organiser=home,
        link=installation.current().url + said.url, now=now,
    )  # fmt: skip
    return replace(said, calendar=sending.Calendar(method, text))


def _attendee(row: rows.Invitation, now: datetime) -> calendar.Attendee | None:
    if row.user_id is None:
        return calendar.Attendee(row.email, row.name, row.answer) if row.email else None
    person = people.member(user_id=row.user_id, now=now)
    return calendar.Attendee(person.email, person.name, row.answer) if person else None


def link(row: rows.Invitation) -> str:
    """Where an invitation is answered."""
    return reverse("meetings:answer", args=[links.secret_of(row)])


def when(meeting: Meeting) -> str:
    """The day and the time by the clock there: "Thursday 5 March 18:30–20:00"."""
    begins, ends = meeting.local, meeting.local_end
    day = date_format(begins, pgettext("day of a meeting", "l j F Y"))
    until = date_format(ends, "H:i") if ends.date() == begins.date() else date_format(ends, "j F H:i")
    return f"{day} {begins:%H:%M}–{until}"


def _description(meeting: Meeting) -> str:
    host = _("Host: %(name)s") % {"name": meeting.host} if meeting.host else ""
    audience = _("For: %(whom)s") % {"whom": meeting.audience} if meeting.audience else ""
    return "\n\n".join(part for part in (meeting.description, audience, host) if part)


_USUAL: Final[dict[str, Any]] = {"roles": rules.DESK}
KINDS: Final = (
    sending.Kind(telling.INVITED, gettext_lazy("Invitation to a meeting"), _say_invited, **_USUAL),
    sending.Kind(telling.MOVED, gettext_lazy("A meeting has another time or place"), _say_moved, **_USUAL),
    sending.Kind(telling.CANCELLED, gettext_lazy("A meeting is cancelled"), _say_cancelled, **_USUAL),
    sending.Kind(telling.SEATED, gettext_lazy("A place at a meeting"), _say_seated, **_USUAL),
    sending.Kind(telling.MINUTES, gettext_lazy("Minutes of a meeting"), _say_minutes, **_USUAL),
    sending.Kind(telling.BOOKED, gettext_lazy("You are booked as a speaker"), _say_booked, **_USUAL),
    sending.Kind(telling.FREED, gettext_lazy("A meeting does without you"), _say_freed, **_USUAL),
    sending.Kind(telling.REMINDER, gettext_lazy("A meeting is soon"), _say_reminder, **_USUAL),
)
