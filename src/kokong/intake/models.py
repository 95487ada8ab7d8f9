"""Uploaded files on their way in, and what became of each row."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Batch(TenantModel):
    """An uploaded file. Its content goes when the import has ended, everything said of it after a while.

    `police` marks files uploaded under the police authority; only that authority sees them.
    """

    importer = models.CharField(max_length=40)
    name = models.CharField(max_length=200, blank=True)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, blank=True, help_text="tells the same file when it comes again")
    police = models.BooleanField()
    mapping = models.JSONField(null=True)
    aside = models.JSONField(default=list, help_text="doubtful columns that somebody decided to leave")
    decided = models.JSONField(null=True, help_text="what somebody decided of its days and words")
    state = models.CharField(max_length=12, default="uploaded", help_text="uploaded, running, done or failed")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    header = models.JSONField(default=list)
    header_at = models.PositiveIntegerField(default=0, help_text="the row in which the headings stand")
    header_rows = models.PositiveIntegerField(db_default=1, help_text="over how many rows the headings stand")
    sheet = models.PositiveIntegerField(default=0, help_text="which sheet of a workbook, from 0")
    sheets = models.JSONField(default=list, help_text="what a workbook's sheets are called")
    counts = models.JSONField(default=dict)
    problem = models.TextField(blank=True)
    created = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    touched = models.DateTimeField(null=True, help_text="when its import last moved")
    ended = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["municipality", "importer", "-created"], name="intake_newest_first")]

    def __str__(self) -> str:
        return f"{self.importer} {self.pk} {self.state}"

    @property
    def stands(self) -> str:
        """Its state, as people mean it: a file that was forgotten before it was taken in has failed."""
        return self.state if self.header or self.state == "done" else "failed"


class Source(TenantModel):
    """Files with the same headings: what was decided of the last one, proposed for the next."""

    importer = models.CharField(max_length=40)
    police = models.BooleanField()
    signature = models.CharField(max_length=64, help_text="tells the headings, in whatever order")
    mapping = models.JSONField(default=dict)
    decided = models.JSONField(default=dict)
    used = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "importer", "police", "signature"], name="intake_source_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.importer} {self.pk}"


class BatchRow(TenantModel):
    """What became of one row. Cells are kept of rows that were not taken, to be mended and imported again."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    police = models.BooleanField()
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, help_text="taken, already, aside or refused")
    message = models.TextField(blank=True)
    cells = models.JSONField(default=list)
    subject_id = models.BigIntegerField(null=True, help_text="what it became, in the importer's room")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="intake_row_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"
