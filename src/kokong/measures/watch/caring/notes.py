"""What contact persons saw: what, where, when. A text that describes a person is stopped before others read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from .. import describing, roster
from .. import models as rows
from ..values import Refused

SHOWN: Final = 50


@dataclass(frozen=True)
class Note:
    """Something that was seen. Describes nobody, and doesn't say who saw it."""

    id: int
    what: str
    place: str
    at: datetime
    mine: bool


def notes(*, group_id: int, user_id: int | None = None) -> tuple[Note, ...]:
    """The last notes of a group, the latest first; `user_id`: whose own are marked."""
    found = rows.Note.objects.filter(group_id=group_id).order_by("-at", "-pk")[:SHOWN]
    return tuple(
        Note(row.pk, row.what, row.place, row.at, user_id is not None and row.user_id == user_id) for row in found
    )


@transaction.atomic
def write(*, group_id: int, what: str, place: str, at: datetime, user_id: int | None, now: datetime) -> int:
    """Keep a note; its number. Raises GroupMissing, and Refused for one that describes somebody or lies ahead."""
    roster.open_group(group_id)
    said, where = " ".join(what.split()), " ".join(place.split())
    if not said or not where:
        raise Refused(_("Say what you saw, and where. Nothing was kept."), field="what")
    stop_descriptions(f"{said}\n{where}", field="what")
    if at > now:
        raise Refused(_("That is in the future. Nothing was kept."), field="at")
    row = rows.Note.objects.create(group_id=group_id, what=said, place=where, at=at, made=now, user_id=user_id)
    audit.record(action="watch.noted", subject="watch_group", subject_id=group_id)
    return row.pk


@transaction.atomic
def remove(*, group_id: int, note_id: int) -> None:
    """Take a note away. Raises Refused for one that isn't there."""
    gone, _each = rows.Note.objects.filter(pk=note_id, group_id=group_id).delete()
    if not gone:
        raise Refused(_("That is not there any more. Nothing was changed."))
    audit.record(action="watch.note_removed", subject="watch_group", subject_id=group_id)


def stop_descriptions(text: str, *, field: str) -> None:
    """Raises Refused, with where to turn instead, for a text that describes a person or leads to one."""
    if describing.describes_a_person(text):
        raise Refused(
            _(
                "This seems to describe a person, or to hold a number that leads to one. That is for the police:"
                " call 112 if it is going on, 114 14 afterwards. Here we write what happened, where and when."
                " Nothing was kept; change the text and try again."
            ),
            field=field,
        )
