"""Households that say that they mark, counted by area, and when an area became a marked one."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel


class Said(TenantModel):
    """So many households of a counted area mark with what they had from elsewhere; nobody knows which.

    `client_id` is the record's own, so that two presses are one.
    """

    client_id = models.UUIDField()
    area = models.ForeignKey("marking.Area", on_delete=models.PROTECT, related_name="said")
    households = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    taken_back = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_id"], name="marking_said_once"),
            models.CheckConstraint(condition=Q(households__gte=1), name="marking_some_households"),
        ]

    def __str__(self) -> str:
        return f"{self.households} households"


class Reached(TenantModel):
    """That a counted area has been a marked area since a moment, until another."""

    area = models.ForeignKey("marking.Area", on_delete=models.PROTECT, related_name="reached")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "area"], condition=Q(until=None), name="marking_reached_once"
            )
        ]

    def __str__(self) -> str:
        return f"reached {self.area_id}"
