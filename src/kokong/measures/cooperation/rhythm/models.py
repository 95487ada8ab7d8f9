"""The year wheel's items and what became of each turn; a reader's calendar; what a meeting's agenda was."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel

from . import rules

__all__ = ["KeptAgenda", "WheelFeed", "WheelItem", "WheelTurn"]


class WheelItem(TenantModel):
    """Something that comes round each year. Empty words are the template's of that `code`, in each language.

    `ended` is when it was taken out; it stays known, so that taking over the template brings nothing back.
    """

    code = models.CharField(max_length=40, blank=True)
    months = models.JSONField(default=list)
    title = models.CharField(max_length=rules.LONGEST["title"], blank=True)
    who = models.CharField(max_length=rules.LONGEST["who"], blank=True)
    hours = models.PositiveSmallIntegerField(null=True)
    material = models.CharField(max_length=rules.LONGEST["material"], blank=True)
    purpose = models.CharField(max_length=rules.LONGEST["purpose"], blank=True)
    made = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code"], condition=~Q(code=""), name="wheel_item_taken_over_once"
            ),
            models.CheckConstraint(condition=~Q(code="", title=""), name="wheel_item_has_words"),
        ]

    def __str__(self) -> str:
        return self.title or self.code


class WheelTurn(TenantModel):
    """What became of an item in a month, whose first day it names: done, or skipped for a reason.

    Personal data: who said so. It goes two years later.
    """

    item = models.ForeignKey(WheelItem, on_delete=models.PROTECT, related_name="turns")
    month = models.DateField()
    state = models.CharField(max_length=8)
    said = models.CharField(max_length=rules.LONGEST["said"], blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item", "month"], name="wheel_turn_once"),
            models.CheckConstraint(condition=Q(state__in=rules.DONES), name="wheel_turn_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.month:%Y-%m} {self.state}"


class WheelFeed(TenantModel):
    """That somebody's calendar may fetch the wheel. Personal data: whose it is; it goes with their work here."""

    user_id = models.BigIntegerField()
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "user_id"], name="wheel_feed_once")]

    def __str__(self) -> str:
        return f"{self.pk}"


class KeptAgenda(TenantModel):
    """The agenda as it was when a meeting began: points with their lines."""

    meeting_id = models.BigIntegerField()
    points = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "meeting_id"], name="agenda_kept_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}"
