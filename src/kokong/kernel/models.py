"""The tenant, the log of who did what, and which events were handled."""

from django.db import models
from django.utils.translation import gettext

from .fields import CurrentMunicipality, IdsField, TenantModel


class Municipality(models.Model):
    """A tenant (kommun). Its name and code are public; everything else hangs on it by policy.

    With `practice_of` it is where drills of another are held: the database shows it to nobody but those within.
    """

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    official_name = models.CharField(max_length=120, blank=True, db_default="", default="")
    crs = models.PositiveIntegerField(help_text="EPSG code of the metric coordinate system")
    language = models.CharField(max_length=5, default="sv")
    practice_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def signed(self) -> str:
        """What it signs with: its official name ("Havsviks kommun", "Göteborgs Stad"), where it has given one."""
        return self.official_name or gettext("%(name)s municipality") % {"name": self.name}


class AuditEntry(models.Model):
    """Who did what, when. The database fills who, as what and when, whatever is sent; append-only.

    Actions with `police` in their name are about the police part: the police's auditor reads them.
    """

    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_default=CurrentMunicipality(),
        editable=False,
    )
    at = models.DateTimeField(editable=False)
    user_id = models.BigIntegerField(null=True)
    authority = models.CharField(max_length=20)
    roles = models.CharField(max_length=400, db_default="", default="")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    rows = IdsField(null=True)
    purpose = models.CharField(max_length=200, db_default="", default="")
    words = models.CharField(max_length=64, db_default="", default="")
    nonce = models.UUIDField(null=True, editable=False)
    detail = models.JSONField(default=dict)
    police = models.GeneratedField(
        expression=models.ExpressionWrapper(
            models.Q(action__contains="police"), output_field=models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        indexes = [models.Index(fields=["municipality", "-at"], name="audit_newest_first")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject} {self.subject_id}"


class AuditSeal(models.Model):
    """A line's place in the chain of its municipality (0: of none), written by the database at commit.

    `content` is the hash of what the line says, `hash` that of `previous` and `content` together.
    """

    entry_id = models.BigIntegerField(primary_key=True)
    chain = models.BigIntegerField()
    number = models.BigIntegerField()
    content = models.BinaryField()
    previous = models.BinaryField(unique=True)
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_seal_in_line")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number}"


class AuditWords(models.Model):
    """What the rows of a line were called when they were read, e.g. addresses. Cleared by retention.

    The line holds only `digest`, taken with a salt that goes with the words: afterwards it tells nothing.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    salt = models.UUIDField()
    said = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="+",
        db_default=CurrentMunicipality(),
        editable=False,
    )

    class Meta:
        indexes = [models.Index(fields=["municipality", "at"], name="audit_words_by_age")]

    def __str__(self) -> str:
        return self.digest


class HandledEvent(models.Model):
    """An event that a subscriber has handled, so that it is never handled twice."""

    event_id = models.UUIDField()
    subscriber = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "subscriber"], name="handled_once")]

    def __str__(self) -> str:
        return f"{self.subscriber} {self.event_id}"


class KeptView(models.Model):
    """How a person sorts and filters one list. Words that they looked for are not kept."""

    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="+",
        db_default=CurrentMunicipality(),
        editable=False,
    )
    user_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "user_id", "name"], name="one_kept_view")]

    def __str__(self) -> str:
        return self.name


class Move(TenantModel):
    """A step that some room's row took from one state to another: who, when, why, and what the public was told."""

    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    before = models.CharField(max_length=40)
    action = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    public = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "subject", "subject_id", "at"], name="moves_of_a_row")]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.action}"
