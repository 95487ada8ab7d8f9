"""What a shift keeps. Django finds these through the room's `models`, which imports them."""

from django.db import models

from ..base import AlarmRow


class Reminder(AlarmRow):
    """Look at this alarm again, `due` then: one at most that is not put away. It is the alarm's, whoever set it.

    `came`: the consoles were told that it is due.
    """

    alarm = models.ForeignKey("alarms.Alarm", on_delete=models.CASCADE, related_name="+")
    due = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    came = models.BooleanField(default=False, db_default=False)
    away_at = models.DateTimeField(null=True)
    away_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alarm"], condition=models.Q(away_at=None), name="alarms_reminder_once"
            )
        ]
        indexes = [models.Index(fields=["due"], condition=models.Q(away_at=None), name="alarms_reminder_due")]

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.due}"
