"""The phones."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Device(TenantModel):
    """A phone in the field: when it last spoke, and how much it still holds."""

    device_id = models.UUIDField()
    user_id = models.BigIntegerField()
    waiting = models.PositiveIntegerField(default=0)
    seen = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "device_id", "user_id"], name="device_once")
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.waiting}"
