"""Which evaluations a coordinator has published."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Publication(TenantModel):
    """An evaluation that everybody may read; taken back, the row goes."""

    evaluation = models.OneToOneField("effect.Evaluation", on_delete=models.PROTECT, related_name="publication")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.at}"
