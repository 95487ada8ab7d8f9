"""Burglaries, their history, and what only the police may see of them."""

from django.db import models

from kokong.kernel.fields import AtHome, TenantModel


class Burglary(TenantModel):
    """A completed or attempted burglary of a dwelling, as it is known now.

    After some years it forgets its dwelling and is there for counting: see `keeping.py`.
    """

    dwelling = models.ForeignKey("places.Dwelling", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, default="draft")
    earliest = models.DateTimeField()
    latest = models.DateTimeField()
    completed = models.BooleanField()
    dwelling_kind = models.CharField(max_length=16)
    entry_point = models.CharField(max_length=16, blank=True)
    source = models.CharField(max_length=12)
    reported_at = models.DateTimeField()
    reported_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)

    objects = AtHome["Burglary"]()
    every = models.Manager["Burglary"]()

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "-latest", "-id"], name="burglary_newest_first"),
            models.Index(fields=["municipality", "state", "-latest"], name="burglary_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(earliest__lte=models.F("latest")), name="burglary_window"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def home_id(self) -> int:
        """The id of the dwelling, of a row that still knows it: `objects` gives no other."""
        assert self.dwelling_id is not None
        return self.dwelling_id


class BurglaryVersion(TenantModel):
    """One change of a burglary. Append-only, held by the database; never holds the police part."""

    burglary = models.ForeignKey(Burglary, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=dict, help_text='{"field": [before, after]}')

    class Meta:
        constraints = [models.UniqueConstraint(fields=["burglary", "number"], name="burglary_version_once")]

    def __str__(self) -> str:
        return f"{self.burglary_id}/{self.number} {self.action}"


class PolicePart(TenantModel):
    """What only the police authority sees: the policy of this table asks for it."""

    burglary = models.OneToOneField(Burglary, on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=40, blank=True)
    contact = models.TextField(blank=True)
    written = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "case_number"],
                condition=~models.Q(case_number=""),
                name="case_number_once",
            )
        ]

    def __str__(self) -> str:
        return f"police part of {self.burglary_id}"


class NewsSetting(TenantModel):
    """A municipality that shows events from polisen.se."""

    place = models.CharField(max_length=80, help_text="its name at polisen.se, usually the municipality's")
    since = models.DateTimeField()
    fetched = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality"], name="news_setting_once")]

    def __str__(self) -> str:
        return self.place


class NewsEvent(TenantModel):
    """A published event from polisen.se: news for people to read, never a burglary.

    Its place is the name of a municipality or county; the coordinates of the source are the middle of
    that area and are not kept, so that no analysis can take them for a place of crime.
    """

    external_id = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    url = models.URLField(max_length=500)
    place = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["municipality", "-at"], name="news_newest_first")]
        constraints = [models.UniqueConstraint(fields=["municipality", "external_id"], name="news_event_once")]

    def __str__(self) -> str:
        return self.title


class NewsCall(models.Model):
    """When polisen.se was called, for all municipalities and processes of this installation together.

    Holds nothing of any municipality: its limits count per installation.
    """

    at = models.DateTimeField(db_index=True)
    status = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.at} {self.status}"
