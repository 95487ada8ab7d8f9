"""A panel, or one zone of it, in test or out of service for a while, or each week; it may begin later."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kokong.kernel import audit, tenancy

from .. import models as rows
from ..access import municipality_of
from ..values import AccountMissing, FieldProblem
from ..weekly import Weekly
from . import fields

KINDS: Final = ("test", "out_of_service")
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True)
class Pause:
    """Between when and when a panel (`zone` "") or a zone raises nothing, and why (`what`: one of KINDS).

    `weekly`: only at these times of each week between them.
    """

    id: int
    account_id: int
    zone: str
    what: str
    begins: datetime
    ends: datetime
    note: str
    weekly: Weekly | None = None

    @property
    def last(self) -> datetime:
        """The last moment of it, so that a pause until midnight names its own day."""
        return self.ends - timedelta(seconds=1)


@transaction.atomic
def pause(
    *, account_id: int, what: str, begins: datetime, ends: datetime, zone: str = "", note: str = "",
    weekly: Weekly | None = None, now: datetime,
) -> Pause:  # fmt: skip
    """Let a panel, or a zone, raise nothing for a while, or each week for so long.

    Raises AccountMissing, FieldProblem.
    """
    account = rows.Account.objects.filter(pk=account_id, retired=None).first()
    if account is None:
        raise AccountMissing(_("There is no account %(id)s in service. Nothing was changed.") % {"id": account_id})
    if what not in KINDS:
        raise FieldProblem(_("Choose test or out of service."), field="what")
    if ends <= max(begins, now) or ends - begins > LONGEST:
        raise FieldProblem(_("It ends after it begins and after now, and within a year."), field="ends")
    if weekly is not None:
        _sound(weekly, max(begins, now), ends)
    row = rows.Pause.objects.create(
        municipality_id=account.municipality_id, centre_id=account.centre_id, account=account, what=what,
        zone=zone.strip().upper().lstrip("0")[: fields.LONGEST_ZONE], begins=begins, ends=ends,
        note=note.strip()[:200], made_by=tenancy.current().user_id, **_columns(weekly),
    )  # fmt: skip
    with municipality_of(account):
        audit.record(action="alarm_account.paused", subject="alarm_account", subject_id=account.pk)
    return _value(row)


def _sound(weekly: Weekly, begins: datetime, ends: datetime) -> None:
    if not weekly.sound:
        message = _("Choose a weekday, and two times that are not the same.")
        raise FieldProblem(message, field="to_time")
    if weekly.next(begins, timezone.get_default_timezone())[0] >= ends:
        raise FieldProblem(_("There is no such weekday before it ends."), field="ends")


def _columns(weekly: Weekly | None) -> dict[str, object]:
    return {"weekday": weekly.weekday, "from_time": weekly.begins, "to_time": weekly.ends} if weekly else {}


@transaction.atomic
def end_pause(*, account_id: int, pause_id: int, now: datetime) -> None:
    """Let it raise alarms again from now on. Again, or where there is none: nothing."""
    row = (
        rows.Pause.objects.select_related("account")
        .filter(pk=pause_id, account_id=account_id, ends__gt=now)
        .first()
    )
    if row is None:
        return
    rows.Pause.objects.filter(pk=row.pk).update(ends=now)
    with municipality_of(row.account):
        audit.record(action="alarm_account.resumed", subject="alarm_account", subject_id=row.account_id)


def pauses(*, account_id: int, now: datetime) -> tuple[Pause, ...]:
    """Those of an account that are on or still to come, the first to begin first."""
    found = rows.Pause.objects.filter(account_id=account_id, ends__gt=now).order_by("begins", "pk")
    return tuple(map(_value, found))


def _value(row: rows.Pause) -> Pause:
    weekly = None
    if row.weekday is not None and row.from_time is not None and row.to_time is not None:
        weekly = Weekly(row.weekday, row.from_time, row.to_time)
    return Pause(row.pk, row.account_id, row.zone, row.what, row.begins, row.ends, row.note, weekly)
