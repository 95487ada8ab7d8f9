"""Action plans, their lines, and what was said of them. What the board decided stays as it was."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel

from . import rules

__all__ = ["ActionPlan", "PlanItem", "PlanNote"]


class ActionPlan(TenantModel):
    """An action plan as the act (2023:196) asks for it. Once decided, the database holds what it says."""

    title = models.CharField(max_length=rules.LONGEST["title"])
    begins = models.DateField()
    ends = models.DateField()
    stands_on = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="draft")
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    made_at = models.DateTimeField()
    decided_on = models.DateField(null=True)
    number = models.CharField(max_length=rules.LONGEST["number"], blank=True)
    body = models.CharField(max_length=rules.LONGEST["body"], blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.PLAN.states()), name="action_plan_state_known"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("begins")), name="action_plan_ends_after"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "dropped"))
                | (Q(decided_on__isnull=False) & ~Q(number="") & ~Q(body="")),
                name="action_plan_decision_whole",
            ),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(state__in=rules.HOLDS), name="action_plan_one_holds"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state"], name="action_plan_by_state")]

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class PlanItem(TenantModel):
    """A line: problem, cause, measure, who, when, and its proof in the ledger.

    Who has it, how it stands, its result and its evaluation may change after the decision; nothing else.
    Personal data: who has it. It goes two years after the plan's time is over.
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="items")
    problem = models.CharField(max_length=rules.LONGEST["problem"])
    cause = models.CharField(max_length=rules.LONGEST["cause"], blank=True)
    what = models.CharField(max_length=rules.LONGEST["what"])
    by = models.CharField(max_length=12)
    unit = models.CharField(max_length=rules.LONGEST["unit"])
    due = models.DateField()
    kind = models.CharField(max_length=40, blank=True)
    wanted = models.PositiveIntegerField(null=True)
    area_id = models.BigIntegerField(null=True)
    sign = models.CharField(max_length=rules.LONGEST["sign"], blank=True)
    owner_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, default="planned")
    result = models.CharField(max_length=rules.LONGEST["result"], blank=True)
    evaluation_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=rules.ITEM.states()), name="plan_item_state_known"),
            models.CheckConstraint(condition=Q(by__in=rules.BYS), name="plan_item_by_known"),
            models.CheckConstraint(
                condition=Q(state__in=rules.OPEN) | ~Q(result=""), name="plan_item_result_said"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class PlanNote(TenantModel):
    """A report to the council, or a follow-up. Never changed; who wrote it may be forgotten."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10)
    on = models.DateField()
    number = models.CharField(max_length=rules.LONGEST["number"], blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("report", "follow_up")), name="plan_note_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.plan_id} {self.on}"
