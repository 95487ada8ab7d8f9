"""Owners, the buildings that they have, the homes in them, and whom to write to."""

from django.db import models
from django.db.models import Q

from kokong.kernel.fields import PointField, TenantModel

from . import rules
from .checks.models import Answer, Check
from .telling.models import Setting, Told

__all__ = ["Answer", "Building", "Check", "Claim", "Contact", "Home", "Owner", "Setting", "Told"]


class Owner(TenantModel):
    """A property owner or a housing association. One that was merged or ended stays, with what it had.

    Personal data: a private landlord's name may be a person's. It goes a year after the owner has ended.
    """

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=12, default="active")
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    out_of = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"], condition=Q(state="active") & ~Q(number=""), name="owner_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="owner_kind_known"),
            models.CheckConstraint(condition=Q(state__in=rules.OWNER.states()), name="owner_state_known"),
        ]
        indexes = [models.Index(fields=["municipality", "name"], name="owner_by_name")]

    def __str__(self) -> str:
        return f"owner {self.pk}"


class Building(TenantModel):
    """A building at one address. `homes` is how many homes it has, by the register of places when it was linked.

    `together`: the desk has decided that several own it together. `disputed`: several say that they own it, and
    nobody has decided (`holding.settle`); it stands here since whoever speaks for one of them sees no other claim.
    """

    address = models.CharField(max_length=160)
    point = PointField()
    homes = models.PositiveIntegerField(default=0)
    together = models.BooleanField(default=False)
    disputed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["municipality", "address"], name="owner_building_address")]

    def __str__(self) -> str:
        return self.address


class Home(TenantModel):
    """A dwelling that lies in a building; in one alone."""

    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="+")
    dwelling = models.ForeignKey("places.Dwelling", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "dwelling"], name="owner_home_once")]

    def __str__(self) -> str:
        return f"{self.building_id} {self.dwelling_id}"


class Claim(TenantModel):
    """That an owner owns or manages a building. An ended one stays: it says who had the building then."""

    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="claims")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="claims")
    part = models.CharField(max_length=8, default="owns")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "owner", "building", "part"], condition=Q(until=None),
                name="owner_claim_once",
            ),
            models.CheckConstraint(condition=Q(part__in=rules.PARTS), name="owner_claim_part_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.owner_id} {self.part} {self.building_id}"


class Contact(TenantModel):
    """A person who answers for an owner. Whether they may be written to stands in `people.consent`.

    Personal data: name, address, telephone number and role. They go 90 days after the person has left.
    """

    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    role = models.CharField(max_length=12, default="board")
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "owner", "email"], condition=Q(ended=None) & ~Q(email=""),
                name="owner_contact_once",
            ),
            models.CheckConstraint(condition=Q(role__in=("", *rules.ROLES)), name="owner_contact_role_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"contact {self.pk}"
