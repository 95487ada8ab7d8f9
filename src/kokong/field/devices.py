"""Phones that speak, and phones that have fallen silent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from . import rules
from .models import Device


@dataclass(frozen=True)
class SilentDevice:
    """A phone that holds records it hasn't sent."""

    id: int
    user_id: int
    waiting: int
    seen: datetime


def touch_device(*, device_id: UUID, user_id: int, waiting: int, now: datetime) -> None:
    """Remember that a phone spoke, and how many records it still holds."""
    Device.objects.update_or_create(
        device_id=device_id, user_id=user_id, defaults={"waiting": max(waiting, 0), "seen": now}
    )


def silent_devices(*, now: datetime) -> tuple[SilentDevice, ...]:
    """Phones that hold records and haven't spoken for half an hour, the longest silent first."""
    found = Device.objects.filter(waiting__gt=0, seen__lt=now - rules.SILENT).order_by("seen", "pk")
    return tuple(SilentDevice(row.pk, row.user_id, row.waiting, row.seen) for row in found)
