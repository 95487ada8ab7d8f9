"""The press list: editorial offices and their addresses, kept by the coordinator."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kokong import tables
from kokong.kernel import audit

from .. import models as rows
from ..values import Missing, Refused
from . import letters


@audit.personal
@dataclass(frozen=True)
class Office:
    """An editorial office, and where a release is sent; since when it has `left` by its own press, if it has."""

    id: int
    outlet: str
    email: str
    since: datetime
    left: datetime | None


def offices() -> tuple[Office, ...]:
    """The press list by name; read with a line in the log."""
    found = list(rows.PressOffice.objects.order_by("outlet", "pk"))
    audit.read(action="press.read", subject=letters.SUBJECT, rows=[row.pk for row in found])
    return tuple(Office(row.pk, row.outlet, row.email, row.added, row.left) for row in found)


@transaction.atomic
def add(*, outlet: str, email: str, now: datetime) -> int:
    """One more; its number. Raises Refused for an address that stands there already."""
    name = " ".join(tables.clean(outlet).split())
    if rows.PressOffice.objects.filter(email__iexact=email).exists():
        raise Refused(_("That address is on the press list already. Nothing was changed."), field="email")
    row = rows.PressOffice.objects.create(outlet=name, email=email.lower(), added=now)
    audit.record(action="press.added", subject=letters.SUBJECT, subject_id=row.pk)
    return int(row.pk)


@transaction.atomic
def remove(*, office_id: int) -> None:
    """One less. Raises Missing."""
    found = rows.PressOffice.objects.filter(pk=office_id)
    if not found.exists():
        raise Missing(_("It is not on the press list any more."))
    found.delete()
    audit.record(action="press.removed", subject=letters.SUBJECT, subject_id=office_id)
