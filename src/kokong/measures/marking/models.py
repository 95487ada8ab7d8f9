"""Kits by batch, what is handed out, the journal of stock and money, and the areas in which reach is counted."""

from django.db import models
from django.db.models import F, Q

from kokong.kernel.fields import TenantModel

from . import rules
from .found.models import Find, Question
from .reach.models import Reached, Said

__all__ = ["Area", "Closing", "Entry", "Find", "Handing", "Lot", "Question", "Reached", "Said"]


class Lot(TenantModel):
    """Kits of one supplier and batch. `label` is our own name of the box; nothing here names a kit's owner's code.

    `left` and `decals_left` are what lies on the shelf: sums of the journal, kept here under a lock. Öre a kit.
    """

    supplier = models.CharField(max_length=20)
    batch = models.CharField(max_length=40)
    label = models.CharField(max_length=6)
    kits = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    decals = models.PositiveIntegerField(default=0)
    decals_left = models.PositiveIntegerField(default=0)
    cost = models.PositiveIntegerField(default=0)
    price = models.PositiveIntegerField(default=0)
    subsidy = models.PositiveIntegerField(default=0)
    bought = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "label"], name="marking_label_once"),
            models.UniqueConstraint(fields=["municipality", "supplier", "batch"], name="marking_batch_once"),
            models.CheckConstraint(condition=Q(left__lte=F("kits")), name="marking_left_of_kits"),
            models.CheckConstraint(condition=Q(decals_left__lte=F("decals")), name="marking_left_of_decals"),
            models.CheckConstraint(condition=Q(subsidy__lte=F("price")), name="marking_subsidy_of_price"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} {self.batch}"


class Area(TenantModel):
    """An area in which reach is counted, with the share of its households (per cent) that is aimed at.

    Areas that are counted share no ground, so that a household is in one at most.
    """

    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField(default=15)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "area"], condition=Q(ended=None), name="marking_area_once"
            ),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="marking_share_of_100"),
        ]

    def __str__(self) -> str:
        return f"marking area {self.pk}"


class Handing(TenantModel):
    """Kits that were handed out: sold, given or lent, and in which counted area whoever got them lives.

    It knows no home. `used` is how many of its kits their households have used: None until they say. Personal
    data: who borrowed, and how to reach them. They go when the kit is back. Of what was sold or given the address
    alone of those who want to be `asked` in a year, until they answer.
    """

    client_id = models.UUIDField()
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="handings")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="handings", null=True)
    way = models.CharField(max_length=8)
    occasion = models.CharField(max_length=8)
    state = models.CharField(max_length=12, default="out")
    kits = models.PositiveIntegerField(default=1)
    decals = models.PositiveIntegerField(default=0)
    price = models.PositiveIntegerField(default=0)
    subsidy = models.PositiveIntegerField(default=0)
    paid = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    due = models.DateField(null=True)
    ended = models.DateTimeField(null=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    user_id = models.BigIntegerField(null=True)
    meeting = models.BigIntegerField(null=True)
    asked = models.DateTimeField(null=True)
    used = models.PositiveIntegerField(null=True)
    answered = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_id"], name="marking_handed_once"),
            models.CheckConstraint(condition=Q(used=None) | Q(used__lte=F("kits")), name="marking_used_of_kits"),
            models.CheckConstraint(condition=Q(way__in=rules.WAYS), name="marking_way_known"),
            models.CheckConstraint(condition=Q(occasion__in=rules.OCCASIONS), name="marking_occasion_known"),
            models.CheckConstraint(condition=Q(state__in=rules.HANDING.states()), name="marking_state_known"),
            models.CheckConstraint(condition=Q(kits__gte=1), name="marking_some_kits"),
            models.CheckConstraint(condition=Q(price__gte=F("subsidy") + F("paid")), name="marking_paid_of_price"),
            models.CheckConstraint(condition=Q(due=None) | Q(way="lent"), name="marking_due_of_loans"),
        ]
        indexes = [models.Index(fields=["municipality", "way", "state", "due"], name="marking_loans")]

    def __str__(self) -> str:
        return f"handing-out {self.pk}"


class Entry(TenantModel):
    """One movement of stock and money, never changed; what was wrong is set right by another. Amounts in öre."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="entries", null=True)
    handing = models.ForeignKey(Handing, on_delete=models.PROTECT, related_name="entries", null=True)
    kind = models.CharField(max_length=12)
    kits = models.IntegerField(default=0)
    decals = models.IntegerField(default=0)
    cost = models.BigIntegerField(default=0)
    price = models.BigIntegerField(default=0)
    subsidy = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Closing(TenantModel):
    """A closing sheet: all was counted and agreed with the journal up to its entry `upto`."""

    at = models.DateTimeField()
    upto = models.BigIntegerField()
    kits = models.PositiveIntegerField()
    decals = models.PositiveIntegerField()
    paid = models.BigIntegerField()
    user_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"closing {self.pk}"
