"""The link by which a member answers an alert: computed and never kept. It shows the alert, and nobody."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from kokong.kernel import installation, tenancy
from kokong.kernel.models import Municipality

from .. import links
from .. import models as rows

HOLDS: Final = timedelta(days=14)
"""After it went out."""
_SALT: Final = "kokong.watch.alerts.answer"
_LINK: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})-([0-9]{1,18})-([0-9a-f]{64})")


@dataclass(frozen=True)
class Opened:
    """The alert and the member that a link is for."""

    alert: rows.Alert
    member: rows.Member
    place: Municipality


def address_of(row: rows.Alert, member_id: int) -> str:
    """The page on which a member answers an alert."""
    return installation.current().url + reverse("watch:alert-answer", args=[secret_of(row, member_id)])


def secret_of(row: rows.Alert, member_id: int) -> str:
    """Municipality, alert, member, and what proves that whoever has it was sent it."""
    return f"{row.municipality_id}-{row.pk}-{member_id}-{_proof(row, member_id)}"


@contextmanager
def opened(secret: str, now: datetime) -> Iterator[Opened | None]:
    """The alert and the member of a link, in their municipality and alone there; None where it doesn't hold."""
    found = _LINK.fullmatch(secret)
    place = place_of(secret)
    if found is None or place is None:
        yield None
        return
    with tenancy.scope(municipality_id=place.pk, authority="municipality"):
        links.as_member(int(found[3]))
        yield _held(found[4], int(found[2]), int(found[3]), place, now)
        links.as_nobody()


def place_of(secret: str) -> Municipality | None:
    """The municipality of what may be a link, whether it holds or not."""
    found = _LINK.fullmatch(secret)
    return Municipality.objects.filter(pk=int(found[1])).first() if found else None


def _held(proof: str, alert_id: int, member_id: int, place: Municipality, now: datetime) -> Opened | None:
    row = rows.Alert.objects.filter(pk=alert_id).first()
    member = rows.Member.objects.select_for_update(no_key=True).filter(pk=member_id, left=None).first()
    if row is None or member is None or row.out is None or row.out + HOLDS < now:
        return None
    return Opened(row, member, place) if constant_time_compare(proof, _proof(row, member_id)) else None


def _proof(row: rows.Alert, member_id: int) -> str:
    said = (row.municipality_id, row.pk, member_id)
    return salted_hmac(_SALT, "\0".join(str(one) for one in said), algorithm="sha256").hexdigest()


def page_of(alert_id: int) -> str:
    """The desk's page of an alert."""
    return reverse("watch:alert", args=[alert_id])
