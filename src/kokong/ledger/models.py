"""One row per measure delivered to a place on a date or over a time, and what they come to by month."""

from typing import Any, Final

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import PointField, TenantModel

_NOWHERE: Final[dict[str, Any]] = {
    "dwelling": None, "building": None, "subject": "", "subject_id": None, "point": None, "audience": "",
}  # fmt: skip


def _place(kind: str, *columns: str, area: bool = False) -> Q:
    """Rows of this kind of place: what belongs to another kind is empty."""
    others = {name: empty for name, empty in _NOWHERE.items() if name not in columns}
    return Q(place=kind, **others, **({"area_id__isnull": False} if area else {}))


ONE_PLACE: Final = (
    _place("")
    | _place("dwelling", "dwelling")  # empty once it is forgotten
    | _place("building", "building") & Q(building__isnull=False)
    | _place("spot", "subject", "subject_id", "point") & (Q(point__isnull=False) | Q(subject_id__isnull=False))
    | _place("audience", "audience") & ~Q(audience="")
    | _place("area", area=True)
)


class Delivery(TenantModel):
    """A measure delivered. `source` and `source_id` name the row of the measure's own room that it stems from.

    `place` says which kind of place it has; beside another, `area_id` is the area in which that lay.
    `since` and `until` are of what stands for a time, e.g. a sign; without an end it still stands. `month` is the
    first day of the month of `on`, by the municipality's clock.

    Personal data: which dwelling was reached. After the retention period only a square remains.
    """

    measure = models.CharField(max_length=40)
    place = models.CharField(max_length=10, blank=True)
    building = models.ForeignKey("places.Building", null=True, on_delete=models.PROTECT, related_name="+")
    area_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True)
    point = PointField(null=True)  # type: ignore[misc]  # most points are never missing
    audience = models.CharField(max_length=120, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    reach = models.PositiveIntegerField(null=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    month = models.DateField()
    dwelling = models.ForeignKey("places.Dwelling", null=True, on_delete=models.PROTECT, related_name="+")
    burglary_id = models.BigIntegerField(null=True)
    on = models.DateTimeField()
    outcome = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=40)
    source_id = models.CharField(max_length=64)
    retracted_at = models.DateTimeField(null=True)
    square_x = models.FloatField(null=True)
    square_y = models.FloatField(null=True)
    square_m = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source", "source_id"], name="delivered_once"),
            models.CheckConstraint(condition=ONE_PLACE, name="delivery_has_one_place"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since__isnull=False, until__gte=models.F("since")),
                name="delivery_stands_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "measure", "on"], name="delivery_by_measure"),
            models.Index(fields=["municipality", "dwelling", "on"], name="delivery_by_dwelling"),
            models.Index(fields=["municipality", "burglary_id"], name="delivery_by_burglary"),
            models.Index(fields=["municipality", "subject", "subject_id"], name="delivery_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.outcome} {self.source} {self.source_id}"


class Month(TenantModel):
    """What a measure came to in one area and month; the database keeps it, row by row of `Delivery`.

    `area` is 0 for what was counted in no area.
    """

    month = models.DateField()
    measure = models.CharField(max_length=40)
    area = models.BigIntegerField()
    deliveries = models.BigIntegerField()
    quantity = models.BigIntegerField()
    reach = models.BigIntegerField()
    hours = models.DecimalField(max_digits=14, decimal_places=2)
    cost = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "month", "measure", "area"], name="one_sum_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.month:%Y-%m} {self.area}"
