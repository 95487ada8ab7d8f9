"""Analysis runs with what they read and found, and what was proposed from them."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import TenantModel


class Homes(TenantModel):
    """Where the dwellings lay when runs read them: places and kinds as compressed arrays. Shared by many runs."""

    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    dwellings = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "digest"], name="risk_homes_once")]

    def __str__(self) -> str:
        return self.digest[:12]


class Snapshot(TenantModel):
    """The burglaries as runs read them, so that the runs can be repeated after corrections and imports."""

    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    homes = models.ForeignKey(Homes, on_delete=models.PROTECT, related_name="+")
    burglaries = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict, help_text="how many burglaries didn't count, by reason")
    taken = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "digest"], name="risk_snapshot_once")]

    def __str__(self) -> str:
        return self.digest[:12]


class Run(TenantModel):
    """One analysis: what it was asked, what it read, what it found. `arrays` are compressed."""

    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=12, default="waiting")
    seed = models.BigIntegerField()
    parameters = models.JSONField(default=dict)
    version = models.CharField(max_length=120, blank=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+", null=True)
    snapshot_digest = models.CharField(max_length=64, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    burglaries = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=dict, help_text="how many burglaries didn't count, by reason")
    figures = models.JSONField(null=True)
    arrays = models.BinaryField(null=True)
    problem = models.JSONField(null=True, help_text="why there is no result: a code and its figures")
    attempts = models.PositiveSmallIntegerField(default=0)
    asked = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "kind", "-id"], name="risk_run_newest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind"],
                condition=Q(state__in=("waiting", "running")),
                name="risk_run_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.state}"


class Proposal(TenantModel):
    """Cocoon settings that a run suggests. The accepted one that hasn't ended is what cocoons use."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default="open")
    radius_m = models.FloatField()
    watch_days = models.PositiveSmallIntegerField()
    ranking = models.CharField(max_length=12)
    evidence = models.JSONField()
    made = models.DateTimeField()
    decided = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    ended = models.DateTimeField(null=True, help_text="when accepted settings stopped being used")

    class Meta:
        indexes = [models.Index(fields=["municipality", "-id"], name="risk_proposal_newest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(state="open"), name="risk_proposal_one_open"
            ),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(state="accepted", ended=None), name="risk_proposal_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
