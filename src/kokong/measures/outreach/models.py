"""Campaigns, their words, what went out by which channel, how often links were followed, and subscribers."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kokong.kernel.fields import TenantModel

from . import rules


class Campaign(TenantModel):
    """What is to be said to whom, and when. `revision` is its newest words, `plans` how often its plan changed."""

    name = models.CharField(max_length=80)
    goal = models.CharField(max_length=300)
    season = models.CharField(max_length=12)
    language = models.CharField(max_length=10)
    budget = models.PositiveIntegerField(null=True)
    both = models.BooleanField(default=True)
    areas = models.JSONField(default=list, help_text="ids of areas")
    homes = models.JSONField(default=list, help_text="kinds of home")
    state = models.CharField(max_length=12, default="draft")
    proposed_by = models.CharField(max_length=12, blank=True)
    revision = models.PositiveIntegerField(default=1)
    plans = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(null=True)
    ends = models.DateField()
    made = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.COURSE.states()), name="campaign_state_known"),
            models.CheckConstraint(condition=Q(season__in=rules.SEASONS), name="campaign_season_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("scheduled", "going", "out")) | Q(at__isnull=False), name="campaign_at"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state", "ends"], name="campaign_by_state")]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class Revision(TenantModel):
    """The words as somebody kept them. Never changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True, help_text="CommonMark")
    link = models.CharField(max_length=400, blank=True)
    channels = models.JSONField(default=list)
    own = models.JSONField(default=dict, help_text="by channel, where it says it otherwise")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="campaign_revision_once")]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.number} {self.title}"


class Part(TenantModel):
    """One channel of a campaign that goes out, once. `key` is what the other side knows it by."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="parts")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=12, default="planned")
    key = models.UUIDField()
    planned = models.PositiveIntegerField(null=True)
    delivered = models.PositiveIntegerField(null=True)
    bounced = models.PositiveIntegerField(default=0)
    perhaps = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    where = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    job = models.BigIntegerField(null=True)
    claimed = models.DateTimeField(null=True)
    next_try = models.DateTimeField(null=True)
    done = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "channel"], name="campaign_part_once"),
            models.CheckConstraint(condition=Q(state__in=rules.PART.states()), name="campaign_part_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.channel} {self.state}"


class Link(TenantModel):
    """A link that a campaign's text holds, one for each channel, so that it is known which was followed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="links")
    channel = models.CharField(max_length=20)
    code = models.CharField(max_length=12)
    address = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="campaign_link_code"),
            models.UniqueConstraint(fields=["campaign", "channel"], name="campaign_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.channel}"


class Click(TenantModel):
    """How often a link was followed on a day. Nothing is known of who did."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="clicks")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "day"], name="campaign_click_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.count}"


class Subscriber(TenantModel):
    """Whoever asked for the newsletter; they have it once they are `confirmed`. `asked` moves with each link.

    A `phone` gets short news by text message once the code that was sent to it was written back: of the code sent
    at `phone_asked` so many were tried. Personal data: address and number. The row goes when they leave.
    """

    email = models.CharField(max_length=254)
    areas = models.JSONField(default=list, help_text="ids of areas; none: the whole municipality")
    homes = models.JSONField(default=list, help_text="kinds of home; none: all")
    language = models.CharField(max_length=5)
    asked = models.DateTimeField()
    confirmed = models.DateTimeField(null=True)
    phone = models.CharField(max_length=16, blank=True)
    phone_asked = models.DateTimeField(null=True)
    phone_tries = models.PositiveSmallIntegerField(default=0)
    phone_confirmed = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("municipality", Lower("email"), name="outreach_subscriber_once")]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class PressOffice(TenantModel):
    """An editorial office on the press list, and where a release is sent. Personal data: the address may be."""

    outlet = models.CharField(max_length=80)
    email = models.CharField(max_length=254)
    added = models.DateTimeField()
    left = models.DateTimeField(null=True, help_text="when they unsubscribed in a letter")

    class Meta:
        constraints = [models.UniqueConstraint("municipality", Lower("email"), name="outreach_press_once")]

    def __str__(self) -> str:
        return self.outlet


class Reply(TenantModel):
    """What somebody wrote back to a letter of a campaign; `key` tells the same letter, however often it is told.

    Personal data: address and words, for a year. That somebody wrote, and when it was answered, stays.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="replies")
    channel = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=5, blank=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="open")
    got = models.DateTimeField()
    due = models.DateTimeField()
    taken_by = models.BigIntegerField(null=True)
    answer = models.TextField(blank=True)
    done = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="campaign_reply_once"),
            models.CheckConstraint(condition=Q(state__in=rules.REPLY.states()), name="campaign_reply_state_known"),
        ]
        indexes = [models.Index(fields=["municipality", "state", "due"], name="campaign_reply_by_due")]

    def __str__(self) -> str:
        return f"reply {self.pk} {self.state}"


class Prices(TenantModel):
    """What a municipality reckons with: a printed sheet, and an hour of somebody's work, in kronor."""

    sheet = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    hour = models.DecimalField(max_digits=8, decimal_places=2, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="campaign_prices_once")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.hour}"


class Asking(TenantModel):
    """That somebody asked for a link on the public page: so many an hour, and no more. Not who, nor for whom."""

    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "at"], name="outreach_asking_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
