"""Photos of what was found."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kokong.people.api import Actor
from kokong.pictures.api import Subject

from . import reading
from .models import Finding


def _there(actor: Actor, finding_id: int) -> bool:
    return actor.may("walk.note") and Finding.objects.filter(pk=finding_id).exists()


def _called(finding_id: int) -> str:
    found = reading.finding(finding_id=finding_id)
    return gettext("Finding %(n)d of %(walk)s") % {"n": found.number, "walk": found.walk}


FINDING: Final = Subject(
    kind="finding", may_see=_there, may_change=_there, days=730, said=_called,
    page=lambda number: reverse("walks:finding", args=[number]),
    purpose=_("Shows what was found on a safety walk, until it is seen to and for questions afterwards."),
)  # fmt: skip
