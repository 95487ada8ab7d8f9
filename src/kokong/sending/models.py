"""Messages, what people chose to be told, and the devices and gateways that they are told by."""

from django.db import models

from kokong.kernel.fields import TenantModel

from . import rules


class Mailing(TenantModel):
    """One thing that many are told: whom (`audience`, as its kind reads it), how far it is, and how it fares.

    `reached` is the key of the audience up to which messages are written down. `answers` holds the last answers
    of gateways, a letter each (`rules.TAKEN`, `rules.REFUSED`), since somebody last let it go on. `why` says why
    it stands still.
    """

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    turn = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=200)
    audience = models.JSONField(default=dict)
    context = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=rules.MAILING.initial)
    why = models.CharField(max_length=20, blank=True)
    made = models.DateTimeField()
    started_by = models.BigIntegerField(null=True)
    reached = models.CharField(max_length=200, blank=True)
    expanded = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    answers = models.CharField(max_length=rules.WINDOW, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "subject", "subject_id", "turn"], name="mailing_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=rules.MAILING.states()), name="mailing_state_known"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-made"], name="mailings_by_age")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.subject_id} {self.state}"


class Message(TenantModel):
    """One message to one person by one way. `whom` tells people apart once addresses are forgotten.

    `kind` says what is written and where from; `subject`, `subject_id` and `turn` because of what. `job` is the
    job that has it under way, `answer` why it was withheld or what a gateway said. Of a mailing `digest` tells
    addresses apart without naming them, `domain` is where a letter goes, and `parts` what
    a text message counts as. `quiet_begins` and `quiet_ends` are when a reader without an account wants no sound.
    """

    mailing = models.ForeignKey(Mailing, null=True, on_delete=models.CASCADE, related_name="messages")
    digest = models.CharField(max_length=40, blank=True)
    domain = models.CharField(max_length=255, blank=True)
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
    parts = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    claimed = models.DateTimeField(null=True)
    job = models.BigIntegerField(null=True)
    message_id = models.CharField(max_length=200, blank=True)
    quiet_begins = models.TimeField(null=True)
    quiet_ends = models.TimeField(null=True)
    sent = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "subject", "subject_id", "turn", "whom", "way"],
                name="message_once",
            ),
            models.UniqueConstraint(
                fields=["mailing", "way", "digest"],
                condition=models.Q(mailing__isnull=False),
                name="message_once_in_mailing",
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
            models.Index(
                fields=["mailing", "id"],
                condition=models.Q(mailing__isnull=False, state="waiting"),
                name="message_waits_in_mailing",
            ),
            models.Index(
                fields=["mailing", "state", "way"],
                condition=models.Q(mailing__isnull=False),
                name="message_counts_in_mailing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.subject_id} {self.way} {self.state}"


class Collected(TenantModel):
    """Something that somebody is told of in their next digest: once, however many groups they stand in.

    `into` is the digest's kind; `kind`, `subject`, `subject_id` and `turn` say what it is, as of a message.
    `address` tells readers apart without naming them. At `due`, the next time the clock says `hour`, everything
    that waits for the same address goes as one letter, of the mailing `gone_with`. `mailing` is what it came of.
    """

    into = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    turn = models.CharField(max_length=64, blank=True)
    whom = models.CharField(max_length=64)
    address = models.CharField(max_length=40)
    user_id = models.BigIntegerField(null=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    context = models.JSONField(default=dict)
    made = models.DateTimeField()
    hour = models.PositiveSmallIntegerField()
    due = models.DateTimeField()
    mailing = models.ForeignKey(Mailing, null=True, on_delete=models.CASCADE, related_name="collected")
    gone_with = models.ForeignKey(Mailing, null=True, on_delete=models.CASCADE, related_name="gathered")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "subject", "subject_id", "turn", "address"], name="collected_once"
            ),
            models.CheckConstraint(
                condition=models.Q(hour__gte=0, hour__lte=23), name="collected_hour_on_the_clock"
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "into", "address"],
                condition=models.Q(gone_with=None),
                name="collected_and_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.subject_id} for {self.address[:8]}"


class Captured(TenantModel):
    """In the demonstration alone: a letter, a text message or a notice as it would have gone out, or did."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="captured")
    to = models.CharField(max_length=254, blank=True)
    title = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "-at"], name="captured_by_age")]

    def __str__(self) -> str:
        return self.title


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


class Suppression(TenantModel):
    """That an address takes nothing from us, or its reader wants nothing of one purpose; of all where it is empty.

    The address is kept as a keyed hash (`addresses.digest`): that is enough to ask before a letter goes.
    """

    digest = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=12)
    answer = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "digest", "purpose", "reason"], name="suppression_once"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=rules.SUPPRESSED), name="suppression_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.purpose or '*'} {self.reason}"


class Pace(models.Model):
    """How fast letters may go to one mail domain, or through one gateway, for the whole installation.

    `tokens` is how many may go at `at` (`pace.Bucket`). Where a domain said "later" several times in a row
    (`refusals`), it is left alone until `rests_until`.
    """

    name = models.CharField(max_length=260, primary_key=True)
    tokens = models.FloatField()
    at = models.DateTimeField()
    refusals = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.tokens:.1f}"


class Gateway(models.Model):
    """How a gateway fares, for the whole installation: refusals in a row, and until when it is left alone."""

    way = models.CharField(max_length=8, primary_key=True)
    refusals = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.way} {self.refusals}"
