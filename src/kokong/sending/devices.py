"""The browsers that show a person's notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import models as rows
from .channels import push
from .channels.values import Device as Sealed
from .values import Refused

MOST: Final = 10
LONGEST: Final = 1000  # of an address, in letters


@dataclass(frozen=True)
class Device:
    """One browser as its person's page shows it."""

    id: int
    name: str
    added: datetime
    used: datetime


@transaction.atomic
def subscribe(*, user_id: int, endpoint: str, p256dh: str, auth: str, name: str, now: datetime) -> int:
    """Let a browser show this person's notices from now on, and nobody else's; its number.

    Raises Refused for what is no address of a push gateway, and beyond ten browsers.
    """
    if len(endpoint) > LONGEST or not push.is_gateway(endpoint) or not push.fit(p256dh=p256dh, auth=auth):
        raise Refused(_("This browser's way of showing notices is not known to us. Nothing was saved."))
    rows.PushDevice.objects.filter(endpoint=endpoint).exclude(user_id=user_id).delete()
    mine = rows.PushDevice.objects.filter(user_id=user_id)
    if not mine.filter(endpoint=endpoint).exists() and mine.count() >= MOST:
        raise Refused(_("You have ten browsers here already. Remove one of them first."))
    row, fresh = rows.PushDevice.objects.update_or_create(
        endpoint=endpoint,
        defaults={"user_id": user_id, "p256dh": p256dh, "auth": auth, "name": name[:80], "used": now},
        create_defaults={
            "user_id": user_id, "p256dh": p256dh, "auth": auth, "name": name[:80], "used": now, "added": now,
        },
    )  # fmt: skip
    if fresh:
        audit.record(action="messages.device_added", subject="user", subject_id=user_id)
    return int(row.pk)


def remove(*, user_id: int, device_id: int | None = None, endpoint: str = "") -> bool:
    """Let a browser show this person's notices no longer; False where it didn't."""
    mine = rows.PushDevice.objects.filter(user_id=user_id)
    gone = (mine.filter(pk=device_id) if device_id is not None else mine.filter(endpoint=endpoint)).delete()[0]
    if gone:
        audit.record(action="messages.device_removed", subject="user", subject_id=user_id)
    return bool(gone)


def mine(*, user_id: int) -> tuple[Device, ...]:
    """A person's browsers, as they see them."""
    found = rows.PushDevice.objects.filter(user_id=user_id).order_by("added", "pk")
    return tuple(Device(row.pk, row.name, row.added, row.used) for row in found)


def any_of(*, user_id: int) -> bool:
    """Whether a person has one."""
    return rows.PushDevice.objects.filter(user_id=user_id).exists()


def devices(*, user_id: int) -> tuple[Sealed, ...]:
    """A person's browsers, with what seals a notice for each."""
    found = rows.PushDevice.objects.filter(user_id=user_id).order_by("pk")
    return tuple(Sealed(row.pk, row.endpoint, row.p256dh, row.auth) for row in found)


def drop(*, device_ids: frozenset[int]) -> None:
    """Forget browsers that their gateway no longer knows."""
    rows.PushDevice.objects.filter(pk__in=device_ids).delete()


def used(*, device_ids: frozenset[int], now: datetime) -> None:
    """Remember that their gateway took a notice for them."""
    rows.PushDevice.objects.filter(pk__in=device_ids).update(used=now)
