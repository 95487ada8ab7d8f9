"""Which pages a municipality shows to everybody."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Publication(TenantModel):
    """A page that is published now, since when, and by whom."""

    page = models.CharField(max_length=60)
    since = models.DateTimeField()
    published_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "page"], name="published_once")]

    def __str__(self) -> str:
        return self.page
