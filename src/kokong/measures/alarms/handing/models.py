"""What a shift hands on to the next. Django finds these through the room's `models`, which imports them."""

from django.db import models


class OfDesk(models.Model):
    """A row of those who handle a municipality's alarms, or of a centre's operators."""

    municipality = models.ForeignKey("kernel.Municipality", on_delete=models.CASCADE, related_name="+", null=True)
    centre = models.ForeignKey("alarms.Centre", on_delete=models.CASCADE, related_name="+", null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(municipality=None) ^ models.Q(centre=None), name="%(class)s_in_one_place"
            )
        ]


class ShiftNote(OfDesk):
    """What the next shift shall know; it stays on top until somebody says that it is done."""

    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.written_at}"


class HandOver(OfDesk):
    """An operator took over, with the list as it was then: `sections` are `handing.listing.Section`, as values."""

    taken_at = models.DateTimeField()
    taken_by = models.BigIntegerField(null=True)
    sections = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.pk} {self.taken_at}"
