"""The tenant, the log of who did what, and which events were handled."""

from django.db import models

from .fields import CurrentMunicipality


class Municipality(models.Model):
    """A tenant (kommun). Its name and code are public; everything else hangs on it by policy."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    crs = models.PositiveIntegerField(help_text="EPSG code of the metric coordinate system")
    language = models.CharField(max_length=5, default="sv")
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class AuditEntry(models.Model):
    """Who did what, when. Append-only, held by the database."""

    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_default=CurrentMunicipality(),
        editable=False,
    )
    at = models.DateTimeField(auto_now_add=True)
    user_id = models.BigIntegerField(null=True)
    authority = models.CharField(max_length=20)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-at"], name="audit_newest_first")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject} {self.subject_id}"


class HandledEvent(models.Model):
    """An event that a subscriber has handled, so that it is never handled twice."""

    event_id = models.UUIDField()
    subscriber = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "subscriber"], name="handled_once")]

    def __str__(self) -> str:
        return f"{self.subscriber} {self.event_id}"
