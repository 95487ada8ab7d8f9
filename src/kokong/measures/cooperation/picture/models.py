"""Frozen pictures, and the text that is being written for the next."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel


class PictureText(TenantModel):
    """What the analysts write beside the live figures; one for each municipality. `edition` counts its changes."""

    mapping = models.TextField(blank=True)
    other = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    conclusions = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(null=True)
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="picture_one_text")]

    def __str__(self) -> str:
        return f"text, edition {self.edition}"


class PictureVersion(TenantModel):
    """A picture as it was frozen, whole; the database lets nothing of it be changed but who froze it.

    `contents` has the period, the numbers of each part, and what they said in each language
    (`freezing.contents`). Names no person.
    """

    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    text = models.JSONField()
    contents = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="picture_version_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="picture_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"picture {self.number}"
