"""What somebody has to do."""

from django.db import models

from kokong.kernel.fields import TenantModel


class Task(TenantModel):
    """Something to do, by `due`. `source` and `source_id` name the row of the room that it stems from; on the day
    `remind` somebody wants to be reminded of it.

    Personal data: the home, who took and ended it, and the answer in words. They go by retention.
    """

    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    source_id = models.CharField(max_length=64)
    dwelling = models.ForeignKey("places.Dwelling", null=True, on_delete=models.PROTECT, related_name="+")
    opened = models.DateTimeField()
    due = models.DateTimeField(null=True)
    remind = models.DateField(null=True)
    state = models.CharField(max_length=12, default="open")
    taken_by = models.BigIntegerField(null=True)
    taken_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source", "source_id"], name="task_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=("open", "taken", "done", "not_needed", "withdrawn")),
                name="task_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "opened"], name="task_by_state"),
            models.Index(fields=["municipality", "dwelling"], name="task_by_dwelling"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source} {self.source_id} {self.state}"
