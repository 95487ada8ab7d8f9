"""Plans, what was changed in them after they were locked, and every look at the outcome."""

from django.db import models

from kokong.kernel.fields import TenantModel

from .costs.models import Spending
from .pooling.models import Pool, PoolFile
from .statistics.models import Dataset
from .telling.models import Publication

__all__ = ["Change", "Dataset", "Evaluation", "Look", "Pool", "PoolFile", "Publication", "Spending"]


class Evaluation(TenantModel):
    """A question with its plan. Once `registered` the plan stays as it was; the database sees to it.

    Months are named by their first day. `peeked`: somebody looked at the outcome before, and it stays so.
    `ground` is what was known when it was locked: names of the areas, homes, what the data can show.
    """

    question = models.CharField(max_length=300)
    measures = models.JSONField(default=list)
    treated = models.JSONField(default=list)
    compared = models.JSONField(default=list)
    since = models.DateField()
    start = models.DateField()
    until = models.DateField()
    by_lot = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="draft")
    peeked = models.BooleanField(default=False)
    ground = models.JSONField(null=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    registered_at = models.DateTimeField(null=True)
    registered_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("draft", "registered")), name="effect_evaluation_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(since__lt=models.F("start"), start__lt=models.F("until")),
                name="effect_evaluation_months_in_order",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-id"], name="effect_evaluation_newest_first")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Change(TenantModel):
    """What was changed after the plan was locked, and why: the plan from then on. Never changed itself."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    why = models.CharField(max_length=1000)
    plan = models.JSONField()
    looked = models.BooleanField(help_text="whether the outcome had been looked at by then")

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.at}"


class Look(TenantModel):
    """One look at the outcome: what was counted and what that says, in each language. Never changed."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="looks")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    called = models.CharField(max_length=12)
    until = models.DateField(help_text="the first month that was not counted")
    counted = models.JSONField(help_text="areas, months and burglaries, so that it can be judged again")
    dose = models.JSONField(help_text="deliveries of the measures in the areas")
    result = models.JSONField(help_text="by language; or why there is no answer")

    class Meta:
        indexes = [models.Index(fields=["municipality", "evaluation", "-id"], name="effect_look_newest_first")]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.until}"


class MonitorLook(TenantModel):
    """A monthly look with its boundary: see `analysis.effect.monitor`. Taken once a month, never changed."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="monthly")
    until = models.DateField(help_text="the first day that was not counted")
    at = models.DateTimeField()
    observed = models.FloatField()
    expected = models.FloatField()
    limit = models.FloatField(null=True, help_text="burglaries from the expected to the boundary; none so early")
    spent = models.FloatField(help_text="the chance of a false alarm up to now")
    crossed = models.BooleanField()
    out = models.JSONField(help_text="which choices of areas have crossed; carried to the next look")
    delivered = models.IntegerField()
    spilled = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "evaluation", "until"], name="effect_monitor_once")
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.until}"


class Lot(TenantModel):
    """Areas that start one after another, in an order drawn by lot: announced first, then drawn once.

    `areas` are numbers and names as they were announced. The database refuses any other change than the drawing,
    and an order that is not that of the seed.
    """

    question = models.CharField(max_length=300)
    measures = models.JSONField()
    areas = models.JSONField()
    since = models.DateField()
    start = models.DateField()
    at_once = models.IntegerField()
    apart = models.IntegerField(help_text="months between starts")
    seed_is = models.CharField(max_length=300, help_text="what the seed will be, stated before it is known")
    announced_at = models.DateTimeField()
    announced_by = models.BigIntegerField(null=True)
    seed = models.CharField(max_length=300, null=True)
    drawn = models.JSONField(null=True, help_text="numbers of areas in their order")
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.seed or ''}"


class LotLook(TenantModel):
    """One look at the outcome of a lot, as `Look` is one of an evaluation. Never changed."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="looks")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    called = models.CharField(max_length=12)
    until = models.DateField(help_text="the first day that was not counted")
    counted = models.JSONField()
    dose = models.JSONField()
    result = models.JSONField()

    def __str__(self) -> str:
        return f"{self.lot_id} {self.until}"
