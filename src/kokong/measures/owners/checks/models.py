"""Checks of buildings, and what was answered."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel

from .. import rules


class Check(TenantModel):
    """A building gone through, by an edition of the sheet. `due` is the day by which it is done again, and
    `task_id` the task to do so.

    Personal data: who began it. It goes two years after it was ended.
    """

    building = models.ForeignKey("owners.Building", on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=12)
    state = models.CharField(max_length=8, default="begun")
    begun = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    task_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "building"], condition=Q(state="begun"), name="owner_check_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=rules.CHECK.states()), name="owner_check_state_known"),
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"


class Answer(TenantModel):
    """What somebody answered to one question. Every answer stays; the last by its time counts.

    `client_id` is the record's own, so that it is taken once. Personal data: who answered.
    """

    client_id = models.UUIDField()
    within = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    given = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_id"], name="owner_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.given}"
