"""Promises, their actions, the rules by which these are counted, who signed, and what was counted."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel

from . import rules
from .dialogue.models import Dialogue, Question, Reply, Saying, Theme

__all__ = [
    "Action",
    "Counting",
    "Dialogue",
    "Month",
    "Promise",
    "Question",
    "Reply",
    "Saying",
    "Signature",
    "Theme",
]


class Promise(TenantModel):
    """What municipality and police promise together, from the first of a month up to the first of another."""

    title = models.CharField(max_length=160)
    situation = models.TextField(blank=True)
    priorities = models.TextField(blank=True)
    text = models.TextField(blank=True)
    hopes = models.TextField(blank=True)
    state = models.CharField(max_length=12, default="situation")
    begins = models.DateField()
    ends = models.DateField()
    begun = models.DateTimeField()
    signed = models.DateTimeField(null=True)
    midterm = models.TextField(blank=True)
    midterm_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.PROMISE.states()), name="promise_state_known"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("begins")), name="promise_ends_after"),
        ]
        indexes = [models.Index(fields=["municipality", "state"], name="promise_by_state")]

    def __str__(self) -> str:
        return self.title


class Action(TenantModel):
    """Something that is done to keep a promise. `result` and `reason` are what the report says of it."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(max_length=160)
    by = models.CharField(max_length=12)
    result = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(by__in=rules.BY), name="promise_action_by_known"),
            models.CheckConstraint(condition=~Q(result__in=("partly", "not")) | ~Q(reason=""), name="promise_why"),
        ]

    def __str__(self) -> str:
        return self.title


class Counting(TenantModel):
    """A rule by which an action is counted, as data (`rules.from_data`). An earlier one stays, with its result.

    `applies` is the day since which it holds (None: from the beginning). `result` is what it had come to when it
    was replaced, as `progressing.frozen` writes it.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="countings")
    rule = models.JSONField()
    made = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    applies = models.DateField(null=True)
    until = models.DateTimeField(null=True)
    why = models.CharField(max_length=400, blank=True)
    result = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "action"], condition=Q(until=None), name="promise_one_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"rule of action {self.action_id}"


class Month(TenantModel):
    """What a rule came to in a month, whose first day it names: how many, and of how many.

    `areas` has the same by the number of each area, where the rule is of the whole municipality.
    """

    counting = models.ForeignKey(Counting, on_delete=models.CASCADE, related_name="months")
    month = models.DateField()
    n = models.DecimalField(max_digits=14, decimal_places=2)
    of = models.DecimalField(max_digits=14, decimal_places=2)
    areas = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "counting", "month"], name="promise_month_once"),
        ]

    def __str__(self) -> str:
        return f"{self.counting_id} {self.month:%Y-%m}"


class Signature(TenantModel):
    """That somebody signed for their authority, signed in as themselves. `office` is what the public reads.

    Personal data: which account signed. It goes five years after it was signed. `taken_back` is when the promise
    was rewritten, so that it has to be signed anew.
    """

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="signatures")
    authority = models.CharField(max_length=12)
    office = models.CharField(max_length=120)
    user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    taken_back = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "promise", "authority"], condition=Q(taken_back=None),
                name="promise_signed_once",
            ),
            models.UniqueConstraint(
                fields=["municipality", "promise", "user_id"], condition=Q(taken_back=None),
                name="promise_signed_by_two",
            ),
            models.CheckConstraint(condition=Q(authority__in=rules.AUTHORITIES), name="promise_authority_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.authority} {self.promise_id}"
