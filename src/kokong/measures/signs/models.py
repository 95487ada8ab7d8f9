"""Signs, and each look that somebody took at one."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import PointField, TenantModel

from . import rules


class Sign(TenantModel):
    """A sign and the spot where it stands or shall stand.

    Personal data: the owner of the ground and how to reach them. They go once the sign has been gone for a while.
    """

    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=120)
    point = PointField()
    state = models.CharField(max_length=12, default="planned")
    condition = models.CharField(max_length=12, blank=True)
    ground = models.CharField(max_length=12, default="unknown")
    permit = models.CharField(max_length=12, default="unknown")
    permit_until = models.DateField(null=True)
    owner = models.CharField(max_length=120, blank=True)
    owner_contact = models.CharField(max_length=200, blank=True)
    planned = models.DateTimeField()
    installed = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)
    next_check = models.DateField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=tuple(rules.KINDS)), name="sign_kind_known"),
            models.CheckConstraint(condition=Q(state__in=rules.SIGN.states()), name="sign_state_known"),
            models.CheckConstraint(condition=Q(ground__in=rules.GROUNDS), name="sign_ground_known"),
            models.CheckConstraint(condition=Q(permit__in=rules.PERMITS), name="sign_permit_known"),
            models.CheckConstraint(
                condition=~Q(state__in=rules.STANDING) | Q(installed__isnull=False), name="sign_up_since"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "state", "next_check"], name="sign_by_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.place} {self.state}"


class Check(TenantModel):
    """What somebody saw when they looked at a sign. `client_id` is the record's own, so it is taken once."""

    client_id = models.UUIDField()
    sign = models.ForeignKey(Sign, on_delete=models.PROTECT, related_name="checks")
    condition = models.CharField(max_length=12)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_id"], name="sign_checked_once"),
            models.CheckConstraint(condition=Q(condition__in=rules.CONDITIONS), name="sign_condition_known"),
        ]

    def __str__(self) -> str:
        return f"{self.condition} {self.at:%Y-%m-%d}"


class Siting(TenantModel):
    """A question where the next signs do most, and what was found: at once in turn, then the best with its proof.

    `found` is the proposal, as `siting.told` writes it; `state` is "asked" until the search for the best has
    ended. `area_id` is no reference: an area may go meanwhile.
    """

    kind = models.CharField(max_length=20)
    signs = models.PositiveSmallIntegerField()
    weight = models.CharField(max_length=12)
    within_m = models.PositiveSmallIntegerField()
    area_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, default="asked")
    found = models.JSONField()
    asked = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=("asked", "ended")), name="sign_siting_state_known")
        ]

    def __str__(self) -> str:
        return f"siting {self.pk} {self.state}"
