"""Which buildings' owners were told of which burglary; and how near is near."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel

from . import rules


class Setting(TenantModel):
    """How many metres from a burglary a building's owners are told."""

    near_m = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality"], name="owner_setting_once"),
            models.CheckConstraint(
                condition=Q(near_m__gte=rules.NEAR_LEAST_M, near_m__lte=rules.NEAR_MOST_M), name="owner_near_some"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.near_m} m"


class Told(TenantModel):
    """That the owners of a building are told of a burglary in or near it. It names no home and no person."""

    building = models.ForeignKey("owners.Building", on_delete=models.PROTECT, related_name="+")
    burglary = models.BigIntegerField()
    how = models.CharField(max_length=4)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "building", "burglary"], name="owner_told_once"),
            models.CheckConstraint(condition=Q(how__in=("in", "near")), name="owner_told_how"),
        ]

    def __str__(self) -> str:
        return f"{self.building_id} {self.how} {self.burglary}"
