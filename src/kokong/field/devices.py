"""Phones that speak, and phones that have fallen silent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

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
    return tuple(_silent(row) for row in _silent_ones(now).order_by("seen", "pk"))


def silent_device(*, device_id: int, now: datetime) -> SilentDevice | None:
    """One of them; None once it has been heard again."""
    row = _silent_ones(now).filter(pk=device_id).first()
    return _silent(row) if row else None


def _silent_ones(now: datetime) -> QuerySet[Device]:
    return Device.objects.filter(waiting__gt=0, seen__lt=now - rules.SILENT)


def _silent(row: Device) -> SilentDevice:
    return SilentDevice(row.pk, row.user_id, row.waiting, row.seen)
