"""The drill that a practice municipality is there for now."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Drill(TenantModel):
    """One drill: what is practised and where. It lies in the practice municipality, and goes with it."""

    kind = models.CharField(max_length=12)
    place = models.CharField(max_length=200)
    dwelling_id = models.BigIntegerField()
    began = models.DateTimeField()
    began_by = models.BigIntegerField()
    ends = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="one_drill_at_a_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"
