"""The pictures, and apart from them their bytes, so that no list loads those."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Picture(TenantModel):
    """A photo of a subject of some room: ("sign", 3).

    `police`: only that authority sees it, as its subject. `client_id` is the phone's: what is sent twice is kept
    once. `regions` are the rectangles that were made unrecognisable. `ended`: its subject's end. `removed`:
    the bytes are gone, and the row stays only so that no phone brings the picture back.
    """

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    police = models.BooleanField(default=False)
    client_id = models.UUIDField(null=True)
    alt = models.CharField(max_length=300, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.BigIntegerField(null=True)
    added = models.DateTimeField()
    regions = models.JSONField(default=list)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    ended = models.DateTimeField(null=True)
    removed = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "client_id"], name="picture_once")]
        indexes = [models.Index(fields=["municipality", "kind", "subject_id"], name="picture_by_subject")]

    def __str__(self) -> str:
        return f"picture {self.pk} of {self.kind} {self.subject_id}"


class Content(TenantModel):
    """A picture's bytes, JPEG in two sizes. `police` as its picture has it: each table guards itself."""

    picture = models.OneToOneField(Picture, on_delete=models.CASCADE, related_name="+")
    police = models.BooleanField(default=False)
    large = models.BinaryField()
    small = models.BinaryField()

    def __str__(self) -> str:
        return f"content of picture {self.picture_id}"
