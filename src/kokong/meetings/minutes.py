"""What was said at a meeting, what was decided, and who does what by when; sent to those who were invited."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kokong.kernel import audit, moves
from kokong.kernel.events import emit
from kokong.people import api as people
from kokong.texts import api as texts

from . import drafting, reading, rules, telling, words, work
from . import models as rows
from .events import MeetingMinuted
from .values import Agreed, Meeting, Refused

BACK: Final = timedelta(days=365)


@dataclass(frozen=True)
class Minutes:
    """The minutes as they stand; `sent` is which wording people were sent, 0 for none."""

    body: str
    version: int
    sent: int
    written: datetime
    agreed: tuple[Agreed, ...]

    @property
    def html(self) -> SafeString:
        """As people read them."""
        return texts.html(self.body)


def minutes(*, meeting_id: int) -> Minutes | None:
    """What is written of a meeting; None where nothing is."""
    row = rows.Minutes.objects.filter(meeting_id=meeting_id).first()
    if row is None:
        return None
    return Minutes(row.body, row.version, row.sent, row.written, agreed(meeting_id=meeting_id))


def agreed(*, meeting_id: int) -> tuple[Agreed, ...]:
    """Decisions, and who does what, in the order in which they were written."""
    found = rows.Agreed.objects.filter(meeting_id=meeting_id).order_by("pk")
    return tuple(_value(each) for each in found)


def _value(row: rows.Agreed) -> Agreed:
    return Agreed(row.text, row.task, row.user_id, row.who, row.due, row.pk)


def taken_on(*, actor: people.Actor, now: datetime) -> tuple[tuple[Meeting, Agreed], ...]:
    """What somebody took on at meetings of the last year, each with its meeting, the latest first."""
    tasks = rows.Agreed.objects.filter(task=True, meeting__begins__gte=now - BACK)
    found = tasks.order_by("-meeting__begins", "pk")
    mine = rows.Meeting.objects.filter(reading.theirs(actor), pk__in=found.values("meeting"))
    known = {each.id: each for each in reading.values(mine)}
    return tuple((known[each.meeting_id], _value(each)) for each in found if each.meeting_id in known)


@transaction.atomic
def write(*, meeting_id: int, body: str, based_on: int, actor: people.Actor, now: datetime) -> int:
    """Keep the minutes, as a new wording; its number. `based_on` is the one that was opened, 0 for none.

    Raises MeetingMissing, NotYours; Refused before it was held, and where somebody else has saved since.
    """
    row = work.mine(meeting_id, actor)
    _must_be_over(row)
    said = drafting.text(body, field="body")
    if not said:
        raise Refused(_("Write what was said. Nothing was kept."), field="body")
    known = rows.Minutes.objects.filter(meeting=row).first()
    if (known.version if known else 0) != based_on:
        raise Refused(_("Somebody else has saved the minutes meanwhile. Take over what you need."), field="body")
    fields = {"body": said, "version": based_on + 1, "written": now, "written_by": actor.user_id}
    rows.Minutes.objects.update_or_create(meeting=row, defaults=fields)
    audit.record(action="meeting.written", subject="meeting", subject_id=row.pk)
    return based_on + 1


@transaction.atomic
def agree(*, meeting_id: int, what: Agreed, actor: people.Actor, now: datetime) -> int:
    """Write down a decision, or what somebody does; its number. Raises MeetingMissing, NotYours, Refused."""
    row = work.mine(meeting_id, actor)
    _must_be_over(row)
    said, who = drafting.line(what.text, field="text"), drafting.line(what.who, field="name")
    if not said:
        raise Refused(_("Say what was decided. Nothing was kept."), field="text")
    if what.task and not who and what.user_id is None:
        raise Refused(_("Say who does it. Nothing was kept."), field="who")
    made = rows.Agreed.objects.create(
        meeting=row, text=said, task=what.task, user_id=what.user_id, who=who, due=_day(what.due, now)
    )
    audit.record(action="meeting.agreed", subject="meeting", subject_id=row.pk)
    return made.pk


@transaction.atomic
def drop(*, meeting_id: int, agreed_id: int, actor: people.Actor) -> None:
    """Take back what was written by mistake. Raises MeetingMissing, NotYours; Refused for what is not there."""
    row = work.mine(meeting_id, actor)
    gone, _each = rows.Agreed.objects.filter(pk=agreed_id, meeting=row).delete()
    if not gone:
        raise Refused(_("That is not there any more. Nothing was changed."))
    audit.record(action="meeting.dropped", subject="meeting", subject_id=row.pk)


@transaction.atomic
def send(*, meeting_id: int, actor: people.Actor, now: datetime) -> int:
    """Send the minutes as they stand to everybody who was invited, each wording once; to how many.

    Raises MeetingMissing, NotYours, MoveRefused; Refused where nothing is written, or nothing new.
    """
    row = work.mine(meeting_id, actor)
    known = rows.Minutes.objects.select_for_update(no_key=True).filter(meeting=row).first()
    if known is None:
        raise Refused(_("Write what was said first. Nothing was sent."))
    if known.sent == known.version:
        raise Refused(_("These minutes have been sent. Change them to send them again."))
    moves.move(row, "minute", states=rules.MEETING, now=now, words=words.STATES, roles=frozenset({rules.HOLDER}))
    rows.Minutes.objects.filter(pk=known.pk).update(sent=known.version)
    came = reading.of(row).counts.came or 0
    emit(MeetingMinuted(row.pk, row.kind, row.subject, row.subject_id, row.begins, came, known.version))
    return telling.minuted(row, version=known.version, now=now)


def _must_be_over(row: rows.Meeting) -> None:
    if row.state not in rules.OVER:
        raise Refused(_("Say first that the meeting was held. Nothing was kept."))


def _day(due: date | None, now: datetime) -> date | None:
    if due is not None and due < now.date():
        raise Refused(_("That day is over. Nothing was kept."), field="due")
    return due
