"""Walks, what was found on them, who holds the ground, and what was asked of whom."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import PointField, TenantModel

from . import rules
from .reporting.rules import LIVE, REPORT


class Walk(TenantModel):
    """A safety walk. When it is, and who comes, stands in its meetings (`meetings`, because of ("walk", id)).

    `themes` are codes apart by spaces; `stops` what it passes, one a line, as `route` reads it;
    `route` the line over the streets between them, pairs of metres. `follows` is the walk before it on the same
    ground; `not_again` is when somebody said that none follows.

    Personal data: who has which part. They go a year after the walk has ended.
    """

    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=1000)
    themes = models.CharField(max_length=120, blank=True)
    access = models.CharField(max_length=400, blank=True)
    stops = models.CharField(max_length=2000)
    route = models.JSONField(default=list)
    length_m = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, default="planned")
    leader = models.CharField(max_length=120, blank=True)
    notes = models.CharField(max_length=120, blank=True)
    photos = models.CharField(max_length=120, blank=True)
    police = models.CharField(max_length=120, blank=True)
    owners = models.CharField(max_length=200, blank=True)
    planned = models.DateTimeField()
    walked = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    told = models.DateTimeField(null=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    not_again = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.WALK.states()), name="walk_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=rules.WALKED) | Q(walked__isnull=False), name="walk_walked_when"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state"], name="walk_by_state")]

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class Holder(TenantModel):
    """Whoever holds ground and is asked to see to what is found there: a department, a company, an association.

    `service` is the code under which findings are reported to the municipality's fault-report system; empty, they
    are written a letter.

    Personal data: the address may be a person's. It goes a year after nobody is asked there any more.
    """

    name = models.CharField(max_length=120)
    email = models.CharField(max_length=254)
    own = models.BooleanField(default=False)
    service = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"], condition=Q(ended=None), name="walk_holder_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Finding(TenantModel):
    """Something found on a walk. `client_id` is the record's own, so that it is taken once.

    `feels`, `why` and `proposal` are the note-taker's words, for the desk; `shown` is what everybody reads. `due`
    is when the owner should have answered, `until` when what they promised is done. `same_as` is the finding that
    it is one with. Personal data: who noted it, and whatever the words say; `user_id` goes after a year.
    """

    client_id = models.UUIDField()
    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, related_name="findings")
    category = models.CharField(max_length=12)
    feels = models.CharField(max_length=1000)
    why = models.CharField(max_length=1000, blank=True)
    proposal = models.CharField(max_length=1000, blank=True)
    shown = models.CharField(max_length=1000, blank=True)
    point = PointField()
    accuracy_m = models.FloatField(null=True)
    how = models.CharField(max_length=8)
    state = models.CharField(max_length=12, default="noted")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="+", null=True)
    due = models.DateField(null=True)
    until = models.DateField(null=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_id"], name="walk_finding_once"),
            models.CheckConstraint(condition=Q(state__in=rules.FINDING.states()), name="walk_finding_state_known"),
            models.CheckConstraint(condition=Q(category__in=rules.CATEGORIES), name="walk_finding_category_known"),
            models.CheckConstraint(condition=Q(how__in=rules.HOW), name="walk_finding_how_known"),
            models.CheckConstraint(
                condition=~Q(state__in=rules.WAITS) | Q(holder__isnull=False), name="walk_finding_asked_whom"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "walk", "state"], name="walk_finding_by_walk")]

    def __str__(self) -> str:
        return f"{self.category} {self.state}"


class Shown(TenantModel):
    """A photo of a finding that everybody sees: somebody looked at it, and said that nobody can be recognised."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="shown_photos")
    picture_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "picture_id"], name="walk_photo_once")]

    def __str__(self) -> str:
        return f"photo {self.picture_id} of {self.finding_id}"


class Ask(TenantModel):
    """The letter to one owner about what was found on their ground on one walk. Its link is computed from `key`.

    Exchanging `key` ends the link that was sent. `reminded` counts reminders to answer, `urged` those to have done
    what the municipality itself does within six months.
    """

    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, related_name="asks")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="asks")
    key = models.UUIDField(default=uuid4)
    sent = models.DateTimeField()
    due = models.DateField()
    reminded = models.PositiveSmallIntegerField(default=0)
    urged = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "walk", "holder"], name="walk_ask_once")]

    def __str__(self) -> str:
        return f"{self.walk_id} {self.holder_id}"


class Wish(TenantModel):
    """Somebody asks for a walk on the public page. It is nobody's until the link in the letter was pressed.

    Personal data: name, address and words. They go a year after it was seen to; unproven ones after 30 days.
    """

    name = models.CharField(max_length=80)
    email = models.CharField(max_length=254)
    where = models.CharField(max_length=200)
    why = models.CharField(max_length=1000)
    access = models.CharField(max_length=400, blank=True)
    asked = models.DateTimeField()
    proven = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, related_name="wishes", null=True)
    answer = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"wish {self.pk}"


class Report(TenantModel):
    """A finding given to the municipality's fault-report system. `ref` is our own mark in its words.

    `number` is the system's own, or `token` until it has one; `doubles` are other numbers under which it tells the
    same, `media` where it has a picture of it. `claimed` is when it was given last, `tries` how often, `looks` how
    often it was looked for since, in vain; `next_look` is when it is seen to again, None where a person has to.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="reports")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=16)
    service = models.CharField(max_length=80)
    state = models.CharField(max_length=8, default="waiting")
    number = models.CharField(max_length=80, blank=True)
    token = models.CharField(max_length=120, blank=True)
    doubles = models.CharField(max_length=400, blank=True)
    notes = models.CharField(max_length=1000, blank=True)
    media = models.CharField(max_length=500, blank=True)
    said = models.CharField(max_length=300, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    looks = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField()
    claimed = models.DateTimeField(null=True)
    changed = models.DateTimeField()
    next_look = models.DateTimeField(null=True)
    task_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "ref"], name="walk_report_by_ref"),
            models.UniqueConstraint(
                fields=["municipality", "finding", "holder"], condition=Q(state__in=LIVE), name="walk_report_once"
            ),
            models.CheckConstraint(condition=Q(state__in=REPORT.states()), name="walk_report_state_known"),
        ]
        indexes = [models.Index(fields=["municipality", "next_look"], name="walk_report_due")]

    def __str__(self) -> str:
        return f"{self.ref} {self.state}"
