"""Who holds ground, and is asked about what is found there."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import models as rows
from .reporting import accounts
from .values import Refused


def add(*, name: str, email: str, own: bool, now: datetime, service: str = "") -> int:
    """Know somebody who holds ground; their number. `service` is the code under which the fault-report system
    takes what is found there.

    Raises Refused where one of this name is known already, and for a code without a system that takes it.
    """
    _check(service)
    try:
        with transaction.atomic():
            row = rows.Holder.objects.create(
                name=name.strip(), email=email.strip().lower(), own=own, service=service.strip(), since=now
            )
    except IntegrityError as error:
        raise Refused(_("An owner of this name is known already. Nothing was changed."), field="name") from error
    audit.record(action="walk.holder_added", subject="ground_owner", subject_id=row.pk)
    return row.pk


@transaction.atomic
def change(*, holder_id: int, name: str, email: str, own: bool, service: str = "") -> None:
    """Correct an owner. Raises Refused where there is no such, or another has the name, and as `add` does."""
    _check(service)
    clash = rows.Holder.objects.filter(name=name.strip(), ended=None).exclude(pk=holder_id).exists()
    known = rows.Holder.objects.filter(pk=holder_id, ended=None)
    if clash:
        raise Refused(_("An owner of this name is known already. Nothing was changed."), field="name")
    said = {"name": name.strip(), "email": email.strip().lower(), "service": service.strip()}
    if not known.update(**said, own=own):
        raise Refused(_("This owner is not asked any more. Nothing was changed."))
    audit.record(action="walk.holder_changed", subject="ground_owner", subject_id=holder_id)


@transaction.atomic
def end(*, holder_id: int, now: datetime) -> None:
    """Ask them no more. Raises Refused while something on their ground waits for their answer."""
    if rows.Finding.objects.filter(holder_id=holder_id, state__in=("asked", "promised")).exists():
        raise Refused(_("They still have something to answer or to do. Nothing was changed."))
    if rows.Holder.objects.filter(pk=holder_id, ended=None).update(ended=now):
        audit.record(action="walk.holder_ended", subject="ground_owner", subject_id=holder_id)


def _check(service: str) -> None:
    if service.strip() and accounts.find() is None:
        raise Refused(
            _("No fault-report system is connected. Whoever runs Kokong connects it (kokong walks connect)."),
            field="service",
        )
