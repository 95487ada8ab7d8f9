"""What was spent, as somebody wrote it down; a later line takes the place of an earlier one."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Spending(TenantModel):
    """Hours of work, what an hour costs, and everything else, in kronor; `said` is where the figures come from."""

    evaluation = models.ForeignKey("effect.Evaluation", on_delete=models.PROTECT, related_name="spending")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    hours = models.DecimalField(max_digits=9, decimal_places=2)
    an_hour = models.DecimalField(max_digits=9, decimal_places=2)
    other = models.DecimalField(max_digits=12, decimal_places=2)
    said = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hours__gte=0, an_hour__gte=0, other__gte=0), name="effect_spending_not_negative"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.at}"
