"""Events that came by another way than the receiver: read by the same code, waiting for the same raiser."""

from datetime import datetime

from django.db import transaction

from kokong.dc09.events import read_events

from . import models as rows
from . import rules
from .values import AccountMissing


@transaction.atomic
def report(*, account_id: int, data: str, at: datetime) -> tuple[int, ...]:
    """Store SIA DC-03 data, such as `Nri1/BA12`, as an account's events; their ids.

    Works in the receiver's scope. Raises AccountMissing.
    """
    account = rows.Account.objects.filter(pk=account_id).first()
    if account is None:
        raise AccountMissing(f"There is no account {account_id}.")
    content = f"#{account.written}|{data}".encode()
    stored = rows.Event.objects.bulk_create(
        rows.Event(
            municipality_id=account.municipality_id, centre_id=account.centre_id, account=account, part=part,
            protocol="SIA-DCS", code=one.code, kind=str(one.kind), label=one.label, zone=one.zone, area=one.area,
            user_number=one.user, still=one.still, restores=str(one.restores or ""), text=one.text,
            raw=b"[" + content + b"]", received=at, occurred=at,
        )
        for part, one in enumerate(read_events(content))
    )  # fmt: skip
    rows.Pending.objects.bulk_create(rows.Pending(event=one) for one in stored if one.kind in rules.MATTERS)
    _heard(account, at)
    return tuple(one.pk for one in stored)


def _heard(account: rows.Account, at: datetime) -> None:
    row, _new = rows.Liveness.objects.get_or_create(
        account=account,
        defaults={"municipality_id": account.municipality_id, "centre_id": account.centre_id, "heard": at},
    )
    if row.heard is None or row.heard < at:
        row.heard = at
        row.save(update_fields=["heard"])
