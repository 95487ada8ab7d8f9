"""Who takes part in a question that several municipalities ask, and the counts that came from each."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Pool(TenantModel):
    """An evaluation that is read together with those of other municipalities. Once written it stays."""

    evaluation = models.OneToOneField("effect.Evaluation", on_delete=models.PROTECT, related_name="pool")
    partners = models.JSONField(help_text="codes and names of the other municipalities")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.evaluation_id} {len(self.partners)}"


class PoolFile(TenantModel):
    """The counts of one of them, as they came; newer ones stand beside it. Never changed."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="files")
    code = models.CharField(max_length=12)
    said = models.JSONField(help_text="the file: areas without names, burglaries by month")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "pool", "digest"], name="effect_poolfile_once")
        ]

    def __str__(self) -> str:
        return f"{self.pool_id} {self.code}"
