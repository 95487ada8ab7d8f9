"""Corrections of hours. What was said before stays."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel


class HoursCorrection(TenantModel):
    """What a measure really took in a month, by somebody who knows, with the reason; the newest counts.

    `hours` is None where a correction was taken back. `user_id` is personal, and goes after a time.
    """

    measure = models.CharField(max_length=40)
    month = models.DateField()
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    reckoned = models.DecimalField(max_digits=8, decimal_places=2)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="hours_corrected_with_reason"),
            models.CheckConstraint(condition=Q(hours=None) | Q(hours__gte=0), name="hours_not_below_nothing"),
        ]
        indexes = [models.Index(fields=["municipality", "measure", "month"], name="hours_by_month")]

    def __str__(self) -> str:
        return f"{self.measure} {self.month:%Y-%m}"
