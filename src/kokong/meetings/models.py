"""Meetings, who is invited to them, who came, what they said there, and when speakers can come."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import PointField, TenantModel

from . import rules


class Meeting(TenantModel):
    """One meeting. `begins` is a moment; `zone` says whose clock its time was said by.

    `subject` and `subject_id` name what it is held because of. `uid` and `sequence` are those of its event in
    people's calendars: the first never changes, the second only with its time. `follows` is the meeting that it
    was made from. `people` and `homes` are how many came, once that was counted.
    """

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    uid = models.UUIDField(default=uuid.uuid4)
    sequence = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=rules.LONGEST["title"])
    begins = models.DateTimeField()
    zone = models.CharField(max_length=40)
    lasts = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=rules.LONGEST["place"], blank=True)
    point = PointField(null=True)  # type: ignore[misc]  # most points are never missing
    places = models.PositiveIntegerField(null=True)
    host = models.CharField(max_length=rules.LONGEST["host"], blank=True)
    audience = models.CharField(max_length=rules.LONGEST["audience"], blank=True)
    description = models.TextField(blank=True)
    state = models.CharField(max_length=12, default=rules.MEETING.initial)
    said = models.CharField(max_length=rules.LONGEST["said"], blank=True)
    made = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    changed = models.DateTimeField()
    announced = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "uid"], name="meeting_uid_once"),
            models.CheckConstraint(condition=Q(state__in=rules.MEETING.states()), name="meeting_state_known"),
            models.CheckConstraint(
                condition=Q(subject="", subject_id=None) | (~Q(subject="") & Q(subject_id__isnull=False)),
                name="meeting_because_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "begins"], name="meeting_by_state"),
            models.Index(fields=["municipality", "subject", "subject_id", "begins"], name="meeting_because"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.begins:%Y-%m-%d} {self.state}"

    @property
    def ends(self) -> datetime:
        """When it ends, as far as is known before."""
        return self.begins + timedelta(minutes=self.lasts)


class Invitation(TenantModel):
    """Somebody who is invited: with an account, or known by an e-mail address, or by name alone (on paper).

    `people` is how many they are; `seat` whether they have a place or wait for one, `seated` since when. `came` is
    how many came, None while nobody has said.

    Personal data: name, address and account. They go by retention; answers and counts stay.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    user_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=rules.LONGEST["name"], blank=True)
    email = models.EmailField(blank=True)
    made = models.DateTimeField()
    told = models.DateTimeField(null=True)
    answer = models.CharField(max_length=8, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    answered = models.DateTimeField(null=True)
    seat = models.CharField(max_length=8, blank=True)
    seated = models.DateTimeField(null=True)
    came = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user_id"], condition=Q(user_id__isnull=False), name="invited_user_once"
            ),
            models.UniqueConstraint(
                fields=["meeting", "email"], condition=~Q(email=""), name="invited_address_once"
            ),
            models.CheckConstraint(condition=Q(answer__in=("", *rules.ANSWERS)), name="invited_answer_known"),
            models.CheckConstraint(condition=Q(seat__in=rules.SEATS), name="invited_seat_known"),
        ]
        indexes = [
            models.Index(fields=["meeting", "seat", "seated"], name="invited_by_seat"),
            models.Index(fields=["municipality", "user_id"], name="invited_user"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.answer or '–'} {self.people}"


class WalkIn(TenantModel):
    """Somebody who came without being invited: a name, if they gave one, and how many they were.

    Personal data: the name. It goes by retention; how many came stays.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="walk_ins")
    name = models.CharField(max_length=rules.LONGEST["name"], blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.meeting_id} +{self.people}"


class Material(TenantModel):
    """Something to read before or after: a title, and where it lies."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="material")
    title = models.CharField(max_length=rules.LONGEST["title"])
    url = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.title


class Minutes(TenantModel):
    """What was said, in CommonMark; `sent` is which wording people were sent, 0 for none."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    body = models.TextField()
    version = models.PositiveIntegerField(default=1)
    sent = models.PositiveIntegerField(default=0)
    written = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.version}"


class Agreed(TenantModel):
    """A decision, or something that somebody does until a day: then with whom (an account, or a name)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreed")
    text = models.CharField(max_length=rules.LONGEST["text"])
    task = models.BooleanField(default=False)
    user_id = models.BigIntegerField(null=True)
    who = models.CharField(max_length=rules.LONGEST["name"], blank=True)
    due = models.DateField(null=True)

    def __str__(self) -> str:
        return self.text


class Offer(TenantModel):
    """A time at which somebody can come and speak: `topic` is what about. `meeting` has booked it."""

    user_id = models.BigIntegerField(null=True)
    topic = models.CharField(max_length=rules.LONGEST["title"])
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    zone = models.CharField(max_length=40)
    made = models.DateTimeField()
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="speakers")
    booked = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends__gt=models.F("begins")), name="offer_ends_after")]
        indexes = [models.Index(fields=["municipality", "begins"], name="offers_by_time")]

    def __str__(self) -> str:
        return f"{self.topic} {self.begins:%Y-%m-%d %H:%M}"


class Feed(TenantModel):
    """The secret address at which somebody's calendar fetches their meetings; another one ends it."""

    user_id = models.BigIntegerField()
    made = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "user_id"], name="feed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.made:%Y-%m-%d}"
