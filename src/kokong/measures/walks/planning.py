"""Walks planned, announced, held, followed up, ended and cancelled, with the meetings that they are made of."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.moves import Move, move
from kokong.meetings import api as meetings
from kokong.people import api as people

from . import kinds, route, rules, words
from . import models as rows
from .events import WalkMoved
from .values import Draft, Parts, Refused, WalkMissing

PARTS = ("leader", "notes", "photos", "police", "owners")


@transaction.atomic
def plan(*, draft: Draft, actor: people.Actor, now: datetime, follows: int | None = None) -> int:
    """Write down a walk and the meeting that it is, which nobody is told of yet; its number. `follows` is the walk
    on the same ground before it.

    Raises Refused for stops that are none, for more than twenty places and a time that is none.
    """
    row = rows.Walk.objects.create(**_columns(draft), planned=now, follows_id=follows)
    audit.record(action="walk.planned", subject=kinds.SUBJECT, subject_id=row.pk)
    meetings.plan(kind=kinds.WALK, draft=_meeting(draft), because=(kinds.SUBJECT, row.pk), actor=actor, now=now)
    return row.pk


@transaction.atomic
def change(*, walk_id: int, draft: Draft, actor: people.Actor, now: datetime) -> None:
    """Correct what was written. Once it is announced its time and place are moved on the meeting's own page.

    Raises WalkMissing; Refused once it was walked or cancelled, and what `plan` refuses.
    """
    row = row_of(walk_id)
    if row.state not in rules.COMING:
        raise Refused(_("This walk is over. Plan a new one. Nothing was changed."))
    rows.Walk.objects.filter(pk=row.pk).update(**_columns(draft))
    held = kinds.the_walk(row.pk)
    if held is not None:
        meetings.change(meeting_id=held.id, draft=_meeting(draft), actor=actor, now=now)
    audit.record(action="walk.changed", subject=kinds.SUBJECT, subject_id=row.pk)


@transaction.atomic
def act(*, walk_id: int, action: str, actor: people.Actor, now: datetime, said: str = "") -> Move:
    """Take the walk a step further, and its meeting with it.

    Raises WalkMissing; MoveRefused and NotYours as `kernel.moves` does; Refused as `meetings` does.
    """
    row = row_of(walk_id)
    held = kinds.the_walk(row.pk)
    if rules.WALK.after(row.state, action) and held is not None:
        _with_meeting(action, held, actor=actor, now=now, said=said)
    changes: dict[str, Any] = {}
    if action == "walk":
        changes["walked"] = held.begins if held is not None else now
    if action in {"finish", "cancel"}:
        changes["ended"] = now
    done = move(
        row, action, states=rules.WALK, now=now, public=said, words=words.STATES, changes=changes,
        tell=lambda each: WalkMoved(each.subject_id),
    )  # fmt: skip
    if action == "walk" and held is not None:
        _propose_follow_up(row, held, actor=actor, now=now)
    return done


def parts(*, walk_id: int) -> Parts:
    """Who has which part. Reading it is logged. Raises WalkMissing."""
    row = rows.Walk.objects.filter(pk=walk_id).first()
    if row is None:
        raise WalkMissing("")
    found = Parts(**{name: getattr(row, name) for name in PARTS})
    if any(vars(found).values()):
        audit.read(action="walk.parts_read", subject=kinds.SUBJECT, subject_id=walk_id, rows=[walk_id])
    return found


def row_of(walk_id: int) -> rows.Walk:
    """A walk's row, locked. Raises WalkMissing."""
    row = rows.Walk.objects.select_for_update(no_key=True).filter(pk=walk_id).first()
    if row is None:
        raise WalkMissing("")
    return row


def _with_meeting(action: str, held: meetings.Meeting, *, actor: people.Actor, now: datetime, said: str) -> None:
    if action == "open" and held.state == "draft":
        meetings.announce(meeting_id=held.id, actor=actor, now=now)
    if action == "walk" and held.state in {"announced", "moved"}:
        meetings.hold(meeting_id=held.id, actor=actor, now=now)
    if action == "cancel" and held.state in {"draft", "announced", "moved"}:
        meetings.cancel(meeting_id=held.id, said=said, actor=actor, now=now)


def _propose_follow_up(row: rows.Walk, held: meetings.Meeting, *, actor: people.Actor, now: datetime) -> None:
    """A draft for two to three weeks later, with those who came or meant to; nobody is told before it is sent."""
    if kinds.follow_up(row.pk) is not None:
        return
    begins = held.local.replace(tzinfo=None, fold=0) + rules.FOLLOW_UP
    local_now = timezone.localtime(now).replace(tzinfo=None)
    while begins <= local_now:
        begins += timedelta(days=7)
    draft = meetings.Draft(
        _("Follow-up: %(walk)s") % {"walk": row.title}, begins, lasts=60, place=held.place, host=held.host,
        audience=held.audience, fold=0,
    )  # fmt: skip
    number = meetings.plan(
        kind=kinds.AFTER, draft=draft, because=(kinds.SUBJECT, row.pk), follows=held.id, actor=actor, now=now
    )
    here = people.working()
    guests = [
        meetings.Who(each.name, each.email, each.user_id)
        for each in meetings.guests(meeting_id=held.id)
        if (each.came or each.seat == "in")
        and (each.email or each.name or each.user_id)
        and (each.user_id is None or each.user_id in here)
    ]
    meetings.invite(meeting_id=number, guests=guests, actor=actor, now=now)


def _columns(draft: Draft) -> dict[str, Any]:
    if not 1 <= draft.places <= rules.MOST_PEOPLE:
        raise Refused(
            _("At most %(n)d people walk together. Nothing was changed.") % {"n": rules.MOST_PEOPLE},
            field="places",
        )
    way = route.over_streets(draft.stops)
    return {
        "title": draft.title, "purpose": draft.purpose, "access": draft.access,
        "themes": " ".join(code for code in rules.THEMES if code in draft.themes),
        "stops": "\n".join(each.line for each in way.stops), "route": [list(each) for each in way.corners],
        "length_m": way.length_m, **{name: getattr(draft, name) for name in PARTS},
    }  # fmt: skip


def _way(draft: Draft) -> str:
    """How one walks, for the invitation."""
    way = route.over_streets(draft.stops)
    said = _("The way: %(stops)s; %(m)d m, about %(minutes)d minutes.")
    names = " – ".join(stop.name for stop in way.stops)
    return said % {"stops": names, "m": way.length_m, "minutes": rules.minutes(way.length_m)}


def _meeting(draft: Draft) -> meetings.Draft:
    """The meeting that the walk is, in words that everybody may read."""
    about = [draft.purpose]
    if draft.stops:
        about.append(_way(draft))
    if draft.access:
        about.append(_("Accessibility: %(said)s") % {"said": draft.access})
    return meetings.Draft(
        draft.title, draft.begins, lasts=draft.lasts, place=draft.place, places=draft.places,
        description="\n\n".join(about),
    )  # fmt: skip
