"""Dialogues, their questions, what was answered, and the themes that staff group answers by."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import PointField, TenantModel

from . import rules


class Dialogue(TenantModel):
    """What residents are asked, from when it is opened until the end of its last day."""

    promise = models.ForeignKey("promises.Promise", on_delete=models.PROTECT, related_name="+", null=True)
    title = models.CharField(max_length=160)
    lead = models.TextField(blank=True)
    state = models.CharField(max_length=8, default="draft")
    until = models.DateField()
    begun = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    heard = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.DIALOGUE.states()), name="dialogue_state_known"),
        ]

    def __str__(self) -> str:
        return self.title


class Question(TenantModel):
    """A question: one of some choices, a place on the map with a word about it, or free words."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=8)
    words = models.CharField(max_length=300)
    choices = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="dialogue_kind_known")]

    def __str__(self) -> str:
        return self.words


class Theme(TenantModel):
    """What several answers have in common, as staff call it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="themes")
    title = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "dialogue", "title"], name="dialogue_theme_once")
        ]

    def __str__(self) -> str:
        return self.title


class Reply(TenantModel):
    """One person's answers. `once` tells a second try from the first and nothing else; a replaced one stays.

    Personal data: `once` is the same for one browser, within one dialogue. It goes 30 days after that is closed.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="replies")
    once = models.CharField(max_length=64, null=True)
    way = models.CharField(max_length=8)
    at = models.DateTimeField()
    replaced = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "dialogue", "once"], condition=Q(replaced=None), name="dialogue_reply_once"
            ),
            models.CheckConstraint(condition=Q(way__in=rules.WAYS), name="dialogue_way_known"),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"


class Saying(TenantModel):
    """An answer to one question: which choice, or a place and words.

    Personal data: what somebody wrote, and where. Both go two years after the dialogue is closed.
    """

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="sayings")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    choice = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)
    point = PointField(null=True)  # type: ignore[misc]  # most points are never missing
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return f"saying {self.pk}"
