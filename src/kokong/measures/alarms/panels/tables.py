"""What the calendar expects, as it is kept. Django finds this through the room's `models`, which imports it."""

from django.db import models

from ..base import AlarmRow


class Expected(AlarmRow):
    """What the calendar expects of a panel (`what`: test or hours), as `terms` say it (`expecting`).

    `next_at` is when somebody should look whether it happened, None where nothing is expected any more. `on` are
    those of `supervising.KINDS` that were told and are not over.
    """

    account = models.ForeignKey("alarms.Account", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=8)
    terms = models.JSONField(default=dict)
    since = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    on = models.JSONField(default=list)

    class Meta:
        app_label = "alarms"
        constraints = [models.UniqueConstraint(fields=["account", "what"], name="expected_once")]
        indexes = [
            models.Index(
                fields=["next_at"], condition=models.Q(next_at__isnull=False), name="alarms_expected_next"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.what}"
