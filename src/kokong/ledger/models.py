"""One row per measure delivered to a place on a date."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Delivery(TenantModel):
    """A measure delivered. `source` and `source_id` name the row of the measure's own room that it stems from.

    Personal data: which dwelling was reached. After the retention period only a square remains.
    """

    measure = models.CharField(max_length=40)
    dwelling = models.ForeignKey("places.Dwelling", null=True, on_delete=models.PROTECT, related_name="+")
    burglary_id = models.BigIntegerField(null=True)
    on = models.DateTimeField()
    outcome = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=40)
    source_id = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)
    square_x = models.FloatField(null=True)
    square_y = models.FloatField(null=True)
    square_m = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source", "source_id"], name="delivered_once"),
        ]
        indexes = [
            models.Index(fields=["municipality", "measure", "on"], name="delivery_by_measure"),
            models.Index(fields=["municipality", "dwelling", "on"], name="delivery_by_dwelling"),
            models.Index(fields=["municipality", "burglary_id"], name="delivery_by_burglary"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.outcome} {self.source} {self.source_id}"
