"""Photos as evidence in a building check."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kokong.people.api import Actor
from kokong.pictures.api import Subject

from ..mine.guards import own
from ..mine.reading import is_own
from .models import Check


def _there(actor: Actor, check_id: int) -> bool:
    return actor.may("owner.check") and Check.objects.filter(pk=check_id).exists()


def _seen(actor: Actor, check_id: int) -> bool:
    """Also by whoever speaks for the owner, once the check has ended."""
    return _there(actor, check_id) or is_own(check_id=check_id, owner_ids=own(actor))


def _called(check_id: int) -> str:
    found = Check.objects.select_related("building").filter(pk=check_id).first()
    return gettext("Building check: %s") % (found.building.address if found else check_id)


CHECK: Final = Subject(
    kind="building_check", may_see=_seen, may_change=_there, days=730, said=_called,
    page=lambda number: reverse("owners:check", args=[number]),
    purpose=_("Shows a door or a room as it was in a building check, to compare the next one with."),
)  # fmt: skip
