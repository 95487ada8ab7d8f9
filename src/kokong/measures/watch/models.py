"""Groups, the homes on their rosters, and the people of those that have joined."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from kokong.kernel.fields import TenantModel

from . import rules
from .alerts.models import Alert, AlertReply, AlertWord

__all__ = ["Alert", "AlertReply", "AlertWord", "Asking", "Group", "Household", "Member", "Setting"]


class Setting(TenantModel):
    """What the municipality has decided; see `rules.Setting`."""

    fewest = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    head_from = models.PositiveSmallIntegerField()
    least_share = models.PositiveSmallIntegerField()
    approve = models.CharField(max_length=6, default="never")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="watch_setting_once")]

    def __str__(self) -> str:
        return f"{self.fewest} to {self.most}"


class Group(TenantModel):
    """A watch group and its area. Holds nothing about anybody: who is in it stands in the other tables."""

    name = models.CharField(max_length=120)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="interest")
    speaker = models.CharField(max_length=12, blank=True)
    began = models.DateTimeField()
    active_since = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    met = models.DateField(null=True)
    checked = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.GROUP.states()), name="watch_group_state_known"),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(active_since__isnull=False), name="watch_group_active_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class Household(TenantModel):
    """What a home answered. One that declined stays, without anybody's name or address of any kind beside it."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="households")
    dwelling = models.ForeignKey("places.Dwelling", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12)
    since = models.DateTimeField()
    decals = models.DateField(null=True)
    ordered = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "group", "dwelling"], name="watch_home_once"),
            models.CheckConstraint(condition=Q(state__in=rules.HOMES), name="watch_home_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.dwelling_id} {self.state}"


class Member(TenantModel):
    """A person of a home, from the moment they asked to join. `asked` moves with each link that is sent to them.

    Without a group they want one where there is none; it begins once they have proven their address. Until then
    `wants` holds the purposes that they mean to agree to. `confirmed`: a contact person knows that they live
    there. `trusted`: a contact person whom the municipality has let in to the group's own pages.
    `claimed` is what a list that brought them says that they agree to (`rosters.cells`), which makes nobody agree.
    `least` is how urgent an alert must be for them, `digest_at` the hour at which they read what can wait.

    Personal data: name and how to reach them. They go when the person leaves.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members", null=True)
    dwelling = models.ForeignKey("places.Dwelling", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=5, blank=True)
    role = models.CharField(max_length=8, default="member")
    source = models.CharField(max_length=12, default="page")
    wants = models.CharField(max_length=40, blank=True)
    claimed = models.CharField(max_length=100, blank=True)
    least = models.CharField(max_length=5, default="calm")
    digest_at = models.PositiveSmallIntegerField(default=7)
    asked = models.DateTimeField()
    joined = models.DateTimeField(null=True)
    proven = models.DateTimeField(null=True)
    left = models.DateTimeField(null=True)
    confirmed = models.DateTimeField(null=True)
    trusted = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "municipality",
                "group",
                Lower("email"),
                condition=Q(left=None) & ~Q(email=""),
                name="watch_member_once",
            ),
            models.CheckConstraint(condition=Q(role__in=rules.ROLES), name="watch_member_role_known"),
        ]
        indexes = [models.Index(fields=["municipality", "group", "dwelling"], name="watch_member_by_home")]

    def __str__(self) -> str:
        return f"member {self.pk}"


class Away(TenantModel):
    """A home is away from one day to another. No policy shows it to the desk: neighbours alone see it.

    Personal data of the most delicate kind; it goes the day after it ended.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    dwelling = models.ForeignKey("places.Dwelling", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    seen_by = models.CharField(max_length=8, default="contacts")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="watch_away_ends_after"),
            models.CheckConstraint(condition=Q(seen_by__in=rules.SEEN_BY), name="watch_away_seen_by_known"),
            models.UniqueConstraint(fields=["municipality", "group", "dwelling", "since"], name="watch_away_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dwelling_id} {self.since} to {self.until}"


class Note(TenantModel):
    """What somebody saw: what, where, and when. A text that describes a person never comes here (`describing`)."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=400)
    place = models.CharField(max_length=120)
    at = models.DateTimeField()
    made = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "group", "-at"], name="watch_note_by_time")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Question(TenantModel):
    """What a contact person asks the police or the municipality, to be answered by `due`; a task waits for it."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    whom = models.CharField(max_length=12)
    text = models.CharField(max_length=600)
    asked = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    due = models.DateTimeField()
    answer = models.CharField(max_length=2000, blank=True)
    answered = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(whom__in=rules.ASKED), name="watch_question_whom_known"),
            models.CheckConstraint(
                condition=Q(answered=None) | ~Q(answer=""), name="watch_question_answered_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Asking(TenantModel):
    """That somebody asked for a link on the public page: so many an hour, and no more. Not who, nor for whom."""

    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "at"], name="watch_asking_by_time")]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
