"""Cocoon, door, round, visit, and what surrounds them."""

from django.db import models

from kokong.kernel.fields import AtHome, TenantModel


class Preset(TenantModel):
    """How doors are chosen in this municipality for one kind of dwelling; see `rules.Preset`."""

    kind = models.CharField(max_length=16)
    radius_m = models.FloatField()
    at_least = models.PositiveSmallIntegerField()
    cap = models.PositiveSmallIntegerField()
    each_side = models.PositiveSmallIntegerField()
    clock_hours = models.PositiveSmallIntegerField()
    watch_days = models.PositiveSmallIntegerField()
    share_days = models.PositiveSmallIntegerField()
    claim_minutes = models.PositiveSmallIntegerField()
    include_home = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "kind"], name="preset_once")]

    def __str__(self) -> str:
        return self.kind


class Contact(TenantModel):
    """Who answers visitors' questions in this municipality: one telephone number."""

    phone = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="contact_once")]

    def __str__(self) -> str:
        return self.phone


class Cocoon(TenantModel):
    """The ring of doors around one burgled home.

    `tally` holds the counts that survive when the personal columns are cleared: see `keeping.py`.
    """

    burglary = models.OneToOneField("incidents.Burglary", on_delete=models.PROTECT, related_name="+")
    dwelling = models.ForeignKey("places.Dwelling", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16)
    opened = models.DateTimeField()
    due = models.DateTimeField()
    watch_until = models.DateTimeField()
    closed = models.DateTimeField(null=True)
    closed_reason = models.CharField(max_length=16, blank=True)
    ended = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=16, blank=True, db_default="")
    claim_minutes = models.PositiveSmallIntegerField()
    walk_by = models.CharField(max_length=16, blank=True, help_text="empty: not planned yet")
    walk_m = models.FloatField(null=True)
    tally = models.JSONField(null=True)
    cleared = models.DateTimeField(null=True)

    objects = AtHome["Cocoon"]()
    every = models.Manager["Cocoon"]()

    class Meta:
        indexes = [models.Index(fields=["municipality", "-opened"], name="cocoon_newest_first")]

    def __str__(self) -> str:
        return f"{self.pk} around {self.dwelling_id}"

    @property
    def home_id(self) -> int:
        """The id of the burgled dwelling, of a row that still knows it: `objects` gives no other."""
        assert self.dwelling_id is not None
        return self.dwelling_id


class Door(TenantModel):
    """A dwelling chosen for a visit, with the reason; carries the current outcome of its visits.

    A claim is a colleague's hand on the door until `claimed_until`. `shared_with` is the cocoon whose
    visit covers this door, too. `homes` is more than one for a block whose flats nobody lists; of them so many
    were `reached` (talked to), within the clock, `covered` (talked to, left a card, or declined), and `tried` by
    the door's own visits, whatever came of it. `finished`: a visitor said that nothing is left to do at the block;
    `finished_at` is when that, or that it isn't so, was said last, `counted_at` when its homes were counted last:
    of two phones the later word counts. `way` says whether one can walk there from the burgled home, `way_m` how
    far over ways.
    """

    cocoon = models.ForeignKey(Cocoon, on_delete=models.CASCADE, related_name="doors")
    dwelling = models.ForeignKey("places.Dwelling", on_delete=models.PROTECT, related_name="+", null=True)
    reason = models.CharField(max_length=16)
    rank = models.PositiveSmallIntegerField()
    distance_m = models.FloatField(null=True)
    way = models.CharField(max_length=8, blank=True, db_default="")
    way_m = models.FloatField(null=True)
    homes = models.PositiveSmallIntegerField(default=1, db_default=1)
    reached = models.PositiveSmallIntegerField(default=0, db_default=0)
    reached_in_time = models.PositiveSmallIntegerField(default=0, db_default=0)
    covered = models.PositiveSmallIntegerField(default=0, db_default=0)
    tried = models.PositiveSmallIntegerField(default=0, db_default=0)
    counted_at = models.DateTimeField(null=True)
    finished = models.BooleanField(default=False, db_default=False)
    finished_at = models.DateTimeField(null=True)
    walk = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=12, default="open")
    drop_reason = models.CharField(max_length=16, blank=True)
    shared_with = models.ForeignKey(Cocoon, on_delete=models.PROTECT, related_name="+", null=True)
    outcome = models.CharField(max_length=16, blank=True)
    visited_at = models.DateTimeField(null=True)
    visited_by = models.BigIntegerField(null=True)
    come_back_at = models.DateTimeField(null=True)
    claimed_by = models.BigIntegerField(null=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cocoon", "dwelling"], name="door_once")]
        indexes = [
            models.Index(fields=["dwelling", "-visited_at"], name="door_last_visit"),
            models.Index(
                fields=["municipality", "outcome"],
                condition=models.Q(state="open") & ~models.Q(outcome=""),
                name="door_revisit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.reason} {self.state}"


class Round(TenantModel):
    """Doors for a pair of visitors in walking order; without visitors anybody in the field may take it."""

    cocoon = models.ForeignKey(Cocoon, on_delete=models.CASCADE, related_name="rounds")
    title = models.CharField(max_length=120)
    created = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    expires = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "expires"], name="round_expires")]

    def __str__(self) -> str:
        return self.title


class RoundDoor(TenantModel):
    """A door in a round; its place in the order is the door's `walk`."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="round_doors")
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="round_doors")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "door"], name="round_door_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.door_id}"


class RoundVisitor(TenantModel):
    """Who walks a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="visitors")
    user_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user_id"], name="round_visitor_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.user_id}"


class Visit(TenantModel):
    """What happened at a door, or that an earlier visit is undone (`undoes` is that visit's client id).

    Rows say the same for ever, held by the database; only the personal columns may be cleared. An undo may
    arrive before the visit that it undoes, so it names the client id and no row.
    """

    client_id = models.UUIDField()
    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="visits")
    outcome = models.CharField(max_length=16, blank=True)
    undoes = models.UUIDField(null=True)
    at = models.DateTimeField()
    recorded = models.DateTimeField()
    source = models.CharField(max_length=8)
    user_id = models.BigIntegerField(null=True)
    come_back_at = models.DateTimeField(null=True)
    homes = models.PositiveSmallIntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "client_id"], name="visit_once"),
            models.CheckConstraint(condition=models.Q(undoes=None) ^ models.Q(outcome=""), name="visit_or_undo"),
        ]

    def __str__(self) -> str:
        return f"{self.door_id} {self.outcome or 'undo'}"


class FollowUp(TenantModel):
    """Something the household wants: a watch group, a kit, a home check, a sign."""

    door = models.ForeignKey(Door, on_delete=models.PROTECT, related_name="follow_ups")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "kind"], name="follow_up_once")]

    def __str__(self) -> str:
        return f"{self.door_id} {self.kind}"
