"""The lines of the agreement, and single facts that the police shared."""

from django.db import models
from django.db.models import F, Q

from kokong.kernel.fields import TenantModel

from . import rules


class AgreementLine(TenantModel):
    """What one authority shares with the other, on what ground. Ended, never rewritten.

    `made_by` and `ended_by` are personal, and go after a time.
    """

    giver = models.CharField(max_length=12)
    what = models.CharField(max_length=400)
    ground = models.CharField(max_length=16)
    purpose = models.CharField(max_length=400)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(giver__in=rules.AUTHORITIES), name="agreement_giver_known"),
            models.CheckConstraint(condition=Q(ground__in=rules.GROUNDS), name="agreement_ground_known"),
        ]

    def __str__(self) -> str:
        return self.what


class AgreementSharing(TenantModel):
    """A police-only fact that a named officer decided to share, for a purpose, until an end.

    The policy of this table shows it to the municipality only before `ends`, and lets only the police write.
    `text` goes soon after the end, `decided_by` later; that it was shared stays.
    """

    line = models.ForeignKey(AgreementLine, on_delete=models.PROTECT, related_name="sharings")
    burglary_id = models.BigIntegerField()
    fact = models.CharField(max_length=12)
    text = models.TextField(blank=True)
    purpose = models.CharField(max_length=400)
    decided_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    ends = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fact__in=rules.FACTS), name="sharing_fact_known"),
            models.CheckConstraint(condition=~Q(purpose=""), name="sharing_for_something"),
            models.CheckConstraint(condition=Q(ends__gte=F("decided_at")), name="sharing_ends_after"),
        ]
        indexes = [models.Index(fields=["municipality", "ends"], name="sharing_by_end")]

    def __str__(self) -> str:
        return f"{self.fact} of {self.burglary_id}"
