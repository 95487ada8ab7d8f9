"""Texts, their revisions, and what was done with them."""

from typing import Final

from django.db import models

from kokong.kernel.fields import TenantModel

STATES: Final = ("draft", "proposed", "approved", "scheduled", "published", "expired")


class Text(TenantModel):
    """One text in one language. `newest` and `shown` are numbers of its revisions: everybody reads `shown`.

    `both`: it speaks for the municipality and the police; `proposed_by` is the authority that asked the other.
    """

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    both = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="draft")
    proposed_by = models.CharField(max_length=12, blank=True)
    newest = models.PositiveIntegerField(default=1)
    shown = models.PositiveIntegerField(null=True)
    shown_since = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True)
    made = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind", "slug", "language"], name="text_once"),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="text_state_known"),
        ]
        indexes = [models.Index(fields=["municipality", "kind", "-shown_since"], name="text_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug} {self.language} {self.state}"


class Revision(TenantModel):
    """The words as somebody saved them. Never changed."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=300, blank=True)
    body = models.TextField(help_text="CommonMark")
    covers = models.JSONField(default=list, help_text="What else an approval covers, a line each")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="text_revision_once")]

    def __str__(self) -> str:
        return f"{self.text_id}/{self.number} {self.title}"


class Step(TenantModel):
    """Something that was done with a text, and the sentence that says why."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="steps")
    revision = models.PositiveIntegerField()
    move = models.CharField(max_length=12)
    said = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["text", "at"], name="text_steps")]

    def __str__(self) -> str:
        return f"{self.text_id} {self.move}"


class Decision(TenantModel):
    """What was decided of an article that comes with Kokong: hidden, or shown again. The last one holds.

    `said` is for readers who come by an earlier link; `instead` ends the address of other advice.
    """

    article = models.CharField(max_length=80)
    hidden = models.BooleanField()
    said = models.CharField(max_length=300)
    instead = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "article", "-at", "-id"], name="article_decided_last")]

    def __str__(self) -> str:
        return f"{self.article} {'hidden' if self.hidden else 'shown'}"


class Basis(TenantModel):
    """The edition of an article that a text of the municipality's was written by, or last compared with."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="+")
    edition = models.CharField(max_length=32)
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=300)
    body = models.TextField(help_text="CommonMark")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text"], name="text_has_one_basis")]

    def __str__(self) -> str:
        return f"{self.text_id} {self.edition}"
