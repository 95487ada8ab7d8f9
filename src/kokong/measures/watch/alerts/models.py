"""Alerts, what was told after them, and what members answered."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel

from . import rules


class Alert(TenantModel):
    """What groups are told. `groups` and `areas` were chosen; `told` are the groups that it went to.

    `burglary` is the number of the one that proposed it. Its text names no home.
    """

    title = models.CharField(max_length=80)
    text = models.TextField()
    short = models.CharField(max_length=320)
    urgency = models.CharField(max_length=5)
    groups = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    ways = models.JSONField(default=list)
    expires = models.DateTimeField()
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    state = models.CharField(max_length=9, default="draft")
    version = models.PositiveIntegerField(default=1)
    proposed_by = models.CharField(max_length=12, blank=True)
    burglary = models.BigIntegerField(null=True)
    told = models.JSONField(default=list)
    by = models.BigIntegerField(null=True)
    made = models.DateTimeField()
    out = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    counted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.COURSE.states()), name="watch_alert_state_known"),
            models.CheckConstraint(condition=Q(urgency__in=rules.URGENCY), name="watch_alert_urgency_known"),
            models.UniqueConstraint(fields=["municipality", "burglary"], name="watch_alert_of_burglary_once"),
        ]
        indexes = [models.Index(fields=["municipality", "-made"], name="watch_alert_by_age")]

    def __str__(self) -> str:
        return f"alert {self.pk} {self.state}"


class AlertWord(TenantModel):
    """What those who got an alert were told after it: corrected, withdrawn, or over."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="words")
    what = models.CharField(max_length=8)
    text = models.CharField(max_length=600)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=sorted(rules.TOLD)), name="watch_alert_word_known"),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.what}"


class AlertReply(TenantModel):
    """What a member answered to an alert, and what the desk said to that. It goes with the member."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="replies")
    member = models.ForeignKey("watch.Member", on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=600)
    at = models.DateTimeField()
    due = models.DateTimeField()
    answer = models.CharField(max_length=600, blank=True)
    answered = models.DateTimeField(null=True)
    by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "answered", "due"], name="watch_reply_waiting")]

    def __str__(self) -> str:
        return f"reply {self.pk}"
