"""A link that proves an address: sent to whatever address is named, so that the answer says nothing of anybody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.events import emit
from kokong.kernel.models import Municipality

from .. import links
from ..events import RightsLetter
from ..models import RightsLink
from . import rules
from .values import Asked

_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


@dataclass(frozen=True)
class Opened:
    """Whose address a link has proven, and where."""

    asked: Asked
    place: Municipality


def ask(*, place: Municipality, email: str, now: datetime) -> None:
    """Send a link to an address, known or not; none a second time within a few minutes, and nobody is told.

    Raises UserError where very many ask within an hour.
    """
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        lately = RightsLink.objects.filter(asked__gt=now - timedelta(hours=1))
        if lately.count() >= rules.LINKS_HOURLY:
            raise UserError(_("Very many ask just now. Nothing was sent: try again in an hour."))
        address = email.strip().lower()
        if not lately.filter(email=address, asked__gt=now - rules.LINK_AGAIN).exists():
            emit(RightsLetter(RightsLink.objects.create(email=address, asked=now).pk, "link"))


def secret_of(row: RightsLink) -> str:
    """Municipality, number, and what proves that whoever has it was sent it."""
    return f"{row.municipality_id}-{row.pk}-{links.secret(*_said(row))}"


def place_of(secret: str) -> Municipality | None:
    """The municipality of what may be a link, whether it holds or not."""
    found = _LINK.fullmatch(secret)
    return Municipality.objects.filter(pk=int(found[1])).first() if found else None


@contextmanager
def opened(secret: str, now: datetime) -> Iterator[Opened | None]:
    """Whose address a link proves, in the scope of its municipality; None where it doesn't hold."""
    found, place = _LINK.fullmatch(secret), place_of(secret)
    if found is None or place is None:
        yield None
        return
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        row = RightsLink.objects.filter(pk=int(found[2]), asked__gt=now - rules.LINK_LASTS).first()
        holds = row is not None and links.holds(found[3], *_said(row))
        yield Opened(Asked(row.email), place) if row is not None and holds else None


def _said(row: RightsLink) -> tuple[object, ...]:
    return "rights", row.municipality_id, row.pk, row.email, row.asked.isoformat()
