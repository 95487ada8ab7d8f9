"""Messages, what people chose to be told, and the devices and gateways that they are told by."""

from django.db import models

from kokong.kernel.fields import TenantModel

from . import rules


class Message(TenantModel):
    """One message to one person by one way. `whom` tells people apart once addresses are forgotten.

    `kind` says what is written and where from; `subject`, `subject_id` and `turn` because of what. `job` is the
    job that has it under way, `answer` why it was withheld or what a gateway said.
    """

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    turn = models.CharField(max_length=64, blank=True)
    whom = models.CharField(max_length=64)
    way = models.CharField(max_length=8)
    user_id = models.BigIntegerField(null=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    context = models.JSONField(default=dict)
    language = models.CharField(max_length=5, blank=True)
    made = models.DateTimeField()
    state = models.CharField(max_length=10, default=rules.MESSAGE.initial)
    answer = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    claimed = models.DateTimeField(null=True)
    job = models.BigIntegerField(null=True)
    message_id = models.CharField(max_length=200, blank=True)
    sent = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "subject", "subject_id", "turn", "whom", "way"],
                name="message_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=rules.MESSAGE.states()), name="message_state_known"
            ),
            models.CheckConstraint(condition=models.Q(way__in=rules.WAYS), name="message_way_known"),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "made"], name="message_by_state"),
            models.Index(
                fields=["municipality", "user_id", "-made"],
                condition=models.Q(way="page", seen=None),
                name="message_unseen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.subject_id} {self.way} {self.state}"


class Preference(TenantModel):
    """That somebody wants to be told of one kind by one way, or not."""

    user_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=8)
    on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "user_id", "kind", "way"], name="preference_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.way} {self.on}"


class QuietHours(TenantModel):
    """When somebody wants no sound."""

    user_id = models.BigIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "user_id"], name="quiet_hours_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.begins}–{self.ends}"


class PushDevice(TenantModel):
    """A browser that shows notices of one person: where its maker's gateway takes them, and what seals them."""

    user_id = models.BigIntegerField()
    name = models.CharField(max_length=80)
    endpoint = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    added = models.DateTimeField()
    used = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "endpoint"], name="push_device_once")]
        indexes = [models.Index(fields=["municipality", "user_id"], name="push_devices_of")]

    def __str__(self) -> str:
        return self.name


class Gateway(models.Model):
    """How a gateway fares, for the whole installation: refusals in a row, and until when it is left alone."""

    way = models.CharField(max_length=8, primary_key=True)
    refusals = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.way} {self.refusals}"
