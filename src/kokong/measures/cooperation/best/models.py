"""What was said to suggestions."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel


class BestAnswer(TenantModel):
    """A suggestion that was accepted or refused, with the reason, and the figures that it was said to.

    `user_id` is personal: who said it goes after a time (`keeping`).
    """

    area_id = models.BigIntegerField()
    measure = models.CharField(max_length=40)
    accepted = models.BooleanField()
    reason = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    prevented = models.DecimalField(max_digits=8, decimal_places=3)
    hours = models.DecimalField(max_digits=8, decimal_places=2)
    figures = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(accepted=True) | ~Q(reason=""), name="best_refused_with_reason"),
        ]
        indexes = [models.Index(fields=["municipality", "area_id"], name="best_by_area")]

    def __str__(self) -> str:
        return f"{self.measure} {self.area_id}"
