"""A release as it is sent to the press list."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kokong.sending import api as sending

from .. import models as rows
from ..newsletter import links
from ..replies import letters as replies
from ..values import Audience

RELEASE: Final = "outreach.release"
PURPOSE: Final = "press"
SUBJECT: Final = "press_office"


def count(_audience: Audience) -> int:
    """How many are on the press list."""
    return rows.PressOffice.objects.filter(left=None).count()


def _listed(asked: sending.Asked, after: str, limit: int) -> sending.Page:  # noqa: ARG001
    found = list(rows.PressOffice.objects.filter(left=None, pk__gt=int(after or 0)).order_by("pk")[:limit])
    to = [sending.To(email=row.email, known_as=f"{SUBJECT} {row.pk}") for row in found]
    return sending.Page(to, str(found[-1].pk) if len(found) == limit else "")


def _say(due: sending.Due, now: datetime) -> sending.Said | None:  # noqa: ARG001
    """As it was approved, with the facts of the moment at which it went out."""
    told: dict[str, Any] = dict(due.context)
    return sending.Said(told["title"], told["text"])


def _still(dues: Any, now: datetime) -> set[int]:  # noqa: ARG001
    """Those that are on the list yet."""
    number = {due.id: int(due.whom.removeprefix(f"{SUBJECT} ")) for due in dues}
    there = set(rows.PressOffice.objects.filter(left=None, pk__in=number.values()).values_list("pk", flat=True))
    return {due for due, row in number.items() if row in there}


def left(reader: sending.Reader, now: datetime) -> None:
    """They get no release any more, and the press list says so."""
    _mark(reader, now)


def came_back(reader: sending.Reader, now: datetime) -> bool:  # noqa: ARG001
    """They get releases again; False where they were taken off the list meanwhile."""
    return _mark(reader, None)


def _mark(reader: sending.Reader, at: datetime | None) -> bool:
    number = reader.whom.removeprefix(f"{SUBJECT} ")
    if not number.isdigit():
        return False
    links.as_press(int(number))
    there = rows.PressOffice.objects.filter(pk=int(number)).update(left=at)
    links.as_nobody()
    return bool(there)


KIND: Final = sending.Kind(
    RELEASE, _("Press release"), _say, offers=("email",), usual=("email",), audience=_listed, purpose=PURPOSE,
    agree=_still, lasts=timedelta(days=2), heard=replies.heard,
)  # fmt: skip
LEFT: Final = sending.Purpose(PURPOSE, _("Press releases of the municipality"), left=left, came_back=came_back)
