"""Who is invited to a meeting. Each is written to once; whoever is invited to an announced one, at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.people import api as people

from . import drafting, reading, rules, telling, work
from . import models as rows
from .values import Refused, Who


@transaction.atomic
def invite(*, meeting_id: int, guests: Iterable[Who], actor: people.Actor, now: datetime) -> int:
    """Invite people; how many of them were not invited before.

    Raises MeetingMissing, NotYours; Refused for what is no address, for somebody who does not work here, and once
    it is over or cancelled: then nobody of them is.
    """
    row = work.mine(meeting_id, actor)
    if row.state not in {"draft", *rules.COMING}:
        raise Refused(_("Nobody can be invited to this meeting any more. Nothing was changed."))
    fresh = [_invited(row, fields, now) for fields in map(_fit, guests)]
    made = [each for each in fresh if each is not None]
    if rows.Invitation.objects.filter(meeting=row).count() > rules.MOST_INVITED:
        raise Refused(_("At most %(n)d invitations, please. Nothing was changed.") % {"n": rules.MOST_INVITED})
    if made:
        audit.record(action="meeting.invited", subject="meeting", subject_id=row.pk, detail={"count": len(made)})
    if row.state in rules.COMING:
        telling.invite(row, now=now)
    return len(made)


@transaction.atomic
def leave_out(*, meeting_id: int, invitation_id: int, actor: people.Actor) -> None:
    """Take somebody off the list who has not been written to yet. Raises MeetingMissing, NotYours, Refused."""
    row = work.mine(meeting_id, actor)
    gone, _each = rows.Invitation.objects.filter(
        pk=invitation_id, meeting=row, told=None, answer="", came=None
    ).delete()
    if not gone:
        raise Refused(_("They have been invited, so they stay on the list. Nothing was changed."))
    audit.record(action="meeting.left_out", subject="meeting", subject_id=row.pk)


def _invited(row: rows.Meeting, fields: dict[str, Any], now: datetime) -> rows.Invitation | None:
    """The new invitation; None for somebody who is invited already."""
    known = rows.Invitation.objects.filter(meeting=row)
    if fields["user_id"] and known.filter(user_id=fields["user_id"]).exists():
        return None
    if fields["email"] and known.filter(email=fields["email"]).exists():
        return None
    made: rows.Invitation = rows.Invitation.objects.create(meeting=row, made=now, **fields)
    return made


def _fit(who: Who) -> dict[str, Any]:
    name, email = drafting.line(who.name, field="name"), who.email.strip().lower()
    if who.user_id is not None:
        if not people.names(user_ids=frozenset({who.user_id})):
            raise Refused(_("That person does not work here. Nobody was invited."), field="guests")
        return {"user_id": who.user_id, "name": "", "email": ""}
    if not name and not email:
        raise Refused(_("Give a name or an e-mail address. Nobody was invited."), field="guests")
    if email:
        _address(email)
    return {"user_id": None, "name": name, "email": email}


def _address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(
            _("“%(address)s” is no e-mail address. Nobody was invited.") % {"address": email}, field="guests"
        ) from error


@transaction.atomic
def ask_for(*, meeting_id: int, who: Who, now: datetime) -> None:
    """Somebody without an account asks, on a public page, to be invited by an address: its letter with the link
    goes there. Nothing is anybody's before the link was pressed, and nothing tells whether it was invited before.

    Whoever was gets the letter once more, at most every ten minutes; what they are called stays. The room that has
    the page has decided that everybody may come. Raises MeetingMissing; Refused for what is no address, where the
    meeting takes no answers, and where very many ask within an hour.
    """
    row = reading.row_of(meeting_id, lock=True)
    if rules.may_answer(state=row.state, ends=row.ends, now=now):
        raise Refused(_("Nobody can be invited to this meeting any more. Nothing was changed."))
    fields = _fit(replace(who, user_id=None))
    if not fields["email"]:
        raise Refused(_("Give an e-mail address. Nobody was invited."), field="email")
    known = rows.Invitation.objects.filter(meeting=row)
    if known.filter(made__gt=now - timedelta(hours=1)).count() >= rules.MOST_ASKING:
        raise Refused(_("Very many are asking right now. Nothing was sent: try again in an hour."))
    made = _invited(row, fields, now)
    if made is not None:
        telling.invite(row, now=now)
        audit.record(action="meeting.asked_for", subject="meeting", subject_id=row.pk)
        return
    again = known.filter(email=fields["email"]).order_by("pk").first()
    if again is not None:
        telling.tell(telling.INVITED, again, turn=f"{now:%Y-%m-%dT%H}:{now.minute // 10}", now=now)
