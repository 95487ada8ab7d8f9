"""The three meetings of a walk, as `meetings` holds them: before, the walk itself, and what follows."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kokong.meetings import api as meetings

from . import models as rows
from . import rules

BEFORE, WALK, AFTER = "walk.before", "walk.walk", "walk.after"
SUBJECT: Final = "walk"


def declare() -> None:
    """Make the kinds known; called once, when the app is ready."""
    for code, name, places in (
        (BEFORE, _("Pre-meeting of a safety walk"), None),
        (WALK, _("Safety walk"), rules.MOST_PEOPLE),
        (AFTER, _("Follow-up of a safety walk"), None),
    ):
        meetings.declare(
            meetings.MeetingKind(
                code, name, hold=rules.DESK, see=rules.DESK, places=places, page=_page, called=_called
            )
        )


def the_walk(walk_id: int) -> meetings.Meeting | None:
    """The meeting that is the walk itself; None where there is none."""
    return _last(walk_id, WALK)


def follow_up(walk_id: int) -> meetings.Meeting | None:
    """The meeting after it; None where there is none."""
    return _last(walk_id, AFTER)


def _last(walk_id: int, kind: str) -> meetings.Meeting | None:
    found = meetings.meetings_of((SUBJECT, walk_id), kind=kind)
    return next((each for each in found if each.state != "cancelled"), found[0] if found else None)


def _page(walk_id: int) -> str:
    return reverse("walks:walk", args=[walk_id])


def _called(walk_id: int) -> str:
    return rows.Walk.objects.filter(pk=walk_id).values_list("title", flat=True).first() or ""


def all_of(walk_id: int) -> tuple[meetings.Meeting, ...]:
    """Its meetings in the order in which they are held."""
    return tuple(reversed(meetings.meetings_of((SUBJECT, walk_id))))
