"""A campaign led from a draft to what goes out, and back. Each step needs a sentence."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import tenancy
from kokong.kernel.moves import move

from . import going, jobs, reading, rules, writing
from . import models as rows
from . import words as said
from .values import Campaign, Refused


@transaction.atomic
def act(
    *,
    campaign_id: int,
    action: str,
    why: str,
    version: int,
    at: datetime | None = None,
    now: datetime,
) -> Campaign:
    """Do one of `rules.BY_HAND` with the version that the person saw, and say why in a sentence.

    `at`: when it goes out; now without. Raises Missing, Refused, MoveRefused, NotYours.
    """
    row = writing.locked(campaign_id)
    found, sentence = reading.campaign(campaign_id=campaign_id), _sentence(why)
    if action not in rules.BY_HAND or found.version != version:
        raise Refused(_("Somebody has changed this campaign meanwhile. See how it stands now. Nothing was done."))
    today = timezone.localdate(now)
    if code := rules.against(reading.standing(found), action, authority=tenancy.current().authority, today=today):
        raise Refused(_("%(why)s Nothing was changed.") % {"why": said.AGAINST[code]})
    changes = {"changed": now, **_changes(found, action, at=at, now=now)}
    move(row, action, states=rules.COURSE, now=now, reason=sentence, words=said.STATES, changes=changes)
    if action == "schedule":
        jobs.look(row.pk, at=row.at)
    if action == "withdraw":
        going.take_down(row, now=now)
    return reading.campaign(campaign_id=campaign_id)


def _changes(found: Campaign, action: str, *, at: datetime | None, now: datetime) -> dict[str, Any]:
    if action == "propose":
        return {"proposed_by": tenancy.current().authority}
    if action == "send_back":
        return {"proposed_by": ""}
    if action == "call_off":
        return {"at": None}
    return {"at": _at(found, at, now=now)} if action == "schedule" else {}


def _at(found: Campaign, at: datetime | None, *, now: datetime) -> datetime:
    if at is None:
        return now
    if at <= now:
        raise Refused(_("Choose a time that is still to come. Nothing was changed."), field="at")
    if at >= reading.ends_at(found):
        raise Refused(_("It would be over before it goes out. Nothing was changed."), field="at")
    return at


def _sentence(why: str) -> str:
    text = " ".join(tables.clean(why).split())
    if not 0 < len(text) <= rules.SENTENCE:
        raise Refused(
            _("Say in a sentence why (at most %(n)d letters). Nothing was changed.") % {"n": rules.SENTENCE},
            field="why",
        )
    return text


@transaction.atomic
def tick(*, campaign_id: int, now: datetime) -> None:
    """What the clock does with a campaign: it goes out when its time has come, and is over after its last day."""
    row = rows.Campaign.objects.select_for_update(no_key=True).filter(pk=campaign_id).first()
    if row is None:
        return
    ends = rules.ends_at(row.ends, zone=reading.zone())
    due = rules.due(state=row.state, at=row.at, ends=ends, now=now)
    if due == "go":
        move(row, "go", states=rules.COURSE, now=now, changes={"changed": now})
        going.begin(row, now=now)
        jobs.look(row.pk, at=ends)
    elif due == "end":
        move(row, "end", states=rules.COURSE, now=now, changes={"changed": now})
        going.take_down(row, now=now)
