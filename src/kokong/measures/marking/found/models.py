"""Finds, and whose register was asked about them. Only words of our lists, times and yes or no: never a code."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel

from . import rules


class Find(TenantModel):
    """A found thing that bears a mark. The police's alone; what the thing is stands in their own case."""

    colour = models.CharField(max_length=8)
    decal = models.CharField(max_length=12, blank=True)
    form = models.CharField(max_length=8)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(colour__in=rules.COLOURS), name="found_colour_known"),
            models.CheckConstraint(condition=Q(form__in=rules.FORMS), name="found_form_known"),
        ]

    def __str__(self) -> str:
        return f"find {self.pk}"


class Question(TenantModel):
    """That a supplier's register was asked: by whom, why, when, and whether it knew the mark. Nothing more."""

    find = models.ForeignKey(Find, on_delete=models.PROTECT, related_name="questions")
    supplier = models.CharField(max_length=12)
    why = models.CharField(max_length=12)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    answer = models.BooleanField(null=True)
    answered = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "find", "supplier"], name="found_asked_once"),
            models.CheckConstraint(condition=Q(why__in=rules.WHY), name="found_why_known"),
            models.CheckConstraint(
                condition=Q(answer=None, answered=None) | Q(answer__isnull=False, answered__isnull=False),
                name="found_answer_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"
