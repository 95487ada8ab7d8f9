"""Public statistics as they were got: every vintage stays, none is written over."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Dataset(TenantModel):
    """Figures from one file or one answer. `digest` is of them; `figures` are as `values.Figure` stores."""

    source = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64)
    figures = models.JSONField()
    left_out = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "digest"], name="effect_dataset_each_vintage_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.at}"
